// Two people find each other, plan an event together and write to each other, with scripts and without.
import { befriend, expect, listen, open, plan, settle, test, unique } from "./kith";

test("two people become friends, plan an event and talk", async ({ page, browser, complaints }) => {
  const other = await (await browser.newContext()).newPage();
  listen(other, complaints);
  const name = unique("Ben");
  await settle(page, "Anna Example");
  await settle(other, `${name} Example`);
  await befriend(page, other, name);

  await open(page, "/people");
  await expect(page.locator(".card.person a")).toHaveText(`${name} Example`);
  const event = await plan(page, "Raclette");
  await page.locator("#invite label", { hasText: name }).click();
  await page.locator("#invite").getByRole("button", { name: "Invite" }).click();
  await expect(page.locator(".members")).toContainText("no answer yet");

  await open(other, "/people");
  await expect(other.locator(".panel")).toContainText("Anna Example invites you");
  await other.locator(".panel").getByRole("link", { name: "Raclette" }).click();
  await other.waitForURL(`**${event}`);
  await other.getByRole("button", { name: "Maybe" }).click();
  await expect(other.getByRole("button", { name: "Maybe" })).toHaveAttribute("aria-pressed", "true");
  await other.getByLabel("A note for the others").fill("after nine");
  await other.locator(".note").getByRole("button", { name: "Save" }).click();
  await expect(other.locator(".members")).toContainText("maybe · after nine");

  await open(page, "/calendar/agenda");
  await open(other, `${event}?view=chat`);
  await other.locator(".composer textarea").fill("I bring **wine**, see https://wine.example");
  await other.getByRole("button", { name: "Send" }).click();
  await expect(other.locator(".msg.me b")).toHaveText("wine");

  await open(page, "/messages");
  const row = page.locator(".lane .item", { hasText: "Raclette" });
  await expect(row).toContainText("I bring wine");
  await expect(row.locator(".count")).toHaveText("1");
  await row.click();
  await expect(page.locator(".msg .link")).toHaveAttribute("href", "https://wine.example");
  await expect(page.locator(".log")).toContainText(`${name} Example may come`);
});

test("a request is declined, withdrawn, and somebody is blocked", async ({ page, browser, complaints }) => {
  const other = await (await browser.newContext()).newPage();
  listen(other, complaints);
  const name = unique("Cleo");
  await settle(page, "Anna Example");
  await settle(other, `${name} Example`);
  await open(page, `/people?search=${name}`);
  await page.getByRole("button", { name: "Add friend" }).click();
  await expect(page.locator(".panel")).toContainText("no answer yet");
  await open(other, "/people");
  await other.locator(".panel").getByRole("button", { name: "Decline" }).click();
  await expect(other.locator(".panel")).toContainText("Nobody is waiting");

  await open(page, "/people");
  await page.locator(".panel").getByRole("button", { name: "Withdraw" }).click();
  await expect(page.locator(".panel")).toContainText("Nobody is waiting");

  await befriend(page, other, name);
  await open(page, "/people");
  await page.locator(".card.person a").click();
  await page.waitForURL("**/people/*");
  const profile = new URL(page.url()).pathname;
  await open(page, `${profile}?ask=block`);
  await page.locator("dialog").getByRole("button", { name: "Block" }).click();
  await expect(page.getByRole("button", { name: "Unblock" })).toBeVisible();
  await open(other, "/people");
  await expect(other.getByText("No friends here yet")).toBeVisible();
  await open(page, "/people/blocked");
  await page.getByRole("button", { name: "Unblock" }).click();
  await expect(page.getByText("You haven’t blocked anybody.")).toBeVisible();
});

test("what can't be done says why", async ({ page, complaints }) => {
  await settle(page, "Anna Example");
  await open(page, "/people?search=nobody-of-this-name");
  await expect(page.getByText("Nobody found for “nobody-of-this-name”")).toBeVisible();
  await open(page, "/people?problem=not_verified");
  await expect(page.getByRole("alert")).toContainText("Verify your e-mail");
  for (const path of ["/messages/unknown", "/people/unknown"]) {
    await open(page, path).catch(() => {});
    await expect(page.getByText("Nobody lives at this address")).toBeVisible();
  }
  // The browser itself tells of pages that are not there.
  complaints.splice(0, complaints.length, ...complaints.filter((text) => !/status of 404/.test(text)));
});
