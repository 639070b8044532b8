import { execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "./installation.ts";
import { expect } from "./support.ts";

const root = join(import.meta.dirname, "../../..");
/** Beside the company of the other tests, whose dump it is loaded from. */
const FOLDER = join(root, ".data/e2e/later");

export interface LaterCompany {
  readonly origin: string;
  readonly remove: () => Promise<void>;
}

/** The demo company on a later day, with a server of its own: periods have ended that are open in the other tests. */
export async function laterCompany(days: number): Promise<LaterCompany> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const { PATH = "", HOME = "" } = process.env;
  const env = {
    PATH,
    HOME,
    NODE_ENV: "production",
    DEMO: "1",
    LOG_LEVEL: "warn",
    PORT: String(port),
    PUBLIC_URL: origin,
    DATABASE_URL: `file:${FOLDER}`,
    APP_SECRET: randomBytes(32).toString("hex"),
  } as const;
  const seed = join(root, "packages/server/bin/seed-demo.ts");
  execFileSync(process.execPath, [seed, "--fresh", `--days-later=${days}`], { cwd: root, env });
  const server = spawn(process.execPath, ["scripts/serve.mjs"], { cwd: root, env });
  const isUp = () =>
    fetch(`${origin}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  await expect.poll(isUp, { timeout: 120_000 }).toBe(true);
  return {
    origin,
    remove: async () => {
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGTERM");
      await ended;
      rmSync(FOLDER, { recursive: true, force: true });
    },
  };
}
