// A chat as it lives: both see at once what the other does, and nothing is lost when the line breaks.
import { type Browser, type Page } from "@playwright/test";
import { second } from "./playwright.config";
import { befriend, expect, listen, open, plan, settle, test, unique } from "./kith";

/** Two friends, both with their dialog open. */
async function dialog(page: Page, browser: Browser, complaints: string[]) {
  const other = await (await browser.newContext({ baseURL: second })).newPage();
  listen(other, complaints);
  const name = unique("Ben");
  await settle(page, "Anna Example");
  await settle(other, `${name} Example`);
  await befriend(page, other, name);
  for (const one of [page, other]) {
    await open(one, "/people");
    await one.getByRole("button", { name: "Message" }).click();
    await one.waitForURL("**/messages/*");
    await expect(one.locator(".composer textarea")).toBeVisible();
  }
  return { other, name };
}

const say = async (page: Page, text: string) => {
  await page.locator(".composer textarea").fill(text);
  await page.getByRole("button", { name: "Send" }).click();
};

const tool = async (page: Page, text: string, name: string, isMobile: boolean) => {
  const message = page.locator(".msg", { hasText: text }).first();
  // Before it has arrived it has no tools, and it is drawn anew when it does.
  await expect(message).not.toContainText("Being sent");
  if (isMobile) await message.locator(".bub").click();
  else await message.hover();
  await message.getByRole("button", { name }).click();
};

test("both see messages, reactions, edits and deletions at once", async ({ page, browser, complaints, isMobile }) => {
  const { other } = await dialog(page, browser, complaints);
  await say(page, "Hello there");
  await expect(other.locator(".msg .bub")).toContainText("Hello there");
  await expect(page.locator(".msg.me .meta")).toContainText("✓✓");

  await other.locator(".composer textarea").pressSequentially("Hi");
  await expect(page.locator(".typing")).toContainText("is typing");
  await other.locator(".composer textarea").fill("");

  await tool(other, "Hello there", "React", isMobile);
  await other.locator(".tools").getByRole("button", { name: "🎉" }).click();
  for (const one of [page, other]) await expect(one.locator(".reacts button")).toHaveText("🎉 1");

  await tool(other, "Hello there", "Reply", isMobile);
  await say(other, "Hello yourself");
  await expect(page.locator(".msg .quote")).toContainText("Hello there");

  await tool(page, "Hello there", "Edit", isMobile);
  await expect(page.locator(".composer textarea")).toHaveValue("Hello there");
  await say(page, "Hello everybody");
  await expect(other.locator(".msg").first()).toContainText("Hello everybody");
  await expect(other.locator(".msg .meta").first()).toContainText("edited");
  await expect(page.locator(".composer .about")).toHaveCount(0);

  await tool(page, "Hello everybody", "Delete", isMobile);
  await page.getByRole("button", { name: "Really delete?" }).click();
  await expect(other.locator(".bub.gone")).toContainText("Message deleted");
  await expect(other.locator(".reacts")).toHaveCount(0);
});

