import { join } from "node:path";
import { defineConfig } from "@playwright/test";

const root = join(import.meta.dirname, "../..");
const port = Number(process.env.E2E_PORT ?? 41_300);
const sandboxPort = Number(process.env.E2E_SANDBOX_PORT ?? 41_390);
const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
/** Keeps the browser silent on a closed network, so that a foreign request in the log is ours. */
const quiet = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--no-first-run",
];

/** The whole product as a newcomer starts it, on a company of its own. One worker: all flows share that company. */
export default defineConfig({
  testDir: "e2e",
  workers: 1,
  fullyParallel: false,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: "list",
  use: {
    baseURL: `http://localhost:${port}`,
    trace: "retain-on-failure",
    launchOptions: {
      ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}),
      args: [...asRoot, ...quiet],
    },
  },
  webServer: {
    command: "node scripts/demo.mjs --fresh",
    cwd: root,
    url: `http://localhost:${port}/healthz`,
    timeout: 600_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 15_000 },
    env: {
      PORT: String(port),
      SANDBOX_PORT: String(sandboxPort),
      UPLINE_DATA_DIR: join(root, ".data/e2e"),
    },
  },
});

/** The sandbox beside the portal under test. */
export const SANDBOX_URL = `http://localhost:${sandboxPort}`;
