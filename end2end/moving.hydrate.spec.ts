// Moving by hand: dragged with the pointer and moved with keys; and getting around by keyboard.
import { expect, open, settled, signUp, test } from "./kith";
import type { Locator, Page } from "@playwright/test";

async function meeting(page: Page, name = "Meeting") {
  await open(page, "/calendar/new?day=2037-12-08");
  await page.locator("#name").fill(name);
  await page.locator("#starts_time").fill("10:00");
  await page.locator("#ends_time").fill("11:00");
  await page.getByRole("button", { name: "Create event" }).click();
  await page.waitForURL("**/calendar/event/*");
}

const middle = async (part: Locator) => {
  // While the page is drawn anew it is not there for a moment.
  let box: Awaited<ReturnType<Locator["boundingBox"]>> = null;
  await expect.poll(async () => (box = await part.boundingBox())).not.toBeNull();
  if (!box) throw new Error("not on the page");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2, height: box.height };
};

async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
}

test("an event is dragged to another day of the month and back by undo", async ({ page, isMobile }) => {
  test.skip(isMobile, "a phone's month shows dots");
  await signUp(page, "Mara Example");
  await meeting(page);
  await open(page, "/calendar/month/2037-12");
  await expect(page.locator(".month .n[tabindex='0']")).toHaveCount(1);
  await drag(page, await middle(page.locator(".ev", { hasText: "Meeting" })), await middle(page.locator("[data-day='2037-12-17']")));
  // It stays for as long as the pointer is on it.
  await page.locator(".toast").hover();
  await expect(page.locator("[data-day='2037-12-17'] .ev")).toHaveText(/Meeting/);
  await expect(page.locator(".toast")).toContainText("Moved to Thursday 17 December, 10:00");
  await expect(page).toHaveURL(/month\/2037-12$/);
  await page.locator(".toast").getByRole("button", { name: "Undo" }).click();
  await expect(page.locator("[data-day='2037-12-08'] .ev")).toHaveText(/Meeting/);
});

test("in the week an event is dragged in time, and its end too", async ({ page, isMobile }) => {
  await signUp(page, "Mara Example");
  await meeting(page);
  await open(page, "/calendar/week/2037-12-08");
  const block = page.locator(".blk", { hasText: "Meeting" });
  await block.scrollIntoViewIfNeeded();
  const hour = 46;
  const from = await middle(block);
  if (isMobile) {
    await touchDrag(page, from, { x: from.x, y: from.y + 2 * hour });
  } else {
    await drag(page, from, { x: from.x, y: from.y + 2 * hour });
  }
  await expect(block).toContainText("12:00");
  if (isMobile) return;
  const moved = await middle(block);
  const end = { x: moved.x, y: moved.y + moved.height / 2 - 3 };
  await drag(page, end, { x: end.x, y: end.y + hour });
  await expect.poll(async () => Math.round((await middle(block)).height)).toBe(2 * hour - 3);
});

test("keys move an event, and everything has a shortcut", async ({ page, isMobile }) => {
  test.skip(isMobile, "a phone has no keyboard");
  await signUp(page, "Mara Example");
  await meeting(page);
  await meeting(page, "Break");
  await open(page, "/calendar/week/2037-12-08");
  const block = page.locator(".blk", { hasText: "Meeting" });
  await block.focus();
  await page.keyboard.press("Alt+ArrowRight");
  await expect(page.locator("[data-day='2037-12-09'] .blk")).toBeVisible();
  // The next keys go to the same event, also after the week was drawn anew.
  await expect(block).toBeFocused();
  await page.keyboard.press("Alt+ArrowDown");
  await page.keyboard.press("Alt+ArrowRight");
  await expect(page.locator("[data-day='2037-12-10'] .blk")).toContainText("10:15");
  await expect(block).toBeFocused();
  await expect(page.locator("[data-day='2037-12-08'] .blk")).toContainText("Break");

  await page.locator("h1").click();
  await page.keyboard.press("PageDown");
  await page.waitForURL("**/calendar/week/2037-12-14");

  await page.locator("body").press("1");
  await page.waitForURL("**/calendar/month");
  await page.keyboard.press("?");
  await page.waitForURL("**/keys");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Keyboard");
  await page.keyboard.press("g");
  await page.keyboard.press("t");
  await page.waitForURL((url) => url.pathname === "/");
  await page.keyboard.press("n");
  await page.waitForURL("**/calendar/new");
  await page.locator("#name").fill("n?1");
  await expect(page).toHaveURL(/calendar\/new$/);
});

test("the month is one stop of the Tab key, arrows go from day to day", async ({ page, isMobile }) => {
  test.skip(isMobile, "a phone has no keyboard");
  await signUp(page, "Mara Example");
  await meeting(page);
  await open(page, "/calendar/month/2037-12?day=2037-12-08");
  const day = (date: string) => page.locator(`[data-day='${date}'] > .n`);
  await expect(page.locator(".month .n[tabindex='0']")).toHaveCount(1);
  await day("2037-12-08").focus();
  await page.keyboard.press("ArrowRight");
  await expect(day("2037-12-09")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(day("2037-12-16")).toBeFocused();
  await page.keyboard.press("Enter");
  await page.waitForURL("**?day=2037-12-16");
  await expect(page.getByLabel("What is happening?")).toBeFocused();
  await page.getByLabel("What is happening?").press("Escape");
  await day("2037-12-16").focus();
  await page.keyboard.press("PageDown");
  await page.waitForURL("**/2038-01?day=2038-01-16");
});

/** A finger that rests on something first, and then takes it along. */
async function touchDrag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }) {
  const cdp = await page.context().newCDPSession(page);
  const send = (type: "touchStart" | "touchMove" | "touchEnd", points: { x: number; y: number }[]) =>
    cdp.send("Input.dispatchTouchEvent", { type, touchPoints: points });
  await send("touchStart", [from]);
  await expect(page.locator(".dragged")).toHaveCount(1);
  for (const part of [0.3, 0.6, 1]) {
    await send("touchMove", [{ x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part }]);
  }
  await send("touchEnd", []);
  await settled(page);
}
