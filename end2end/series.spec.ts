// Events that repeat, deleting with a way back, search, the week: with scripts and without.
import { expect, open, settled, signUp, test } from "./kith";
import type { Page } from "@playwright/test";

async function choir(page: Page) {
  await open(page, "/calendar/new?day=2037-12-04");
  await page.locator("#name").fill("Choir");
  await page.locator("#starts_time").fill("19:00");
  await page.locator("#repeat").selectOption("weekly");
  await page.getByRole("button", { name: "Create event" }).click();
  await page.waitForURL("**/calendar/event/*");
  await settled(page);
}

test("an event repeats, and one of the series is changed alone", async ({ page }) => {
  await signUp(page, "Mara Example");
  await choir(page);
  await expect(page.locator(".hero")).toContainText("Every week");
  await open(page, "/calendar/week/2037-12-18");
  await page.locator(".blk", { hasText: "Choir" }).click();
  await page.waitForURL("**/calendar/event/*20371218T1900");
  await settled(page);
  await page.getByRole("link", { name: "Edit" }).click();
  await page.waitForURL("**/edit");
  await settled(page);
  await expect(page.getByLabel("Only this one")).toBeChecked();
  await page.locator("#name").fill("Concert");
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL(/event\/[^/]+$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Concert");
  await open(page, "/calendar/week/2037-12-25");
  await expect(page.locator(".blk")).toHaveText(/Choir/);
  await open(page, "/calendar/week/2037-12-18");
  await expect(page.locator(".blk")).toHaveText(/Concert/);
});

test("the rest of a series is deleted, then one comes back by undo", async ({ page, complaints }) => {
  await signUp(page, "Mara Example");
  await choir(page);
  const series = new URL(page.url()).pathname.replace(/_.*/, "");
  await open(page, `${series}_20371218T1900?ask=delete`);
  await page.getByLabel("This and the following").check();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await page.waitForURL(/calendar\/(month|agenda)/);
  await open(page, "/calendar/week/2037-12-18");
  await expect(page.locator(".blk")).toHaveCount(0);
  await open(page, `${series}_20371211T1900?ask=delete`);
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await page.waitForURL(/undo=/);
  await settled(page);
  await page.locator(".toast").getByRole("button", { name: "Undo" }).click();
  await page.waitForURL("**/calendar/event/*20371211T1900");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Choir");
  // The page of a deleted event may have looked for it once more.
  for (const complaint of complaints.splice(0)) expect(complaint).toContain("status of 404");
});

test("a deleted event waits in the bin", async ({ page, complaints }) => {
  await signUp(page, "Mara Example");
  await open(page, "/calendar/new?day=2037-12-04");
  await page.locator("#name").fill("Raclette");
  await page.getByRole("button", { name: "Create event" }).click();
  await page.waitForURL("**/calendar/event/*");
  await open(page, `${new URL(page.url()).pathname}?ask=delete`);
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await page.waitForURL(/undo=/);
  await open(page, "/calendar/bin");
  await expect(page.locator("li", { hasText: "Raclette" })).toContainText("stays until");
  await page.getByRole("button", { name: "Restore" }).click();
  await page.waitForURL("**/calendar/event/*");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Raclette");
  for (const complaint of complaints.splice(0)) expect(complaint).toContain("status of 404");
});

test("search finds by part of the name, and a duplicate is a new event", async ({ page }) => {
  await signUp(page, "Mara Example");
  await choir(page);
  await open(page, "/calendar/search");
  await page.getByRole("searchbox").fill("hoi");
  await page.getByRole("searchbox").press("Enter");
  await page.waitForURL("**/search?q=hoi");
  await settled(page);
  await page.getByRole("link", { name: /Choir/ }).click();
  await page.waitForURL("**/calendar/event/*");
  await settled(page);
  await page.locator(".top summary").click();
  await page.getByRole("link", { name: "Duplicate" }).click();
  await page.waitForURL("**/calendar/new?copy=*");
  await settled(page);
  await expect(page.locator("#name")).toHaveValue("Choir");
  await expect(page.locator("#repeat")).toHaveValue("");
});