test("unread messages are counted in the list, the navigation and the title", async ({ page, browser, complaints, isMobile }) => {
  const { other } = await dialog(page, browser, complaints);
  await open(page, "/calendar/agenda");
  const bar = page.locator(isMobile ? ".tabbar" : ".rail");
  await say(other, "One");
  await expect(bar.locator(".count")).toHaveText("1");
  await say(other, "Two");
  await expect(bar.locator(".count")).toHaveText("2");
  await expect(page).toHaveTitle(/^\(2\) /);
  await bar.getByRole("link", { name: "Messages" }).click();
  await expect(page.locator(".lane .item .count")).toHaveText("2");
  await page.locator(".lane .item").first().click();
  await expect(page.locator(".msg")).toHaveCount(2);
  await expect(page).not.toHaveTitle(/^\(/);
  await expect(bar.locator(".count")).toHaveCount(0);
});

test("what is written while the line is down goes out when it is back, once and in order", async ({ page, browser, complaints }) => {
  const { other } = await dialog(page, browser, complaints);
  await page.context().setOffline(true);
  for (const text of ["first", "second", "third"]) await say(page, text);
  await expect(page.locator(".msg.me")).toHaveCount(3);
  await expect(page.locator(".held").first()).toBeVisible();
  await page.context().setOffline(false);
  await expect(other.locator(".msg")).toHaveCount(3, { timeout: 15_000 });
  await expect(other.locator(".msg .bub p")).toHaveText(["first", "second", "third"]);
  await expect(page.locator(".held")).toHaveCount(0);
  await expect(page.locator(".msg.me")).toHaveCount(3);
  complaints.splice(0, complaints.length, ...complaints.filter((text) => !/ERR_INTERNET_DISCONNECTED|Failed to fetch/.test(text)));
});

test("friends see who is home", async ({ page, browser, complaints, isMobile }) => {
  const { other, name } = await dialog(page, browser, complaints);
  await open(page, "/people");
  await expect(page.locator(".card.person .av")).toHaveClass(/lit/);
  if (!isMobile) await expect(page.locator(".home")).toContainText("Lights on · 1");
  await other.close();
  await expect(page.locator(".card.person .av")).not.toHaveClass(/lit/, { timeout: 15_000 });
  await open(page, "/people?show=here");
  await expect(page.getByText("Nobody is home right now.")).toBeVisible();
  expect(name).toBeTruthy();
});

test("a long chat opens at its end and keeps its place while older messages come in above", async ({ page, browser, complaints }) => {
  const { other } = await dialog(page, browser, complaints);
  const path = new URL(page.url()).pathname;
  const chat = path.split("/").pop();
  // Pages that show it would draw every message.
  await Promise.all([page, other].map((one) => one.goto("about:blank")));
  for (let index = 1; index <= 120; index++) {
    const text = index % 7 ? `message ${index}` : `message ${index}: ${"a long one ".repeat(20)}`;
    await other.request.post("/api/chats/message", { data: { chat_id: chat, text } });
  }
  await open(page, "/calendar/agenda");
  await page.request.post("/api/chats/read", { form: { id: chat as string, seq: "120" } });
  await open(page, path);
  await expect(page.locator(".msg", { hasText: "message 120" })).toBeInViewport();
  await expect(page.locator(".msg")).toHaveCount(50);

  // The answer is held back until what is in view has been drawn and measured.
  let answer = () => {};
  const measured = new Promise<void>((done) => (answer = done));
  await page.route("**/api/chats/history*", async (route) => {
    await measured;
    await route.continue();
  });
  const seen = page.locator(".msg", { hasText: "message 75" });
  await page.locator(".log").evaluate((log) => (log.scrollTop = -(log.scrollHeight - log.clientHeight - 300)));
  await seen.hover();
  const before = await seen.boundingBox();
  answer();
  await expect(page.locator(".msg")).toHaveCount(100);
  const after = await seen.boundingBox();
  expect(Math.abs((after?.y ?? 0) - (before?.y ?? 99))).toBeLessThan(4);

  await page.getByRole("link", { name: "To the newest message" }).click();
  await expect(page.locator(".msg", { hasText: "message 120" })).toBeInViewport();
  await other.request.post("/api/chats/message", { data: { chat_id: chat, text: "the very last" } });
  await expect(page.locator(".msg", { hasText: "the very last" })).toBeInViewport();
});

test("what was begun in an event's chat stays while the event changes", async ({ page, isMobile }) => {
  await settle(page, "Anna Example");
  const event = await plan(page, "Choir");
  await open(page, isMobile ? `${event}?view=chat` : event);
  await page.locator(".composer textarea").fill("half a thought");
  await page.request.put("/event", { data: { id: event.split("/").pop(), type: "group", name: "Choir and cake" } });
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Choir and cake");
  await expect(page.locator(".composer textarea")).toHaveValue("half a thought");
});

test("a very long chat is walked to its beginning and back", async ({ page, browser, complaints }) => {
  test.slow();
  const { other } = await dialog(page, browser, complaints);
  const path = new URL(page.url()).pathname;
  const chat = path.split("/").pop() as string;
  const last = Number(process.env.TEST_MESSAGES ?? 420);
  await Promise.all([page, other].map((one) => one.goto("about:blank")));
  for (let next = 1; next <= last; next++) {
    await other.request.post("/api/chats/message", { data: { chat_id: chat, text: `message ${next}${next % 9 ? "" : " and more".repeat(30)}` } });
  }
  await open(page, "/calendar/agenda");
  await page.request.post("/api/chats/read", { form: { id: chat, seq: String(last) } });
  await open(page, path);
  await expect(page.locator(".msg", { hasText: `message ${last}` })).toBeInViewport();
  // Numbers of the messages in view, just before a frame is painted: what a reader sees.
  const seen = () =>
    page.locator(".log").evaluate(
      (log) =>
        new Promise<number[]>((done) => {
          const painting = new ResizeObserver(() => {
            painting.disconnect();
            const frame = log.getBoundingClientRect();
            const shown = [...log.querySelectorAll(".msg")].filter((message) => {
              const box = message.getBoundingClientRect();
              return box.bottom > frame.top && box.top < frame.bottom;
            });
            done(shown.map((message) => Number(/message (\d+)/.exec(message.querySelector("p")?.textContent ?? "")?.[1])));
          });
          painting.observe(log);
        }),
    );
  const walk = async (by: number, isThere: (numbers: number[]) => boolean) => {
    let before = await seen();
    while (!isThere(before)) {
      await page.locator(".log").evaluate((log, by) => log.scrollBy(0, by), by);
      await page.waitForTimeout(20);
      const now = await seen();
      // What is in view follows on what was: nothing is skipped, nothing jumps.
      expect(now.length).toBeGreaterThan(0);
      expect(now.every((number, index) => !index || number === now[index - 1] + 1)).toBeTruthy();
      expect(Math.abs(now[0] - before[0])).toBeLessThan(40);
      before = now;
    }
    expect(await page.locator(".msg").count()).toBeLessThanOrEqual(300);
  };
  await walk(-500, (numbers) => numbers[0] === 1);
  await other.request.post("/api/chats/message", { data: { chat_id: chat, text: `message ${last + 1}` } });
  await walk(500, (numbers) => numbers.at(-1) === last + 1);
});

test("the chat's name, its people and what one can do in it change while it is open", async ({ page, browser, complaints, isMobile }) => {
  const { other, name } = await dialog(page, browser, complaints);
  const talk = new URL(page.url()).pathname;
  const event = await plan(page, "Choir");
  const id = event.split("/").pop() as string;
  await page.locator("#invite label", { hasText: name }).click();
  await page.locator("#invite").getByRole("button", { name: "Invite" }).click();
  await expect(page.locator(".members")).toContainText("no answer yet");
  await open(page, "/messages?kind=event");
  await page.locator(".lane .item", { hasText: "Choir" }).click();
  await expect(page).toHaveURL(/kind=event/);
  await expect(page.locator(".convo-top")).toContainText("1 person");
  await other.request.post("/api/calendar/answer", { form: { id, answer: "going" } });
  await expect(page.locator(".convo-top")).toContainText("2 people");
  await page.request.put("/event", { data: { id, type: "group", name: "Choir and cake" } });
  await expect(page.locator(".convo-top h2")).toHaveText("Choir and cake");
  await expect(page).toHaveTitle(/Choir and cake/);

  // On a phone the other half of the event's page counts what waits.
  if (isMobile) {
    await open(other, event);
    await page.locator(".composer textarea").fill("who bakes?");
    await page.getByRole("button", { name: "Send" }).click();
    await expect(other.locator(".phonebar .count")).toHaveText("1");
    await other.getByRole("link", { name: "Chat" }).click();
    await expect(other.locator(".phonebar .count")).toHaveCount(0);
    // And what was read stays so when the event changes.
    await page.request.put("/event", { data: { id, type: "group", name: "Choir and tea" } });
    await expect(other.getByRole("heading", { level: 1 })).toHaveText("Choir and tea");
    await expect(other.locator(".phonebar .count")).toHaveCount(0);
  }

  await open(page, talk);
  await expect(page.locator(".composer")).toBeVisible();
  const me = (await (await page.request.get("/user")).json()).id;
  await other.request.post("/api/friends/block", { form: { id: me } });
  await expect(page.locator(".composer-note")).toBeVisible();
  await expect(page.locator(".composer")).toHaveCount(0);
  await other.request.post("/api/friends/unblock", { form: { id: me } });
});

test("a declined invite can be taken back, and who is in one event can be written to", async ({ page, browser, complaints }) => {
  const { other, name } = await dialog(page, browser, complaints);
  const event = await plan(page, "Picnic");
  // What is picked stays when the event changes.
  const box = page.locator("#invite label", { hasText: name }).getByRole("checkbox");
  await page.locator("#invite label", { hasText: name }).click();
  await page.request.put("/event", { data: { id: event.split("/").pop(), type: "group", name: "Picnic at noon" } });
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Picnic at noon");
  await expect(box).toBeChecked();
  await page.locator("#invite").getByRole("button", { name: "Invite (1)" }).click();
  await expect(page.locator(".members")).toContainText("no answer yet");

  await open(other, "/people");
  await other.locator(".panel").getByRole("button", { name: "Decline" }).click();
  await other.getByRole("button", { name: "Undo" }).hover();
  await expect(other.locator(".panel")).toContainText("Nobody is waiting");
  await other.getByRole("button", { name: "Undo" }).click();
  await expect(other.locator(".panel")).toContainText("Picnic at noon");
  await other.locator(".panel").getByRole("button", { name: "Accept" }).click();
  await expect(page.locator(".members")).toContainText("going");

  const me = (await (await page.request.get("/user")).json()).id;
  await other.request.delete(`/friend?id=${me}`);
  await open(other, `/people/${me}`);
  await expect(other.getByRole("button", { name: "Add friend" })).toBeVisible();
  await other.getByRole("button", { name: "Message" }).click();
  await other.waitForURL("**/messages/*");
});

test("a deleted message keeps the focus in its place", async ({ page, browser, complaints, isMobile }) => {
  await dialog(page, browser, complaints);
  await say(page, "Never mind");
  await tool(page, "Never mind", "Delete", isMobile);
  await page.getByRole("button", { name: "Really delete?" }).click();
  await expect(page.locator(".msg:focus")).toContainText("Message deleted");
});
