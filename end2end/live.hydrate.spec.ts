// What scripts add: quick add in place, changes that arrive by themselves, a banner when the server is away.
import { expect, listen, mailedLink, open, password, settled, signUp, test } from "./kith";

test("quick add shows how the line is read, and the event in place", async ({ page, isMobile }) => {
  test.skip(isMobile, "phones use the full form");
  await signUp(page, "Mara Example");
  await open(page, "/calendar/month/2037-11");
  await page.getByRole("link", { name: "Thursday 26 November" }).click();
  const line = page.getByLabel("What is happening?");
  await expect(line).toBeFocused();
  await line.fill("Climbing 18:30-20:00");
  await expect(page.locator(".quick [aria-live]")).toHaveText("Climbing · 18:30–20:00");
  await page.getByRole("button", { name: "Add event" }).click();
  await expect(page.locator(".day .ev")).toHaveText(/Climbing/);
  await expect(page.locator(".quick")).toHaveCount(0);
  await expect(page).toHaveURL(/month\/2037-11$/);
});

test("an event changed in one browser changes in the other", async ({ page, browser, complaints }) => {
  const user = await signUp(page, "Mara Example");
  const other = await (await browser.newContext()).newPage();
  listen(other, complaints);
  await open(other, "/sign-in");
  await other.locator("#login").fill(user);
  await other.locator("#password").fill(password);
  await other.getByRole("button", { name: "Sign in" }).click();
  await other.waitForURL((url) => url.pathname === "/");
  await open(other, "/calendar/agenda");
  await expect(other.getByText("Nothing ahead")).toBeVisible();

  await open(page, "/calendar/new?day=2037-12-24");
  await page.locator("#name").fill("Carols");
  await page.getByRole("button", { name: "Create event" }).click();
  await page.waitForURL("**/calendar/event/*");
  await expect(other.getByText("Carols")).toBeVisible();

  await other.getByText("Carols").click();
  await other.waitForURL("**/calendar/event/*");
  await page.getByRole("link", { name: "Edit" }).click();
  await settled(page);
  await page.locator("#name").fill("Carols by candlelight");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(other.getByRole("heading", { level: 1 })).toHaveText("Carols by candlelight");
});

test("an agenda that was read further stays so when something changes", async ({ page }) => {
  await signUp(page, "Mara Example");
  const day = { starts_on: "2037-12-24", starts_time: "19:00" };
  const save = (form: Record<string, string>) => page.request.post("/api/calendar/save", { form: { ...day, ...form } });
  expect((await save({ name: "Choir", repeat: "daily" })).ok()).toBe(true);
  await open(page, "/calendar/agenda");
  const slots = page.locator(".slot");
  const first = await slots.count();
  await page.getByRole("link", { name: "Show more" }).click();
  await expect.poll(() => slots.count()).toBeGreaterThan(first);
  const further = await slots.count();
  expect((await save({ name: "Carols" })).ok()).toBe(true);
  await expect(page.getByText("Carols")).toBeVisible();
  expect(await slots.count()).toBeGreaterThanOrEqual(further);
});

test("proving the address elsewhere moves the waiting page on", async ({ page, browser }) => {
  const user = await signUp(page, "Mara Example");
  const other = await (await browser.newContext()).newPage();
  await open(other, await mailedLink(`${user}@example.org`));
  await other.getByRole("button", { name: "Yes, it’s mine" }).click();
  await page.waitForURL("**/calendar/**");
});

test("menus close on Escape, on a press outside and when the page changes", async ({ page, isMobile }) => {
  await signUp(page, "Mara Example");
  await open(page, "/calendar/month/2037-11");
  const menu = page.locator(isMobile ? ".tabbar details" : ".rail details");
  const is = (open: boolean) => expect(menu.locator(".pop")).toBeVisible({ visible: open });
  await menu.locator("summary").click();
  await is(true);
  await page.keyboard.press("Escape");
  await is(false);
  await menu.locator("summary").click();
  await page.getByRole("heading", { level: 1 }).click();
  await is(false);
  await menu.locator("summary").click();
  await page.getByRole("link", { name: "Agenda" }).locator("visible=true").click();
  await is(false);
});

