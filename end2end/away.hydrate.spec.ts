// A page that is asked for while the server can't be reached.
import { expect, open, test } from "./kith";
import { Own } from "./own";

let own: Own;
test.beforeEach(async () => {
  own = await Own.start();
});
test.afterEach(async ({ page }) => {
  await page.close();
  await own.stop();
});

test("a page says that the server is away, and opens when it is back", async ({ page, complaints }) => {
  await open(page, `${own.base}/board`);
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  await own.kill();
  await page.goto(`${own.base}/board/statistics`);
  await expect(page.getByRole("heading")).toHaveText("Kith can’t be reached");
  await expect(page.getByRole("link", { name: "Try again" })).toBeVisible();
  await own.begin("0s");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Statistics", { timeout: 15_000 });
  complaints.splice(0);
});
