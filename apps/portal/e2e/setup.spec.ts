import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, expectAccessible, test } from "./support.ts";

const root = join(import.meta.dirname, "../../..");
let server: ChildProcess | null = null;
let folder = "";
let said = "";

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}

/** The product as somebody installs it: an empty embedded database, no demo. */
test.beforeAll(async () => {
  test.setTimeout(120_000);
  folder = mkdtempSync(join(tmpdir(), "upline-setup-"));
  const port = await freePort();
  const { PATH = "", HOME = "" } = process.env;
  server = spawn(process.execPath, ["scripts/serve.mjs"], {
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
  const listen = (chunk: Buffer) => {
    said += chunk.toString();
  };
  server.stdout?.on("data", listen);
  server.stderr?.on("data", listen);
  await expect.poll(() => said, { timeout: 90_000 }).toMatch(/Set it up at http\S+/);
});

test.afterAll(async () => {
  const ended = new Promise((resolve) => server?.once("exit", resolve));
  server?.kill("SIGTERM");
  await ended;
  rmSync(folder, { recursive: true, force: true });
});

test("an empty installation is set up in one page, by its printed address only, and once", async ({ page }) => {
  test.setTimeout(120_000);
  const address = /Set it up at (http\S+)/.exec(said)?.[1] ?? "";
  await page.goto(new URL("/setup?token=guessed", address).href);
  await expect(page.getByText("not the address that was printed")).toBeVisible();
  await expect(page.getByRole("textbox")).toHaveCount(0);

  await page.goto(address);
  await expectAccessible(page, "set-up");
  await page.getByRole("button", { name: "Set up", exact: true }).press("Enter");
  await expect(page.getByRole("alert").first()).toContainText("This is needed.");
  await expectAccessible(page, "set-up with what is missing");

  await page.getByLabel("Name", { exact: true }).first().fill("Ada Owner");
  await page.getByLabel("E-mail").first().fill("ada@example.test");
  await page.getByLabel("Password", { exact: true }).fill("a password of the tests");
  await page.getByLabel("Name of the company").fill("Acme");
  await page.getByLabel("Time zone").selectOption("Europe/Berlin");
  await page.getByLabel("Currency").selectOption("EUR");
  await page.getByLabel("Country").fill("de");
  await expect(page.getByRole("radio", { name: /Unilevel starter/ })).toBeChecked();
  await page.getByRole("button", { name: "Set up Acme" }).press("Enter");

  await expect(page).toHaveURL(/\/admin$/, { timeout: 30_000 });
  await expect(page.getByText("The set-up is not complete.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Enrol the first distributor" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Publish a plan" })).toHaveCount(0);
  await expectAccessible(page, "overview of a new company");

  await page.goto(new URL("/admin/plans", address).href);
  await expect(page.getByText("Unilevel starter, version 1")).toBeVisible();
  await expect(page.getByText("In force").first()).toBeVisible();

  await page.context().clearCookies();
  await page.goto(address);
  await expect(
    page
      .getByText("This installation is set up already", { exact: false })
      .or(page.getByText("This installation is set up.")),
  ).toBeVisible();
});
