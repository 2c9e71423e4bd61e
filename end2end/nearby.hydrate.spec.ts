// Nearby where browsers know where they are: two pages that move, the alarm, the way out.
import type { BrowserContext } from "@playwright/test";
import { befriend, expect, open, other, settle, test, unique } from "./kith";

const place = (north: number) => ({ latitude: 52.52 + north / 111_195, longitude: 13.405, accuracy: 8 });

async function stand(context: BrowserContext, north: number) {
  await context.grantPermissions(["geolocation"]);
  await context.setGeolocation(place(north));
}

test("two browsers see how they come closer, and the alarm hides who wants that", async ({
  page: anna,
  context,
  browser,
  contextOptions,
  complaints,
  baseURL,
}) => {
  test.setTimeout(120_000);
  const ben = await other(browser, { ...contextOptions, baseURL }, complaints);
  const benName = unique("Ben ");
  await settle(anna, unique("Anna "));
  await settle(ben, benName);
  await befriend(anna, ben, benName);
  await stand(context, 0);
  await stand(ben.context(), 800);

  await open(anna, "/nearby");
  await anna.getByText("Watch somebody", { exact: true }).click();
  await anna.getByRole("button", { name: "Ask", exact: true }).click();
  await open(ben, "/nearby");
  // Who watches is answered last: the page shows something else anew while the button is still there.
  await ben.route("**/api/nearby/watchers*", async (route) => {
    await new Promise((answer) => setTimeout(answer, 300));
    await route.continue();
  });
  await ben.getByRole("button", { name: "Allow" }).click();
  await expect(ben.locator("#watchers").getByRole("switch")).toHaveAttribute("aria-checked", "true");
  // The button is gone; what it stood in has the focus now.
  await expect(ben.locator("#watchers")).toBeFocused();
  await ben.getByRole("button", { name: "15 minutes" }).click();
  await expect(ben.locator(".top")).toContainText("Shared until");

  await anna.getByLabel("When somebody comes closer than").selectOption({ label: "500 m" });
  await anna.getByText("Also stop and hide me at once").click();
  await anna.getByRole("button", { name: "Start", exact: true }).click();
  await expect(anna.locator(".nearest")).toContainText(`Nearest: ${benName}`, { timeout: 20_000 });
  await expect(anna.locator(".nearest .dist")).toHaveText(/^[78]\d0 m$/);
  await expect(anna.locator(".radar .alert")).toHaveCount(1);
  // Another name reaches the page, and nothing ends by that.
  const renamed = unique("Anna ");
  expect((await anna.request.put("/api/account/profile", { data: { name: renamed } })).status()).toBe(204);
  await expect(anna.locator("body")).toContainText(renamed);
  await expect(anna.locator(".nearest")).toContainText(`Nearest: ${benName}`);

  // Ben walks; his page says so at most every ten seconds.
  await ben.context().setGeolocation(place(300));
  await expect(anna.locator(".toast")).toContainText(`${benName} is`, { timeout: 40_000 });
  await expect(anna.locator(".banner")).toContainText("Hidden from everyone until");
  await expect(anna.locator(".top")).toContainText("Off. This page shares nothing.");
  await open(anna, "/nearby/history");
  await expect(anna.locator(".page .item")).toContainText(`${benName} was too close`);

  // What the alarm is set to is still so in this browser.
  await open(anna, "/nearby");
  await expect(anna.getByLabel("When somebody comes closer than")).toHaveValue("500");
  await ben.getByRole("button", { name: "Stop sharing" }).click();
  await expect(ben.locator(".top")).toContainText("Off. This page shares nothing.");
  await ben.context().close();
});
