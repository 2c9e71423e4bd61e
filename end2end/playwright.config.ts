// Starts Kith on a fresh data directory and runs every spec as desktop and phone, with JavaScript and without. Where
// TEST_POSTGRES_URL names a server, two processes on its database are started, and second people use the second one.
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig, devices } from "@playwright/test";

const port = Number(process.env.END2END_PORT ?? 8177);
const base = `http://localhost:${port}`;
const postgres = process.env.TEST_POSTGRES_URL;
/** Where a second person goes. */
export const second = postgres ? `http://localhost:${port + 1}` : base;
export const dataDir = join(tmpdir(), `kith-end2end-${port}`);
if (process.env.TEST_WORKER_INDEX === undefined) rmSync(dataDir, { recursive: true, force: true });

const desktop = { viewport: { width: 1440, height: 900 } };
const phone = { ...devices["Pixel 7"], viewport: { width: 390, height: 844 } };

export default defineConfig({
  testDir: ".",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  // A busy machine takes its time; what fails fails all the same.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    baseURL: base,
    actionTimeout: 20_000,
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    },
  },
  projects: [
    { name: "desktop", use: desktop },
    { name: "phone", use: phone },
    { name: "desktop without scripts", use: { ...desktop, javaScriptEnabled: false }, testIgnore: /hydrate/ },
    { name: "phone without scripts", use: { ...phone, javaScriptEnabled: false }, testIgnore: /hydrate/ },
  ],
  webServer: postgres ? [server(port), server(port + 1)] : server(port),
});

function server(port: number) {
  const base = `http://localhost:${port}`;
  return {
    command: process.env.END2END_BINARY ?? "../target/release/kith",
    url: `${base}/readyz`,
    env: {
      KITH_LISTEN: `127.0.0.1:${port}`,
      KITH_BASE_URL: base,
      KITH_DATA_DIR: dataDir,
      KITH_LIMITS: "off",
      ...(postgres && { KITH_DATABASE_URL: `${postgres}/postgres`, KITH_SECRET_KEY: "the same for all of them" }),
    },
  };
}
