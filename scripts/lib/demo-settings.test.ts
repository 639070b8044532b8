import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { demoEnvironment, readSecrets, readSettings } from "./demo-settings.mjs";
import { root } from "./toolchain.mjs";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "upline-settings-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("settings of the demo", () => {
  test("nothing set: ports 3000 and 3900, mail on 3901, the embedded database in .data", () => {
    expect(readSettings({}, [])).toEqual({
      port: 3000,
      sandboxPort: 3900,
      mailPort: 3901,
      data: join(root, ".data"),
      databaseUrl: `file:${join(root, ".data", "db")}`,
      folder: join(root, ".data", "db"),
      fresh: false,
      dev: false,
    });
  });

  test.each([
    { name: "a folder is one of the repository", env: { DATABASE_URL: "file:x/db" }, folder: join(root, "x/db") },
    { name: "a file address with slashes", env: { DATABASE_URL: "file:///srv/db" }, folder: "/srv/db" },
    { name: "PostgreSQL has no folder", env: { DATABASE_URL: "postgres://h/d" }, folder: undefined },
    { name: "an empty value counts as unset", env: { DATABASE_URL: "" }, folder: join(root, ".data/db") },
  ])("database: $name", ({ env, folder }) => {
    expect(readSettings(env, []).folder).toBe(folder);
  });

  test("--fresh is heard also when npm has swallowed it", () => {
    expect(readSettings({}, ["--fresh"]).fresh).toBe(true);
    expect(readSettings({ npm_config_fresh: "true" }, []).fresh).toBe(true);
  });

  test.each([
    { env: { PORT: "abc" }, says: "PORT=abc is not a port" },
    { env: { PORT: "70000" }, says: "PORT=70000 is not a port" },
    { env: { SANDBOX_PORT: "65535" }, says: "no port for its mail catcher" },
    { env: { PORT: "3901" }, says: "also used by the sandbox" },
    { env: { DATABASE_URL: "mysql://h/d" }, says: "DATABASE_URL has to begin with" },
  ])("$env is refused", ({ env, says }) => {
    expect(() => readSettings(env, [])).toThrow(says);
  });
});

describe("secrets of the demo", () => {
  test("are made once, for the owner's eyes, and stay the same", () => {
    const path = join(folder, "secrets.json");
    const first = readSecrets(path);
    expect(readSecrets(path)).toEqual(first);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(first.APP_SECRET?.length).toBeGreaterThanOrEqual(32);
    expect(first.STANDARD_WEBHOOK_SECRET).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  });

  test("a missing one is added, the others are kept", () => {
    const path = join(folder, "secrets.json");
    writeFileSync(path, '{"APP_SECRET":"kept"}');
    expect(readSecrets(path).APP_SECRET).toBe("kept");
    expect(Object.keys(readSecrets(path))).toHaveLength(6);
  });

  test("a broken file is refused, not replaced", () => {
    const path = join(folder, "secrets.json");
    writeFileSync(path, "{");
    expect(() => readSecrets(path)).toThrow("cannot be read as JSON");
  });

  test("the caller's value wins over the made one; an empty one does not", () => {
    const settings = { ...readSettings({}, []), data: folder };
    const env = demoEnvironment(settings, { APP_SECRET: "mine", STRIPE_WEBHOOK_SECRET: "" });
    expect(env.APP_SECRET).toBe("mine");
    expect(env.STRIPE_WEBHOOK_SECRET).toMatch(/^whsec_/);
    expect(env).toMatchObject({ DEMO: "1", PORT: "3000", SMTP_URL: "smtp://127.0.0.1:3901" });
  });
});
