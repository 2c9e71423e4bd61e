// The board as it lives: several browsers, a projector, keys, effects, and the clients of its documented API.
import type { Page } from "@playwright/test";
import io4 from "socket.io-client";
import io2 from "socket.io-client-2";
import { expect, listen, open, test } from "./kith";
import { Own } from "./own";

let own: Own;
test.beforeEach(async () => {
  own = await Own.start();
});
test.afterEach(async ({ browser }) => {
  // A page that still connects would complain.
  await Promise.all(browser.contexts().map((context) => context.close()));
  await own.stop();
});

const count = (page: Page, button: string) =>
  page.locator(".press", { hasText: button }).locator(".fig b");

/** Opens a page of the board and waits until it hears what happens there. */
async function attend(page: Page, path = "/board") {
  const live = page.waitForEvent("websocket", (socket) => socket.url().includes("/api/board/live"));
  const hears = live.then((socket) => socket.waitForEvent("framereceived"));
  await open(page, own.base + path);
  await hears;
}

test("two browsers and a projector share one board", async ({ page, browser, complaints }) => {
  const other = await (await browser.newContext()).newPage();
  const wall = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  for (const one of [other, wall]) listen(one, complaints);
  await attend(page);
  await page.getByLabel("Your name").fill("Anna");
  await page.getByLabel("Your name").blur();
  await attend(other);
  await attend(wall, "/board/display");
  await expect(other.locator(".crowd")).toContainText("A");
  await expect(page.locator(".ttl p")).toContainText("2 people here");
  await page.getByRole("button", { name: /^Scream/ }).click();
  // The lamp is lit for a few seconds only, so all look at once.
  await Promise.all([
    ...[page, other, wall].map((one) => expect(count(one, "Scream")).toHaveText("1")),
    expect(wall.locator(".press.hot")).toContainText("Scream"),
  ]);
  await expect(wall.locator(".feed")).toContainText("Anna screamed");
  // By keyboard.
  await other.locator("h1").click();
  await other.keyboard.press("2");
  await other.keyboard.press("6");
  for (const one of [page, other, wall]) {
    await expect(count(one, "Scream")).toHaveText("2");
    await expect(count(one, "Need a nap")).toHaveText("1");
  }
  await expect(wall.locator("footer b")).toHaveText("3 today");
  await expect(wall.locator(".press.hot")).toHaveCount(0, { timeout: 8_000 });
  await wall.keyboard.press("Escape");
  await wall.waitForURL("**/board");
});

test("the board comes back after the server was killed, with every press", async ({ page, complaints }) => {
  await attend(page, "/board/display");
  const clients = [0, 1, 2].map(() => io4(own.base, { path: "/api/socket.io", transports: ["websocket"] }));
  for (let sent = 0; sent < 50; sent++) clients[sent % 3].emit("click", { user: "Storm", comment: String(sent) });
  await expect(page.locator("footer b")).not.toHaveText("0 today");
  await own.kill();
  for (const client of clients) client.disconnect();
  await expect(page.getByText("Reconnecting…")).toBeVisible({ timeout: 10_000 });
  await own.begin("0s");
  await expect(page.getByText("Reconnecting…")).toHaveCount(0, { timeout: 15_000 });
  const stats = await (await fetch(`${own.base}/api/current_stats`)).json();
  await expect(page.locator("footer b")).toHaveText(`${stats.click_count_today} today`);
  complaints.splice(0);
});

test("effects go over every page, unless they are hidden or motion is not wanted", async ({ page, browser }) => {
  const other = await (await browser.newContext()).newPage();
  const still = await (await browser.newContext({ reducedMotion: "reduce" })).newPage();
  for (const one of [page, other, still]) await attend(one);
  await other.getByRole("button", { name: "Hide effects" }).click();
  await expect(still.locator(".ttl p")).toContainText("3 people here");
  await page.getByRole("button", { name: "That song" }).click();
  // It stays for a few seconds only, so all look at once.
  await Promise.all([
    expect(page.locator(".overlay")).toContainText("Guest: That song"),
    expect(still.locator(".overlay .label")).toBeVisible(),
    expect(still.locator(".overlay .pieces")).toBeHidden(),
  ]);
  await expect(other.locator(".feed")).toContainText("That song");
  await expect(other.locator(".overlay")).toHaveCount(0);
  await expect(page.locator(".overlay")).toHaveCount(0, { timeout: 10_000 });
  expect(new URL(page.url()).pathname).toBe("/board");
});

