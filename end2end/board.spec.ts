// Letting off steam without an account and with one, with scripts and without; figures that fit what was stored.
import { expect, open, settle, settled, test } from "./kith";
import { Own } from "./own";

let own: Own;
test.beforeAll(async () => {
  own = await Own.start();
});
test.afterAll(() => own.stop());

test("somebody without an account lets off steam", async ({ page }) => {
  await open(page, `${own.base}/board`);
  await page.getByLabel("Your name").fill("Ben");
  await page.getByLabel("Comment").fill("The printer again <b>!</b>");
  await page.getByText("Loud", { exact: true }).click();
  await page.getByRole("button", { name: /^Printer jam/ }).click();
  const line = page.locator(".feed li").first();
  await expect(line).toContainText("Ben has a printer jam");
  await expect(line.locator(".say.loud")).toHaveText("The printer again <b>!</b>");
  await expect(page.getByLabel("Comment")).toHaveValue("");
  await page.reload();
  await settled(page);
  await expect(page.locator(".feed li").first()).toContainText("Ben has a printer jam");
  await page.getByRole("button", { name: "Fireworks" }).click();
  await expect(page.locator(".feed li").first()).toContainText("Ben set off: Fireworks");
});

test("the figures are those that were stored", async ({ page, request }) => {
  for (const name of ["Ann", "Ann", "Eve"]) {
    await request.post(`${own.base}/api/board/press`, { form: { button: "win", name } });
  }
  await request.post(`${own.base}/api/board/event`, { form: { event: "einstein", name: "Eve" } });
  await open(page, `${own.base}/board/statistics`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Statistics");
  const users = await (await request.get(`${own.base}/api/users`)).json();
  const rows = page.locator(".card", { hasText: "Who pressed most" }).locator("tbody tr");
  await expect(rows).toHaveCount(users.length);
  for (const user of users) {
    const name = user.name === "Gast" ? "Guest" : user.name;
    const row = rows.filter({ has: page.locator("th", { hasText: name }) });
    await expect(row.locator("td")).toHaveText([String(user.click_count), String(user.event_count)]);
  }
  const hours: { click_count: number }[] = await (await request.get(`${own.base}/api/latest_hours`)).json();
  const total = hours.reduce((sum, hour) => sum + hour.click_count, 0);
  await page.getByText("Show as table").click();
  const sums = await page.locator(".grid-table tfoot td").allTextContents();
  expect(sums.reduce((sum, one) => sum + Number(one), 0)).toBe(total);
  await expect(page.locator(".heat b")).toHaveText(sums);
  const stats = await (await request.get(`${own.base}/api/current_stats`)).json();
  await expect(page.locator(".figures-line b")).toHaveText([stats.click_count_today, stats.click_count_total].map(String));
});

test("a member presses under their own name", async ({ page, isMobile }) => {
  await settle(page, "Anna Example");
  await open(page, "/");
  if (isMobile) await page.locator(".tabbar summary").click();
  await page.getByRole("link", { name: "Board", exact: true }).filter({ visible: true }).click();
  await page.waitForURL("**/board");
  await expect(page.getByLabel("Your name")).toHaveCount(0);
  await page.getByLabel("Comment").fill("Fourth one. No regrets.");
  await page.getByRole("button", { name: /^Drink a coffee/ }).click();
  const line = page.locator(".feed li", { hasText: "Fourth one. No regrets." }).first();
  await expect(line).toContainText("Anna Example");
  await expect(line).toContainText("drank a coffee");
  await open(page, "/");
  await expect(page.locator(".pulse")).toContainText("on the board today");
});