test("the banner says when the server is away", async ({ page, complaints }) => {
  await signUp(page, "Mara Example");
  await page.route("**/api/live**", (route) => route.abort());
  await open(page, "/calendar/agenda");
  await expect(page.getByText("You’re offline.")).toBeVisible({ timeout: 20_000 });
  await page.unroute("**/api/live**");
  await expect(page.getByText("You’re offline.")).toBeHidden({ timeout: 20_000 });
  complaints.length = 0;
});

test("a page of an old build offers the new one", async ({ page }) => {
  await signUp(page, "Mara Example");
  // The connection is held back until the page takes itself for another build's.
  let go = () => {};
  const changed = new Promise<void>((done) => (go = done));
  await page.route("**/api/live**", async (route) => {
    await changed;
    await route.continue();
  });
  await open(page, "/calendar/agenda");
  await page.evaluate(() => (document.documentElement.dataset.assets = "/another"));
  go();
  const banner = page.locator(".banner", { hasText: "A new version of Kith is ready." });
  await expect(banner).toBeVisible();
  await page.unroute("**/api/live**");
  await banner.getByRole("button", { name: "Reload" }).click();
  await settled(page);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(banner).toHaveCount(0);
});

test("language and theme change at once and stay", async ({ page, isMobile }) => {
  await signUp(page, "Mara Example");
  await open(page, "/calendar/month/2037-11");
  const menu = page.locator(isMobile ? ".tabbar" : ".rail");
  await menu.locator("summary").click();
  await menu.locator("select[name=language]").selectOption("de");
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await settled(page);
  await menu.locator("summary").click();
  await menu.getByRole("button", { name: "Dunkel" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await open(page, "/calendar/agenda");
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("a form that is sent twice makes one event", async ({ page }) => {
  await signUp(page, "Mara Example");
  await open(page, "/calendar/new?day=2037-12-24");
  await page.locator("#name").fill("Carols");
  let go = () => {};
  const sent = new Promise<void>((done) => (go = done));
  await page.route("**/api/calendar/save", async (route) => {
    await sent;
    await route.continue();
  });
  await page.getByRole("button", { name: "Create event" }).click();
  await expect(page.locator("form.whole [aria-busy=true]")).toHaveCount(1);
  await page.locator("#name").press("Enter");
  go();
  await page.waitForURL("**/calendar/event/*");
  await open(page, "/calendar/agenda");
  await expect(page.locator(".slot")).toHaveText([/Carols/]);
});

test("what is typed before the page is alive stays", async ({ page }) => {
  await signUp(page, "Mara Example");
  const fields = [["/people", "Find people"], ["/letters", "Search letters"], ["/board", "Comment"]];
  for (const [path, label] of fields) {
    let go = () => {};
    const typed = new Promise<void>((done) => (go = done));
    await page.route("**/*.wasm", async (route) => {
      await typed;
      await route.continue();
    });
    await page.goto(path, { waitUntil: "commit" });
    await page.getByLabel(label, { exact: true }).fill("steam");
    await expect(page.locator("html[data-alive]")).toHaveCount(0);
    go();
    await settled(page);
    await expect(page.getByLabel(label, { exact: true })).toHaveValue("steam");
    await page.unroute("**/*.wasm");
  }
});

test("signing out elsewhere ends this tab's session at once", async ({ page, context }) => {
  await signUp(page, "Mara Example");
  const live = page.waitForResponse("**/api/live**");
  await open(page, "/calendar/agenda");
  await live;
  const other = await context.newPage();
  await open(other, "/calendar/agenda");
  await other.evaluate(() => fetch("/logout"));
  await page.waitForURL("**/sign-in?next=**");
});
