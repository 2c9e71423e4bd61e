// Letters: written, sealed, taken back, on the road while the server is killed, and opened a year later.
import type { Page } from "@playwright/test";
import { expect, listen, open, password, signUp, test as base } from "./kith";
import { Own } from "./own";

const test = base.extend<{ own: Own }>({
  own: async ({}, use) => {
    const own = await Own.start();
    await use(own);
    await own.stop();
  },
  baseURL: async ({ own }, use) => use(own.base),
});

const photo = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAbUlEQVR4nBXOQRUAUQhCUUMYghCEMAQhXghCzx+XXA86wywjxswxYWDKzLDLijV7bFjYsg+0SMjoUBCo6IEXCxsfDgYXP7jlxJk7LhxcuQdZImJyJARS8uA/94pfxVt+8Zu+z4YuFTU9mj9s6QeHEkEB2Dm6xwAAAABJRU5ErkJggg==",
  "base64",
);

/** Gives somebody a phone number, in the settings. */
async function claim(page: Page, number: string) {
  await open(page, "/settings");
  await page.locator("#phone [name=number]").fill(number);
  await page.getByRole("button", { name: "Send the code" }).click();
  await expect(page.locator("#phone")).toContainText("Confirmed");
}

async function signIn(page: Page, user: string) {
  await open(page, "/sign-in");
  await page.locator("#login").fill(user);
  await page.locator("#password").fill(password);
  await page.locator("form[action$='sign-in'] button.pri").click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}

const nobodyYet = "+33 6 39 98 99 99";

test("a letter is written, outlives the server, and is opened when its time has come", async ({
  page,
  browser,
  own,
  complaints,
  javaScriptEnabled,
  contextOptions,
}) => {
  test.setTimeout(90_000);
  const someone = async () => {
    const context = await browser.newContext({ ...contextOptions, baseURL: own.base });
    const page = await context.newPage();
    listen(page, complaints);
    return page;
  };
  const ben = await someone();
  const anna = await signUp(page, "Anna Example");
  const benName = await signUp(ben, "Ben Example");
  await claim(ben, "+33 6 39 98 12 34");

  await open(page, "/letters");
  await expect(page.getByRole("heading", { name: "No letters yet" })).toBeVisible();
  await open(page, "/letters/contacts");
  await page.getByLabel("Phone number").fill("+33 6 39 98 12 34");
  await page.getByLabel("What you call them").fill("Benny");
  await page.getByRole("button", { name: "Add contact" }).click();
  await expect(page.locator(".page .item", { hasText: "Benny" })).toContainText("+33 6 39 98 12 34");

  await open(page, "/letters/write");
  if (javaScriptEnabled) {
    await page.getByRole("combobox", { name: "To" }).fill("benn");
    await page.locator("#offered").getByRole("option", { name: "Ben Example" }).click();
    await expect(page.locator(".chip")).toContainText("Ben Example");
    await page.setInputFiles("input[type=file][accept*=png]", { name: "../lake.png", mimeType: "image/png", buffer: photo });
    await expect(page.locator(".enclosed img")).toBeVisible();
  } else {
    await page.getByText("Friends", { exact: true }).click();
    await page.getByRole("checkbox", { name: "Ben Example" }).check();
  }
  await page.getByRole("combobox", { name: "To" }).fill(nobodyYet);
  await page.getByLabel("Your letter").fill("Do you remember the steam on the windows?");
  await page.getByText("Surprise").click();
  await page.getByRole("button", { name: "Seal and send" }).click();
  await page.waitForURL("**/letters/sent?sealed=*");
  await expect(page.getByText("Sealed and on its way.")).toBeVisible();
  await expect(page.locator(".page .item")).toHaveCount(2);
  await expect(page.locator(".page .item", { hasText: nobodyYet })).toContainText("lands as a surprise");
  await expect(page.locator(".page")).not.toContainText("steam");

  // Taken back, and sealed once more.
  await page.getByRole("button", { name: "Undo" }).click();
  await page.waitForURL("**/letters/write?draft=*");
  await expect(page.getByLabel("Your letter")).toHaveValue("Do you remember the steam on the windows?");
  await page.getByRole("button", { name: "Seal and send" }).click();
  await page.waitForURL("**/letters/sent?sealed=*");

  // The laptop is closed, the power fails, and a long time goes by.
  await page.goto("about:blank");
  await ben.goto("about:blank");
  await own.kill();
  await own.begin("400d");

  await signIn(ben, benName);
  // It is delivered once the server has begun.
  const strange = ben.getByRole("link", { name: "1 letter from people you don’t know" });
  await expect.poll(async () => (await open(ben, "/letters"), strange.count()), { timeout: 30_000 }).toBe(1);
  await strange.click();
  await expect(ben.getByText("Anna Example")).toBeVisible();
  await ben.getByRole("button", { name: "Take letters from them" }).click();
  await ben.waitForURL(/\/letters$/);
  const envelope = ben.locator("article.shut");
  await expect(envelope).toContainText("From Anna Example");
  await expect(ben.locator("main")).not.toContainText("steam");
  await envelope.getByRole("button", { name: "Open it" }).click();
  await expect(ben.locator("article.letter")).toContainText("Do you remember the steam on the windows?");
  if (javaScriptEnabled) await expect(ben.locator("article.letter img.photo")).toBeVisible();
  await open(ben, "/letters?q=STEAM");
  await expect(ben.locator("article.letter")).toHaveCount(1);
  await open(ben, "/letters?q=nothing");
  await expect(ben.getByText("No letter with “nothing”.")).toBeVisible();

  // Once more into the future, and back.
  await open(ben, "/letters");
  await ben.locator("article.letter summary").click();
  await ben.getByRole("button", { name: "Send it on into the future" }).click();
  await expect(ben.getByRole("heading", { name: "No letters yet" })).toBeVisible();
  await open(ben, "/letters/sent");
  await ben.locator(".page .item summary").click();
  await ben.getByRole("button", { name: "Bring it back now" }).click();
  await expect.poll(async () => (await open(ben, "/letters"), ben.locator("article.shut").count()), { timeout: 30_000 }).toBe(1);
  await open(ben, "/letters/sent");
  await expect(ben.getByRole("heading", { name: "Nothing on its way" })).toBeVisible();

  // Whoever proves the number finds what waited for it.
  const cleo = await someone();
  await signUp(cleo, "Cleo Example");
  await claim(cleo, nobodyYet);
  await expect.poll(async () => (await open(cleo, "/letters/requests"), cleo.getByText("Anna Example").count()), { timeout: 30_000 }).toBe(1);

  await signIn(page, anna);
  await open(page, "/letters/sent");
  await expect(page.locator(".page .item", { hasText: nobodyYet })).toContainText("landed");
});

