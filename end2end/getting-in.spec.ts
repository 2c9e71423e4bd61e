// Signing up, proving the address, signing out and in: by plain forms, in two languages.
import { expect, mailedLink, open, password, settled, signUp, test } from "./kith";

test("sign up, prove the address, sign out, sign in", async ({ page, isMobile }) => {
  const user = await signUp(page, "Anna Example");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Check your mail");
  await open(page, "/");
  await expect(page.getByText("Please verify your e-mail")).toBeVisible();
  await open(page, await mailedLink(`${user}@example.org`));
  await page.getByRole("button", { name: "Yes, it’s mine" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your e-mail is verified");
  await page.getByRole("link", { name: "To the calendar" }).click();
  await page.waitForURL(isMobile ? "**/calendar/agenda" : "**/calendar/month");
  await settled(page);
  await page.locator(isMobile ? ".tabbar summary" : ".rail summary").click();
  await page.getByRole("button", { name: "Sign out" }).locator("visible=true").click();
  await page.waitForURL("**/sign-in");
  await settled(page);
  await page.locator("#login").fill(`${user}@example.org`);
  await page.locator("#password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname === "/");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Anna");
  await expect(page.getByText("Please verify your e-mail")).toHaveCount(0);
});

test("a refused form says why and keeps what was typed", async ({ page }) => {
  await open(page, "/sign-in?next=/calendar/new");
  await page.locator("#login").fill("nobody");
  await page.locator("#password").fill("something wrong");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toContainText("Name and password don’t fit");
  await expect(page.locator("#login")).toHaveValue("nobody");
  await expect(page.locator("#password")).toHaveValue("");

  await open(page, "/sign-up");
  await page.locator("#name").fill("Anna");
  await page.locator("#email").fill("anna@example");
  await page.locator("#password").fill(password);
  await page.locator("form[action$='sign-up'] button.pri").click();
  await expect(page.locator("#email-note")).toContainText("Something is missing");
  await expect(page.locator("#email")).toHaveAttribute("aria-invalid", "true");
  await expect(page.locator("#name")).toHaveValue("Anna");
});

test("who is not signed in is led to the door and back", async ({ page }) => {
  const user = await signUp(page, "Ben Example");
  await page.context().clearCookies();
  await open(page, "/calendar/new?day=2037-12-24");
  await expect(page).toHaveURL(/sign-in\?next=/);
  await page.locator("#login").fill(user);
  await page.locator("#password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/calendar/new?day=2037-12-24");
});

test.describe("in Russian", () => {
  test.use({ locale: "ru-RU" });

  test("the same way in, in the reader's language", async ({ page }) => {
    await open(page, "/sign-in");
    await expect(page.locator("html")).toHaveAttribute("lang", "ru");
    const user = await signUp(page, "Нина Соколова");
    await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("Check your mail");
    await open(page, await mailedLink(`${user}@example.org`));
    await page.locator("form[action$='verify'] button.pri").click();
    await page.waitForURL("**/verify?done=1");
    await open(page, "/calendar/month/2037-11");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ноябрь 2037");
  });
});