test("a press that is refused is taken back, and its words are kept", async ({ page, context, complaints }) => {
  await attend(page);
  await page.getByLabel("Comment").fill("Into the void");
  await context.setOffline(true);
  await page.getByRole("button", { name: /^Facepalm/ }).click();
  await expect(page.locator(".toast")).toContainText("didn’t answer");
  await expect(count(page, "Facepalm")).toHaveText("0");
  await expect(page.getByLabel("Comment")).toHaveValue("Into the void");
  await context.setOffline(false);
  await page.getByRole("button", { name: /^Facepalm/ }).click();
  await expect(page.locator(".feed")).toContainText("Into the void");
  await expect(count(page, "Facepalm")).toHaveText("1");
  complaints.splice(0);
});

test("those who listen hear a summary, not every click", async ({ page }) => {
  test.setTimeout(60_000);
  await attend(page);
  await expect(page.locator(".feed [aria-live], .feed[aria-live], .feed[role=log]")).toHaveCount(0);
  // At once, so that no summary comes between.
  await page.getByRole("button", { name: /^Small win/ }).evaluate((button) => {
    for (const _ of [1, 2, 3]) (button as HTMLButtonElement).click();
  });
  await expect(page.locator("p[role=status]")).toHaveText("3 clicks, last by Guest", { timeout: 30_000 });
});

for (const [version, io] of [["2", io2], ["4", io4]] as const) {
  for (const transports of [["polling"], ["websocket"], ["polling", "websocket"]]) {
    test(`Socket.IO ${version} by ${transports.join(" and ")} shares the board with pages`, async ({ page }, info) => {
      test.skip(info.project.name !== "desktop", "it is the same on a phone");
      const heard: [string, any][] = [];
      const client = io(own.base, { path: "/api/socket.io", transports });
      for (const event of ["stats", "status", "click", "event", "message"]) {
        client.on(event, (data: unknown) => heard.push([event, data]));
      }
      const names = () => heard.map(([event]) => event);
      // At a full hour there may be another word of the figures.
      await expect.poll(() => names().slice(0, 2)).toEqual(["stats", "status"]);
      expect(heard[0][1]).toMatchObject({ click_count_total: 0, click_count_today: 0 });
      expect(heard[1][1]).toEqual({ user_count: 1 });
      client.emit("auth", "Größe 🙃");
      await expect.poll(names).toContain("message");
      await attend(page);
      await expect(page.locator(".crowd [role=img]").first()).toHaveAccessibleName(/Größe 🙃/);
      client.emit("click", { user: "Größe 🙃", comment: "über <i>alles</i> 🙃", style: "big highlight" });
      const line = page.locator(".feed li").first();
      await expect(line.locator(".say.loud")).toHaveText("über <i>alles</i> 🙃");
      await expect(line).toContainText("let off steam");
      await page.getByLabel("Comment").fill("Bis später");
      await page.getByRole("button", { name: /^Drink a coffee/ }).click();
      await expect.poll(() => heard.filter(([event]) => event === "click").length).toBe(2);
      const [said, other] = heard.filter(([event]) => event === "click").map(([, click]) => click);
      expect(said).toEqual({ user: "Größe 🙃", comment: "über ‹i>alles‹/i> 🙃", style: "big highlight", timestamp: said.timestamp });
      expect(other).toMatchObject({ user: "Gast", comment: "Bis später", style: null });
      expect(Math.abs(said.timestamp - Date.now() / 1000)).toBeLessThan(60);
      client.emit("event", { user: "Größe 🙃", name: "pride" });
      await expect(page.locator(".overlay")).toContainText("Größe 🙃: Rainbow");
      await expect.poll(() => heard.at(-1)).toEqual(["event", { user: "Größe 🙃", name: "pride", timestamp: expect.any(Number) }]);
      if (transports.length === 2) {
        const engine = (client as any).io.engine;
        expect(engine.transport.name).toBe("websocket");
      }
      const stats = await (await fetch(`${own.base}/api/current_stats`)).json();
      expect([stats.click_count_total, stats.event_count_total]).toEqual([2, 1]);
      client.close();
      await expect(page.locator(".ttl p")).toContainText("one person here");
    });
  }
}
