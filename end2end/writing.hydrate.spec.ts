// Writing with scripts: drafts keep themselves, names are offered, a voice is recorded, pushes are shown.
import { expect, open, signUp, test } from "./kith";

test.use({
  permissions: ["microphone", "notifications"],
  launchOptions: {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"],
  },
});

test("a draft keeps itself and is found again", async ({ page }) => {
  await signUp(page, "Anna Example");
  await open(page, "/letters/write");
  await page.getByRole("button", { name: "Me, later" }).click();
  await page.getByLabel("Your letter").fill("Dear later me, did we go back to the hut?");
  await page.getByText("1 month").click();
  await expect(page.getByText("Saved as a draft a moment ago")).toBeVisible();
  await page.getByRole("link", { name: "Back", exact: true }).click();
  await open(page, "/letters/sent");
  await expect(page.locator(".page .item")).toContainText("did we go back to the hut?");
  await page.locator(".page .item a").click();
  await expect(page.getByLabel("Your letter")).toHaveValue("Dear later me, did we go back to the hut?");
  await expect(page.locator(".chip")).toContainText("Me, later");
  await expect(page.locator(".stamps :checked")).toHaveValue("month");
  await expect(page.locator(".preview")).toContainText("opens");
  await open(page, "/letters/sent");
  await page.getByRole("button", { name: "Delete draft" }).click();
  await expect(page.getByRole("heading", { name: "Nothing on its way" })).toBeVisible();
});

test("whom it is for is chosen by keyboard", async ({ page }) => {
  await signUp(page, "Anna Example");
  await open(page, "/letters");
  await page.keyboard.press("n");
  await page.waitForURL("**/letters/write");
  const to = page.getByRole("combobox", { name: "To" });
  await to.fill("anna");
  await expect(page.locator("#offered").getByRole("option")).toHaveCount(1);
  await to.press("ArrowDown");
  await expect(page.locator("#offered").getByRole("option")).toHaveAttribute("aria-selected", "true");
  await to.press("Enter");
  await expect(page.locator(".chip")).toHaveCount(1);
  await to.fill("+33 6 39 98 12 34");
  await expect(page.locator("#offered").getByRole("option")).toHaveText("+33 6 39 98 12 34");
  await to.press("Enter");
  await expect(page.locator(".chip")).toHaveCount(2);
  await expect(page.locator(".preview")).toContainText("+33 6 39 98 12 34, and you");
  await to.press("Backspace");
  await page.getByRole("button", { name: "Remove Me, later" }).click();
  await expect(page.locator(".chip")).toHaveCount(0);
});

test("a voice is recorded, heard and taken out again", async ({ page, complaints }) => {
  await signUp(page, "Anna Example");
  await open(page, "/letters/write");
  await page.getByRole("button", { name: "Voice" }).click();
  await expect(page.getByText("left")).toBeVisible();
  await expect(page.locator(".enclosed .meter")).toBeVisible();
  // The microphone of the test beeps now and then.
  await page.evaluate(
    () =>
      new Promise<void>((heard) => {
        const look = () => {
          const level = document.querySelector<HTMLElement>(".enclosed .meter i")?.style.inlineSize;
          if (level && level !== "0%") heard();
          else requestAnimationFrame(look);
        };
        look();
      }),
  );
  await page.getByRole("button", { name: "Stop" }).click();
  const voice = page.locator(".enclosed", { has: page.locator(".player") });
  await voice.getByRole("button", { name: "Play" }).click();
  await expect(voice.locator("audio")).toHaveJSProperty("error", null);
  await voice.getByRole("button", { name: "Remove voice recording" }).click();
  await expect(voice).toHaveCount(0);
  await page.setInputFiles("input[type=file][accept*=png]", { name: "x.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>") });
  await expect(page.locator(".enclose + div")).toContainText("isn’t a picture");
  complaints.splice(0);
});

test("a letter waits for the connection", async ({ page, context, complaints }) => {
  await signUp(page, "Anna Example");
  await open(page, "/letters/write");
  await page.getByRole("button", { name: "Me, later" }).click();
  await page.getByLabel("Your letter").fill("From the tunnel");
  await page.getByText("1 week").click();
  await context.setOffline(true);
  await page.getByRole("button", { name: "Seal and send" }).click();
  await expect(page.getByText("You are offline.")).toBeVisible();
  await context.setOffline(false);
  await page.waitForURL("**/letters/sent?sealed=*", { timeout: 20_000 });
  await expect(page.locator(".page .item")).toHaveCount(1);
  complaints.splice(0);
});

test("a push is shown and leads to the letters", async ({ page, context, baseURL }) => {
  await signUp(page, "Anna Example");
  await open(page, "/settings");
  await expect(page.locator("#push [role=switch]")).toBeEnabled();
  const session = await context.newCDPSession(page);
  await session.send("ServiceWorker.enable");
  const registered = new Promise<string>((resolve) => {
    session.on("ServiceWorker.workerVersionUpdated", ({ versions }) => {
      const active = versions.find((version) => version.status === "activated");
      if (active) resolve(active.registrationId);
    });
  });
  await page.evaluate(async () => {
    await navigator.serviceWorker.register("/sw.js");
    await navigator.serviceWorker.ready;
  });
  const registrationId = await registered;
  const data = JSON.stringify({ kind: "letter", title: "A letter has arrived for you.", url: "/letters", tag: "letters" });
  const shown = () =>
    page.evaluate(async () => {
      const worker = await navigator.serviceWorker.ready;
      return (await worker.getNotifications()).map((one) => [one.title, one.tag, one.data.url]);
    });
  // The browser drops a push whose worker does not start in time on a busy machine; a push service sends it once more,
  // and the same tag keeps it one.
  await expect(async () => {
    await session.send("ServiceWorker.deliverPushMessage", { origin: baseURL ?? "", registrationId, data });
    await expect.poll(shown, { timeout: 3_000 }).toEqual([["A letter has arrived for you.", "letters", "/letters"]]);
  }).toPass({ timeout: 20_000 });
});
