// What people change about their account: profile, look, password, devices; and the way back in.
import { expect, mailedLink, open, password, settled, signUp, test } from "./kith";

test("a forgotten password is set anew by a mailed link", async ({ page }) => {
  const user = await signUp(page, "Mara Example");
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
