// What people change about their account: profile, look, password, devices; and the way back in.
import { expect, mailedLink, open, password, settled, signUp, test } from "./kith";

test("a forgotten password is set anew by a mailed link", async ({ page }) => {
  const user = await signUp(page, "Mara Example");
  // A page that is still open would be told, and complain, that it is signed out.
  await page.goto("about:blank");
  await page.context().clearCookies();
  await open(page, "/sign-in");
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await page.waitForURL("**/reset");
  await settled(page);
  await page.locator("#login").fill(`${user}@example.org`);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Check your mail");
  await open(page, await mailedLink(`${user}@example.org`, "reset?token="));
  await page.locator("#password").fill("short");
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByRole("alert")).toContainText("at least 8 characters");
  await page.locator("#password").fill("four words are better");
  await page.getByRole("button", { name: "Set the password" }).click();
  await page.waitForURL((url) => url.pathname === "/");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Mara");
});

test("another device is listed and signed out", async ({ page, browser, javaScriptEnabled }) => {
  const user = await signUp(page, "Mara Example");
  const other = await (await browser.newContext({ javaScriptEnabled })).newPage();
  await other.goto("/sign-in");
  await other.locator("#login").fill(user);
  await other.locator("#password").fill(password);
  await other.getByRole("button", { name: "Sign in" }).click();
  await other.waitForURL((url) => url.pathname === "/");
  await open(page, "/settings");
  const devices = page.locator("#devices");
  await expect(devices.getByText("This device")).toBeVisible();
  await devices.locator("li").getByRole("button", { name: "Sign out" }).click();
  await expect(devices.locator("li")).toHaveCount(1);
  await other.goto("/calendar/agenda");
  await expect(other).toHaveURL(/sign-in/);
});

test("the password changes only with the old one", async ({ page }) => {
  const user = await signUp(page, "Mara Example");
  await open(page, "/settings");
  await page.getByText("Change password").first().click();
  await page.locator("#old").fill("not this one");
  await page.locator("#new-password").fill("four words are better");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.locator("#security").getByRole("alert")).toContainText("That isn’t your password");
  await page.locator("#old").fill(password);
  await page.locator("#new-password").fill("four words are better");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.locator("#security")).toContainText("Your password is changed");
  // A page that is still open would be told, and complain, that it is signed out.
  await page.goto("about:blank");
  await page.context().clearCookies();
  await open(page, "/sign-in");
  await page.locator("#login").fill(user);
  await page.locator("#password").fill("four words are better");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname === "/");
});

test("name, language and theme are saved at once", async ({ page, javaScriptEnabled }) => {
  await signUp(page, "Mara Example");
  await open(page, "/settings");
  await page.locator("#name").fill("Mara Lindqvist");
  if (javaScriptEnabled) {
    await page.locator("#name").blur();
    await expect(page.locator("#name-note")).toHaveText("Saved");
  } else {
    await page.locator("#profile form[action$=profile]").getByRole("button", { name: "Apply" }).click();
  }
  await open(page, "/settings");
  await expect(page.locator("#name")).toHaveValue("Mara Lindqvist");
  await page.locator("#look").getByRole("button", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await settled(page);
  await page.locator("#language").selectOption("de");
  if (!javaScriptEnabled) await page.locator("#look").getByRole("button", { name: "Apply" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Einstellungen");
});

test("a picture replaces the initials, and what is no picture is refused", async ({ page, javaScriptEnabled }) => {
  await signUp(page, "Mara Example");
  await open(page, "/settings");
  const upload = async (name: string, buffer: Buffer) => {
    await page.locator(".picture input[name=file]").setInputFiles({ name, mimeType: "image/png", buffer });
    if (!javaScriptEnabled) await page.locator(".picture").getByRole("button", { name: "Apply" }).click();
  };
  await upload("me.png", Buffer.from("not a picture at all"));
  await expect(page.locator(".picture").getByRole("alert")).toContainText("That isn’t a picture");
  await settled(page);
  const dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  await upload("me.png", Buffer.from(dot, "base64"));
  await expect(page.locator(".picture .av img")).toHaveAttribute("src", /\/media\//);
  await settled(page);
  await page.getByRole("button", { name: "Remove" }).click();
  await expect(page.locator(".picture .av img")).toHaveCount(0);
  await expect(page.locator(".picture .av")).toHaveText("ME");
});

test("a calendar goes out by a secret link and comes in by a file", async ({ page, request, javaScriptEnabled }) => {
  await signUp(page, "Mara Example");
  await open(page, "/calendar/new?day=2037-12-24");
  await page.locator("#name").fill("Carols");
  await page.getByRole("button", { name: "Create event" }).click();
  await page.waitForURL("**/calendar/event/*");
  await open(page, "/settings");
  const link = await page.locator("#feed").inputValue();
  const file = await (await request.get(link)).text();
  expect(file).toContain("SUMMARY:Carols");
  await page.getByRole("button", { name: "Renew the link" }).click();
  await expect(page.locator("#feed")).not.toHaveValue(link);
  expect((await request.get(link)).status()).toBe(404);
  await settled(page);
  const calendar = file.replace(/UID:.*/, "UID:other@example.org").replace("Carols", "Other carols");
  const upload = { name: "other.ics", mimeType: "text/calendar", buffer: Buffer.from(calendar) };
  await page.locator("#files input[name=file]").setInputFiles(upload);
  if (!javaScriptEnabled) await page.locator("#files").getByRole("button", { name: "Apply" }).click();
  await expect(page.locator("#files")).toContainText("1 event imported.");
  await open(page, "/calendar/search?q=carols");
  await expect(page.locator(".sheet .items a")).toHaveCount(2);
});

test("an event reminds by mail when asked to", async ({ page, javaScriptEnabled }) => {
  await signUp(page, "Mara Example");
  await open(page, "/calendar/new?day=2037-12-24");
  await page.locator("#name").fill("Carols");
  await page.getByRole("button", { name: "Create event" }).click();
  await page.waitForURL("**/calendar/event/*");
  await settled(page);
  const loaded = page.waitForEvent("load");
  await page.locator("#minutes").selectOption("1440");
  if (!javaScriptEnabled) await page.locator(".remind").getByRole("button", { name: "Apply" }).click();
  await loaded;
  await page.reload();
  await expect(page.locator("#minutes")).toHaveValue("1440");
});
