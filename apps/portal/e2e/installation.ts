import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect } from "./support.ts";

const root = join(import.meta.dirname, "../../..");

export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}

export interface Installation {
  /** The address that its server printed. */
  readonly address: string;
  /** The same origin, another path. */
  readonly at: (path: string) => string;
  readonly remove: () => Promise<void>;
}

/** The product as somebody installs it: an empty embedded database, no demo. */
export async function emptyInstallation(): Promise<Installation> {
  const folder = mkdtempSync(join(tmpdir(), "upline-setup-"));
  const port = await freePort();
  const { PATH = "", HOME = "" } = process.env;
  const server: ChildProcess = spawn(process.execPath, ["scripts/serve.mjs"], {
    cwd: root,
    env: {
      PATH,
      HOME,
      NODE_ENV: "production",
      PORT: String(port),
      PUBLIC_URL: `http://localhost:${port}`,
      DATABASE_URL: `file:${join(folder, "db")}`,
      APP_SECRET: randomBytes(32).toString("hex"),
    },
  });
  let said = "";
  const listen = (chunk: Buffer) => {
    said += chunk.toString();
  };
  server.stdout?.on("data", listen);
  server.stderr?.on("data", listen);
  await expect.poll(() => said, { timeout: 90_000 }).toMatch(/Set it up at http\S+/);
  const address = /Set it up at (http\S+)/.exec(said)?.[1] ?? "";
  return {
    address,
    at: (path) => new URL(path, address).href,
    remove: async () => {
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Owner and company; what is chosen of the plans and who is first is up to the test. */
export async function fillSetup(page: Page): Promise<void> {
  await page.getByLabel("Name", { exact: true }).first().fill("Ada Owner");
  await page.getByLabel("E-mail").first().fill("ada@example.test");
  await page.getByLabel("Password", { exact: true }).fill("a password of the tests");
  await page.getByLabel("Name of the company").fill("Acme");
  await page.getByLabel("Time zone").selectOption("Europe/Berlin");
  await page.getByLabel("Currency").selectOption("EUR");
  await page.getByLabel("Country").first().fill("de");
}
