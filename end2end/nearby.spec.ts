// Nearby, with and without scripts: asked, agreed, seen, ended.
import type { Page } from "@playwright/test";
import { befriend, expect, open, other, settle, settled, test, unique } from "./kith";

/** As a phone of the same person says it. */
async function phoneSays(page: Page, latitude: number, longitude: number) {
  const said = await page.request.put("/users/location", { data: { latitude, longitude } });
  expect(said.status()).toBe(200);
}

test("two agree, one looks, and the other ends it", async ({
  page: anna,
  browser,
  contextOptions,
  complaints,
  javaScriptEnabled,
  baseURL,
}) => {
  test.setTimeout(90_000);
  const ben = await other(browser, { ...contextOptions, baseURL }, complaints);
  const [annaName, benName] = [unique("Anna "), unique("Ben ")];
  await settle(anna, annaName);
  await settle(ben, benName);
  await befriend(anna, ben, benName);

  await open(anna, "/nearby");
  await expect(anna.locator(".top")).toContainText("This page shares nothing.");
  await expect(anna.getByRole("heading", { name: "You watch nobody yet" })).toBeVisible();
  await anna.getByText("Watch somebody", { exact: true }).click();
  await anna.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(anna.locator(".panel")).toContainText("has not agreed");

  await open(ben, "/nearby");
  const asking = ben.locator("#watchers li", { hasText: annaName });
  await expect(asking).toContainText("wants to see when you are near");
  await asking.getByRole("combobox", { name: "How exactly" }).selectOption("near");
  await asking.getByRole("button", { name: "Allow" }).click();
  await expect(asking.getByRole("switch")).toHaveAttribute("aria-checked", "true");
  await expect(asking).toContainText("has not looked yet");

  if (!javaScriptEnabled) await open(anna, "/nearby");
  await expect(anna.locator(".panel")).toContainText("you see them while an activity runs");
  await anna.getByLabel("Ends by itself after").selectOption("1");
  await anna.getByRole("button", { name: "Start", exact: true }).click();
  await expect(anna.locator(".top")).toContainText("Running for 0 min");
  if (javaScriptEnabled) {
    // This browser was never asked whether it may tell where it is.
    await expect(anna.getByRole("heading", { name: "Your browser won’t share a location" })).toBeVisible();
  }
  await phoneSays(anna, 52.52, 13.405);
  await phoneSays(ben, 52.525, 13.405);
  await open(anna, "/nearby");
  await expect(anna.locator(".nearest")).toContainText(`Nearest: ${benName}`);
  await expect(anna.locator(".nearest .dist")).toHaveText(/^(5|6)\d0 m$/);
  await expect(anna.locator(".nearest")).toContainText("north");
  await expect(anna.locator(".radar .blip")).toHaveCount(1);
  await expect(anna.locator(".panel section", { hasText: "Seen now" })).toContainText(benName);

  await open(ben, "/nearby");
  await expect(asking).toContainText("is looking now");
  await asking.getByRole("switch").click();
  await expect(asking).toContainText("may not see you");
  if (!javaScriptEnabled) await open(anna, "/nearby");
  await expect(anna.locator(".radar .blip")).toHaveCount(0);
  await expect(anna.locator(".panel")).toContainText("has not agreed");

  await ben.getByRole("button", { name: "Hide from everyone" }).click();
  await expect(ben.locator(".banner")).toContainText("Hidden from everyone until");
  await ben.getByRole("button", { name: "Show me again" }).click();
  await expect(ben.locator(".banner")).toHaveCount(0);

  await anna.getByRole("button", { name: "Stop", exact: true }).click();
  await expect(anna.locator(".top")).toContainText("This page shares nothing.");
  await anna.getByRole("link", { name: "Past activities" }).click();
  await expect(anna.getByRole("heading", { level: 1 })).toHaveText("Past activities");
  await expect(anna.locator(".page .item")).toHaveCount(1);
  await expect(anna.locator(".page .item")).toContainText("ended");
  await ben.context().close();
});

test("without friends and activities the page says what it is for", async ({ page }) => {
  await settle(page, "Cleo Example");
  await open(page, "/nearby");
  await expect(page.locator("#watchers")).toContainText("Nobody has asked to see you.");
  await page.getByText("Watch somebody", { exact: true }).click();
  await expect(page.locator(".panel")).toContainText("No friends here yet");
  await page.goto("/nearby/history");
  await settled(page);
  await expect(page.getByRole("heading", { name: "No activity yet" })).toBeVisible();
  await page.goto("/nearby?problem=not_found");
  await expect(page.getByRole("alert")).toBeVisible();
});
