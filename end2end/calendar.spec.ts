// Making, reading, changing and deleting an event, with scripts and without.
import { expect, open, settled, signUp, test } from "./kith";

test("create, read, edit, delete", async ({ page, isMobile, complaints }) => {
  await signUp(page, "Mara Example");
  await open(page, "/calendar/new?day=2037-12-11");
  await page.locator("#name").fill("Hüttenwochenende im Harz");
  await page.locator("input[name=icon][value=mountains]").check({ force: true });
  await page.locator("#starts_time").fill("16:00");
  await page.locator("#ends_on").fill("2037-12-13");
  await page.locator("#ends_time").fill("14:00");
  await page.locator("#address").fill("Am Brockenblick 4");
  await page.locator("#description").fill("Zug um 16:04.\nBettwäsche mitbringen.");
  await page.getByRole("button", { name: "Create event" }).click();
  await page.waitForURL("**/calendar/event/*");
  await settled(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Hüttenwochenende im Harz");
  await expect(page.locator(".hero")).toContainText("Friday 11 December, 16:00");
  await expect(page.locator(".hero")).toContainText("until Sunday 13 December, 14:00");
  await expect(page.locator(".kv")).toContainText("Bettwäsche mitbringen.");

  await open(page, "/calendar/month/2037-12");
  await (isMobile ? expect(page.locator(".day .dots i")).toHaveCount(3) : expect(page.locator(".bars .ev.bar")).toBeVisible());
  await open(page, "/calendar/agenda");
  await page.getByRole("link", { name: /Hüttenwochenende/ }).click();
  await page.waitForURL("**/calendar/event/*");
  await settled(page);

  await page.getByRole("link", { name: "Edit" }).click();
  await page.waitForURL("**/edit");
  await settled(page);
  await expect(page.locator("#starts_on")).toHaveValue("2037-12-11");
  await expect(page.locator("#ends_time")).toHaveValue("14:00");
  await page.locator("#name").fill("Hütte");
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL(/event\/[^/]+$/);
  await settled(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Hütte");

  await page.locator(".top summary").click();
  await page.getByRole("link", { name: "Delete" }).click();
  await page.waitForURL("**?ask=delete");
  await expect(page.getByRole("dialog")).toContainText("Delete this event?");
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await page.waitForURL(/calendar\/(month|agenda)/);
  await open(page, "/calendar/agenda");
  await expect(page.getByText("Nothing ahead")).toBeVisible();
  // The page of the deleted event may have looked for it once more.
  expectOnly(complaints, "404");
});

test("a refused event keeps what was typed", async ({ page, complaints }) => {
  await signUp(page, "Mara Example");
  await open(page, "/calendar/new?day=2037-12-11");
  await page.locator("#name").fill("Half a form");
  await page.locator("#description").fill("A long text.");
  await page.locator("#ends_on").fill("2037-12-01");
  await page.locator("#ends_time").fill("10:00");
  await page.getByRole("button", { name: "Create event" }).click();
  await expect(page.getByRole("alert")).toContainText("It ends before it starts");
  await expect(page.locator("#name")).toHaveValue("Half a form");
  await expect(page.locator("#description")).toHaveValue("A long text.");
  await expect(page.locator("#ends_on")).toHaveValue("2037-12-01");
  expectOnly(complaints, "400");
});

test("a day of the month leads to its events and to a new one", async ({ page, isMobile }) => {
  await signUp(page, "Mara Example");
  await open(page, "/calendar/month/2037-11");
  await page.getByRole("link", { name: "Thursday 26 November" }).click();
  await page.waitForURL("**?day=2037-11-26");
  if (isMobile) {
    await page.getByRole("link", { name: "Add to this day" }).locator("visible=true").click();
    await page.waitForURL("**/calendar/new?day=2037-11-26");
    return;
  }
  await page.getByLabel("What is happening?").fill("Climbing 18:30-20:00");
  await page.getByRole("button", { name: "Add event" }).click();
  await expect(page.getByText("Climbing").first()).toBeVisible();
});

test("an address that nothing answers to is a friendly 404", async ({ page, complaints }) => {
  const answer = await page.goto("/calendar/nowhere");
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Nobody lives at this address");
  expectOnly(complaints, "404");
});

/** Browsers log refused requests; this one was to be refused. */
function expectOnly(complaints: string[], status: string) {
  for (const complaint of complaints.splice(0)) expect(complaint).toContain(`status of ${status}`);
}
