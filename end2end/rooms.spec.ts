// Rooms: a guest comes by the door, joins, talks, and makes an account; an admin opens and closes rooms.
import { expect, grant, listen, mailedLink, open, password, settle, test, unique } from "./kith";

/** Lets a guest in. */
async function visit(page: import("@playwright/test").Page, name: string) {
  await open(page, "/visit");
  await page.locator("#name").fill(name);
  await page.getByRole("button", { name: "Come in" }).click();
  await page.waitForURL("**/messages?kind=room");
}

async function join(page: import("@playwright/test").Page, room = "Main") {
  await page.getByRole("button", { name: `Join: ${room}` }).click();
  await page.waitForURL("**/messages/*");
  await expect(page.locator(".composer textarea")).toBeVisible();
}

const say = async (page: import("@playwright/test").Page, text: string) => {
  await page.locator(".composer textarea").fill(text);
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.locator(".msg.me", { hasText: text })).toBeVisible();
};

test("a guest joins a room, talks, and keeps name and history with an account", async ({ page, browser, complaints }) => {
  const other = await (await browser.newContext()).newPage();
  listen(other, complaints);
  const name = unique("Gast");
  await settle(other, "Anna Example");
  await open(other, "/messages?kind=room");
  await join(other);
  await visit(page, name);
  await expect(page.locator(".rail, .tabbar").getByRole("link", { name: "Calendar" })).toHaveCount(0);
  await join(page);
  await say(page, `hello from ${name}`);
  await open(other, new URL(page.url()).pathname);
  const heard = other.locator(".msg", { hasText: `hello from ${name}` });
  await expect(heard).toBeVisible();
  await expect(heard.locator(".who")).toContainText("guest");

  // Nothing else is open to a guest.
  await open(page, "/calendar");
  await page.waitForURL("**/messages?kind=room");

  await open(page, "/sign-up");
  await page.locator("#name").fill(`${name} Example`);
  await page.locator("#email").fill(`${name}@example.org`);
  await page.locator("#password").fill(password);
  await page.locator("form[action$='sign-up'] button.pri").click();
  await page.waitForURL("**/verify");
  await open(page, await mailedLink(`${name}@example.org`));
  await page.getByRole("button", { name: "Yes, it’s mine" }).click();
  await open(page, "/messages");
  await page.locator(".lane .item", { hasText: "Main" }).click();
  await expect(page.locator(".msg.me", { hasText: `hello from ${name}` })).toBeVisible();
});

test("a name in use is refused and says so", async ({ page, browser, complaints }) => {
  const other = await (await browser.newContext()).newPage();
  listen(other, complaints);
  const name = unique("Gast");
  await visit(other, name);
  await open(page, "/visit");
  await page.locator("#name").fill(name.toUpperCase());
  await page.getByRole("button", { name: "Come in" }).click();
  await expect(page.getByRole("alert")).toContainText("Somebody uses this name right now");
  await expect(page.locator("#name")).toHaveValue(name.toUpperCase());
});

test("an admin opens a room and closes it, and everybody sees it", async ({ page, browser, complaints, javaScriptEnabled }) => {
  test.skip(!!process.env.TEST_POSTGRES_URL, "the command needs the server's own database");
  const other = await (await browser.newContext()).newPage();
  listen(other, complaints);
  const user = await settle(page, "Anna Example");
  grant(user);
  await visit(other, unique("Gast"));
  const name = unique("Cellar");
  await open(page, "/messages?kind=room");
  await page.getByLabel("Name of the room").fill(name);
  await page.getByRole("button", { name: "Open", exact: true }).click();
  await page.waitForURL("**/messages/*");
  if (javaScriptEnabled === false) await open(other, "/messages?kind=room");
  await expect(other.locator(".rooms .item", { hasText: name })).toBeVisible();
  await join(other, name);
  await page.getByRole("button", { name: "Join" }).click();
  await expect(page.locator(".composer textarea")).toBeVisible();
  await page.getByRole("link", { name: "Close room" }).click();
  await page.locator("dialog").getByRole("button", { name: "Close room" }).click();
  await page.waitForURL("**/messages?kind=room");
  if (javaScriptEnabled === false) await open(other, "/messages?kind=room");
  else await expect(other.locator(".composer-note")).toBeVisible();
  await expect(other.locator(".lane .item", { hasText: name })).toHaveCount(0);
  // The browser itself tells of what is not there any more.
  complaints.splice(0, complaints.length, ...complaints.filter((text) => !/status of 404/.test(text)));
});
