// What all specs share: people who sign up, mails that arrive, and a page that must not complain.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test as base, expect, type Browser, type BrowserContextOptions, type Page } from "@playwright/test";
import { dataDir } from "./playwright.config";

export const password = "three words suffice";

let hasScripts = true;

/** Every test fails on an error in the page's console, unless it expects one. */
export const test = base.extend<{ complaints: string[]; scripts: void }>({
  scripts: [
    async ({ javaScriptEnabled }, use) => {
      hasScripts = javaScriptEnabled !== false;
      await use();
    },
    { auto: true },
  ],
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      listen(page, complaints);
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

export function listen(page: Page, complaints: string[]) {
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
}

let count = 0;
/** A name nobody else has. */
export const unique = (name: string) => `${name}${process.env.TEST_WORKER_INDEX}x${count++}${Date.now() % 1e6}`;

/** Makes somebody run the installation, as whoever has its machine does. Not where the database is elsewhere. */
export function grant(user: string) {
  const environment = { ...process.env, KITH_DATA_DIR: dataDir, KITH_LOG: "warn" };
  execFileSync(process.env.END2END_BINARY ?? "", ["admin", "grant", user], { env: environment });
}

/** Waits until scripts have taken over, where there are any. */
export async function settled(page: Page) {
  if (hasScripts) await page.waitForSelector("html[data-alive]", { state: "attached" });
}

export async function open(page: Page, path: string) {
  await page.goto(path);
  await settled(page);
}

/** Signs up and ends on the page that asks to check the mail. */
export async function signUp(page: Page, name: string, userName = unique("user")) {
  await open(page, "/sign-up");
  await page.locator("#name").fill(name);
  await page.locator("#user_name").fill(userName);
  await page.locator("#email").fill(`${userName}@example.org`);
  await page.locator("#password").fill(password);
  await page.locator("form[action$='sign-up'] button.pri").click();
  await page.waitForURL("**/verify");
  await settled(page);
  return userName;
}

/** The link with this part in it that was mailed to this address. */
export async function mailedLink(address: string, part = "verify?token=") {
  const folder = join(dataDir, "mail");
  let link: string | undefined;
  await expect
    .poll(() => {
      const mails = readdirSync(folder).filter((file) => file.endsWith(".eml"));
      const texts = mails.map((file) => readFileSync(join(folder, file), "utf8"));
      const links = texts.filter((text) => text.includes(`To: ${address}`)).flatMap((mail) => body(mail).match(/http\S+/g) ?? []);
      link = links.find((link) => link.includes(part));
      return link;
    })
    .toBeTruthy();
  return link as string;
}

/** The text of a mail in either encoding that mailers choose. */
function body(mail: string) {
  const [head, ...rest] = mail.split("\r\n\r\n");
  const text = rest.join("\n");
  if (/Content-Transfer-Encoding: base64/i.test(head)) return Buffer.from(text, "base64").toString();
  return text.replace(/=\r\n/g, "").replace(/=3D/g, "=");
}



/** Signs up with a proven address; the user name. */
export async function settle(page: Page, name: string) {
  const user = await signUp(page, name);
  await open(page, await mailedLink(`${user}@example.org`));
  await page.getByRole("button", { name: "Yes, it’s mine" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your e-mail is verified");
  return user;
}

/** Somebody else at a browser of their own. */
export async function other(browser: Browser, options: BrowserContextOptions, complaints: string[]) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  listen(page, complaints);
  return page;
}

/** Finds somebody by name and asks them; they accept. */
export async function befriend(one: Page, other: Page, name: string) {
  await open(one, `/people?search=${encodeURIComponent(name)}`);
  await one.getByRole("button", { name: "Add friend" }).click();
  await expect(one.locator(".card.person")).toContainText("asked, no answer yet");
  await open(other, "/people");
  await other.locator(".panel").getByRole("button", { name: "Accept" }).click();
  await expect(other.locator(".card.person")).toHaveCount(1);
}

/** A group event of this day; its address. */
export async function plan(page: Page, name: string) {
  await open(page, "/calendar/new?day=2037-12-24");
  await page.locator("#name").fill(name);
  await page.locator("[name='kind'][value='group']").check({ force: true });
  await page.getByRole("button", { name: "Create event" }).click();
  await page.waitForURL("**/calendar/event/*");
  return new URL(page.url()).pathname;
}
export { expect };
