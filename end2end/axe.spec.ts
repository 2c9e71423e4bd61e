// Every page in both themes: axe finds nothing, nothing leaves the page sideways, one h1.
import AxeBuilder from "@axe-core/playwright";
import { expect, grant, open, signUp, test } from "./kith";

const outside = ["/sign-in", "/visit", "/sign-up", "/reset", "/reset?sent=1", "/reset?token=x", "/board"];
const inside = [
  "/",
  "/keys",
  "/settings",
  "/calendar/week/2037-12-24",
  "/calendar/search?q=Car",
  "/calendar/bin",
  "/verify",
  "/calendar/month/2037-12",
  "/calendar/month/2037-12?day=2037-12-24",
  "/calendar/agenda",
  "/calendar/new?day=2037-12-24",
  "event",
  "event?ask=delete",
  "event/edit",
  "event?view=chat",
  "/notices",
  "/people",
  "/people?search=nobody",
  "/people/blocked",
  "/letters",
  "/letters?q=nothing",
  "/letters/requests",
  "/letters/sent",
  "/letters/contacts",
  "/letters/write",
  "/letters/write?draft=letter",
  "/board",
  "/board/statistics",
  "/board/display",
  "/nearby",
  "/nearby/history",
  "/messages",
  "/messages?kind=room",
  "room",
  "chat",
  "/admin?search=example",
];

for (const theme of ["light", "dark"] as const) {
  test(`pages are accessible in the ${theme} theme`, async ({ page, javaScriptEnabled }) => {
    test.skip(!javaScriptEnabled, "axe runs in the page");
    test.setTimeout(600_000);
    // Nothing fades in: colours count when they stand.
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    for (const path of outside) await look(page, path);
    grant(await signUp(page, "Mara Example"));
    await open(page, "/calendar/new?day=2037-12-24");
    await page.locator("#name").fill("Carols");
    await page.locator("#description").fill("By candlelight.");
    await page.locator("[name='kind'][value='group']").check({ force: true });
    await page.locator("#ends_on").fill("2037-12-26");
    await page.locator("#ends_time").fill("12:00");
    await page.getByRole("button", { name: "Create event" }).click();
    await page.waitForURL("**/calendar/event/*");
    const event = new URL(page.url()).pathname;
    await open(page, `${event}?view=chat`);
    await page.locator(".composer textarea").fill("Who **sings**?");
    await page.getByRole("button", { name: "Send" }).click();
    await page.locator(".msg").waitFor();
    await open(page, "/messages");
    const chat = (await page.locator(".lane .item").first().getAttribute("href")) ?? "";
    await open(page, "/messages?kind=room");
    await page.getByRole("button", { name: "Join: Main" }).click();
    await page.waitForURL("**/messages/*");
    const room = new URL(page.url()).pathname;
    await open(page, "/letters/write");
    await page.getByRole("button", { name: "Me, later" }).click();
    await page.getByLabel("Your letter").fill("Dear me");
    await page.getByText("1 year").click();
    await page.getByRole("button", { name: "Seal and send" }).click();
    await page.waitForURL("**/letters/sent?*");
    const draft = { id: `letter${Date.now()}`, text: "Dear draft", choice: "date", day: "2031-05-17" };
    await page.request.post("/api/letters/draft", { form: draft });
    const real = (path: string) => path.replace(/^event/, event).replace(/^chat/, chat).replace(/^room/, room).replace("=letter", `=${draft.id}`);
    for (const path of inside) await look(page, real(path));
  });
}

async function look(page: import("@playwright/test").Page, path: string) {
  await open(page, path);
  const found = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]).analyze();
  const told = found.violations.map((violation) => `${path}: ${violation.id} ${violation.nodes.map((node) => node.target).join(" ")}`);
  expect(told).toEqual([]);
  expect(await page.locator("h1").count(), `${path}: one h1`).toBe(1);
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(sideways, `${path}: nothing leaves the page`).toBeLessThanOrEqual(0);
}
