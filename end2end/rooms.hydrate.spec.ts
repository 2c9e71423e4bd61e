// A room as it lives: who is there, and web people and long-poll clients in one conversation.
import { type APIRequestContext, request } from "@playwright/test";
import { expect, open, settle, test, unique } from "./kith";

/** A client of the documented API. */
async function client(baseURL: string, name: string): Promise<APIRequestContext> {
  const api = await request.newContext({ baseURL });
  expect((await api.post("/api/login", { data: { user: name } })).status()).toBe(200);
  expect((await api.post("/api/loggedonly/joinChat", { data: { chat: "Main" } })).status()).toBe(200);
  return api;
}

/** The next event of a type. */
async function next(api: APIRequestContext, type: string) {
  for (;;) {
    const text = await (await api.get("/api/loggedonly/poll")).text();
    const event = text ? JSON.parse(text) : {};
    if (event.type === type) return event.event;
  }
}

test("web people and long-poll clients talk together and see who is there", async ({ page, baseURL, isMobile }) => {
  const name = unique("Poll");
  await settle(page, "Anna Example");
  await open(page, "/messages?kind=room");
  await page.getByRole("button", { name: "Join: Main" }).click();
  await page.waitForURL("**/messages/*");
  await expect(page.locator(".composer textarea")).toBeVisible();
  const api = await client(baseURL as string, name);
  if (isMobile) await page.getByRole("link", { name: "Who is here" }).click();
  await expect(page.locator(".here .item", { hasText: name })).toContainText("guest");
  if (isMobile) await page.goBack();

  await api.post("/api/loggedonly/postMessage", { data: { chat: "Main", text: `hi from ${name}` } });
  await expect(page.locator(".msg", { hasText: `hi from ${name}` })).toBeVisible();
  const answer = unique("hello poll");
  await page.locator(".composer textarea").fill(answer);
  await page.getByRole("button", { name: "Send" }).click();
  let heard;
  do heard = await next(api, "MessageEvent");
  while (heard.text !== answer);
  expect(heard).toMatchObject({ chat: "Main", bot: false, verified: true });

  await api.post("/api/loggedonly/postMessage", { data: { chat: "Main", text: "/help" } });
  await expect(page.locator(".msg", { hasText: "I understand" }).last().locator(".who")).toContainText("bot");
  await api.post("/api/loggedonly/logout", { data: {} });
  if (isMobile) await page.getByRole("link", { name: "Who is here" }).click();
  await expect(page.locator(".here .item", { hasText: name })).toHaveCount(0);
});
