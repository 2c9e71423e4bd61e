// A server of a spec's own, that it can kill and start again later: with the clock as far ahead as the spec wants.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export class Own {
  private process?: ChildProcess;
  private readonly dataDir = mkdtempSync(join(tmpdir(), "kith-own-"));

  private constructor(readonly port: number) {}

  get base() {
    return `http://localhost:${this.port}`;
  }

  static async start() {
    const own = new Own(await freePort());
    await own.begin("0s");
    return own;
  }

  /** Starts the program with its clock so far ahead: `366d`. */
  async begin(ahead: string) {
    const env = {
      ...process.env,
      KITH_LISTEN: `127.0.0.1:${this.port}`,
      KITH_BASE_URL: this.base,
      KITH_DATA_DIR: this.dataDir,
      KITH_LIMITS: "off",
      KITH_PHONE_PROOF: "off",
      KITH_CLOCK_AHEAD: ahead,
      KITH_LOG: "warn",
    };
    this.process = spawn(process.env.END2END_BINARY ?? "../target/release/kith", { env, stdio: "ignore" });
    for (let tries = 0; ; tries++) {
      const answer = await fetch(`${this.base}/readyz`).catch(() => undefined);
      if (answer?.ok) return;
      if (tries > 200) throw new Error("the server did not start");
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** As a power cut does. */
  async kill() {
    const ended = new Promise((resolve) => this.process?.once("exit", resolve));
    this.process?.kill("SIGKILL");
    await ended;
  }

  async stop() {
    await this.kill();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

function freePort() {
  return new Promise<number>((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