test("a letter to oneself gets another time, and is burnt", async ({ page, javaScriptEnabled, complaints }) => {
  await signUp(page, "Anna Example");
  await open(page, "/letters/write");
  // What is missing is said, and nothing is lost.
  await page.getByLabel("Your letter").fill("Dear me");
  await page.getByText("1 year").click();
  await page.getByRole("button", { name: "Seal and send" }).click();
  await expect(page.locator(".formerr")).toContainText("Not sealed");
  await expect(page.getByLabel("Your letter")).toHaveValue("Dear me");
  complaints.splice(0);
  if (javaScriptEnabled) {
    await page.getByRole("button", { name: "Me, later" }).click();
    await expect(page.locator(".preview")).toContainText("You");
  } else {
    await page.getByText("Friends", { exact: true }).click();
    await page.getByRole("checkbox", { name: "Anna Example" }).check();
  }
  await page.getByText("A date", { exact: true }).click();
  await page.getByLabel("Day", { exact: true }).fill("2031-05-17");
  await page.getByRole("button", { name: "Seal and send" }).click();
  await page.waitForURL("**/letters/sent?sealed=*");
  const row = page.locator(".page .item");
  await expect(row).toContainText("To you");
  await expect(row).toContainText("lands 17 May 2031, 09:00");
  await row.locator("summary").click();
  await row.getByLabel("Day").fill("2032-06-18");
  await row.getByRole("button", { name: "Change the time" }).click();
  await expect(row).toContainText("lands 18 June 2032, 09:00");
  await row.locator("summary").click();
  await row.getByRole("button", { name: "Burn it" }).click();
  await expect(page.getByRole("heading", { name: "Nothing on its way" })).toBeVisible();
});
