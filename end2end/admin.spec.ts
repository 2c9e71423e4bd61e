// Those who run the installation find people, let them in and out, and see the rooms.
import { expect, grant, listen, open, password, settle, test, unique } from "./kith";

test.skip(!!process.env.TEST_POSTGRES_URL, "the command needs the server's own database");

test("a keyholder finds somebody, suspends them and lets them in again", async ({ page, browser, complaints, javaScriptEnabled }) => {
  const other = await (await browser.newContext()).newPage();
  listen(other, complaints);
  const name = unique("Benno");
  const user = await settle(other, `${name} Example`);
  await open(other, "/");
  grant(await settle(page, "Anna Example"));
  await open(page, "/");
  await page.locator(".rail summary.self, .tabbar summary").filter({ visible: true }).click();
  await page.getByRole("link", { name: "House keys" }).filter({ visible: true }).click();
  await page.waitForURL("**/admin");
  await page.getByRole("searchbox", { name: "Find somebody" }).fill(name);
  await page.keyboard.press("Enter");
  // Before the search both were listed.
  await expect(page.locator("tr", { has: page.locator("span.who") })).toHaveCount(1);
  const row = page.locator("tr", { hasText: name });
  const act = async (label: string) => {
    await row.getByText("Manage").click();
    await row.getByRole("button", { name: label }).click();
  };
  await act("Suspend");
  await expect(row.getByText("Suspended")).toBeVisible();
  if (javaScriptEnabled === false) await open(other, "/");
  await other.waitForURL(/\/sign-in/);
  await other.locator("#login").fill(user);
  await other.locator("#password").fill(password);
  await other.locator("form[action$='sign-in'] button.pri").click();
  await expect(other.getByRole("alert")).toContainText("suspended");
  await act("Let in again");
  await expect(row.getByText("Suspended")).toHaveCount(0);
  await other.locator("#login").fill(user);
  await other.locator("#password").fill(password);
  await other.locator("form[action$='sign-in'] button.pri").click();
  await other.waitForURL((url) => url.pathname === "/");
  await act("Make keyholder");
  await expect(row.getByText("Keyholder", { exact: true })).toBeVisible();
  // What was refused, the browser itself tells of.
  complaints.splice(0, complaints.length, ...complaints.filter((text) => !/status of 40[13]/.test(text)));
});

test("a keyholder shows a guest out and closes a room from the table", async ({ page, browser, complaints }) => {
  const other = await (await browser.newContext()).newPage();
  listen(other, complaints);
  const name = unique("Gast");
  await open(other, "/visit");
  await other.locator("#name").fill(name);
  await other.getByRole("button", { name: "Come in" }).click();
  await other.waitForURL("**/messages?kind=room");
  grant(await settle(page, "Anna Example"));
  await open(page, `/admin?search=${name}`);
  const row = page.locator("tr", { hasText: name });
  await expect(row).toContainText("Guest until");
  await row.getByRole("button", { name: "End visit" }).click();
  await expect(row).toHaveCount(0);
  await open(other, "/messages?kind=room");
  await other.waitForURL(/\/sign-in/);
  const room = unique("Cellar");
  await open(page, "/admin");
  await page.getByLabel("Name of the room").fill(room);
  await page.getByRole("button", { name: "Open", exact: true }).click();
  await page.waitForURL("**/messages/*");
  await open(page, "/admin");
  await page.getByRole("link", { name: `Close room: ${room}` }).click();
  await page.locator("dialog").getByRole("button", { name: "Close room" }).click();
  await page.waitForURL("**/admin");
  await expect(page.locator("tr", { hasText: room })).toHaveCount(0);
  complaints.splice(0, complaints.length, ...complaints.filter((text) => !/status of 40[14]/.test(text)));
});

test("nobody else gets in", async ({ page, complaints }) => {
  await settle(page, "Anna Example");
  await open(page, "/admin");
  await expect(page.getByRole("heading", { name: "People with a key" })).toHaveCount(0);
  await expect(page.locator("main")).toContainText("You may not do this");
  complaints.splice(0, complaints.length, ...complaints.filter((text) => !/status of 403/.test(text)));
});
