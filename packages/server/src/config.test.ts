import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { loadConfig, PRODUCT_SETTINGS } from "./config.ts";
import { PROVIDERS } from "./inbox/providers/registry.ts";
import { STANDARD_SECRET } from "./inbox/testing/sign.ts";

const GOOD = { APP_SECRET: "thirty-two characters or even more" };
const messageOf = (env: Record<string, string>): string => {
  try {
    loadConfig(env);
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

describe("the settings", () => {
  test("have defaults for all but the secret", () => {
    expect(loadConfig(GOOD)).toMatchObject({
      DATABASE_URL: "file:.data/db",
      PAYMENTS_MODE: "test",
      DEMO: false,
      WEBHOOK_TOLERANCE_SECONDS: 300,
      TRUSTED_PROXIES: 0,
    });
  });

  test("that are empty count as unset", () => {
    expect(loadConfig({ ...GOOD, PORT: "", SMTP_URL: "", STRIPE_WEBHOOK_SECRET: "" }).providers.size).toBe(0);
  });

  test.each([
    { name: "a missing secret", env: { APP_SECRET: "" }, says: "APP_SECRET: is missing" },
    { name: "a short secret", env: { APP_SECRET: "canary" }, says: "APP_SECRET: is shorter than 32 characters" },
    {
      name: "another database",
      env: { DATABASE_URL: "mysql://canary" },
      says: "DATABASE_URL: begins with postgres:// or file:",
    },
    { name: "a port that is none", env: { PORT: "70000" }, says: "PORT: is above 65535" },
    { name: "an unknown mode", env: { PAYMENTS_MODE: "canary" }, says: "PAYMENTS_MODE: is none of test, live" },
    { name: "an address that is none", env: { PUBLIC_URL: "canary" }, says: "PUBLIC_URL" },
    { name: "half a switch", env: { DEMO: "canary" }, says: "DEMO: is none of 0, 1" },
    { name: "a demo in live mode", env: { DEMO: "1", PAYMENTS_MODE: "live" }, says: "DEMO: is refused" },
    {
      name: "a sandbox in live mode",
      env: { SANDBOX_URL: "http://localhost:4100", PAYMENTS_MODE: "live" },
      says: "SANDBOX_URL: is refused",
    },
    {
      name: "test endpoints in live mode",
      env: { UPLINE_TEST_ENDPOINTS: "1", PAYMENTS_MODE: "live" },
      says: "UPLINE_TEST_ENDPOINTS: is refused",
    },
    {
      name: "a provider's secret of 15 characters",
      env: { STRIPE_WEBHOOK_SECRET: "canary_15_chars" },
      says: "STRIPE_WEBHOOK_SECRET: is shorter than 16",
    },
    {
      name: "half of a provider's set",
      env: { STRIPE_WEBHOOK_SECRET_PREVIOUS: "whsec_the_one_before" },
      says: "STRIPE_WEBHOOK_SECRET: is missing",
    },
    {
      name: "a previous key without a current one",
      env: { STANDARD_WEBHOOK_SECRET_PREVIOUS: STANDARD_SECRET },
      says: "STANDARD_WEBHOOK_SECRET: is missing",
    },
    {
      name: "a secret of another form",
      env: { STANDARD_WEBHOOK_SECRET: "canary that is long enough" },
      says: "STANDARD_WEBHOOK_SECRET: is whsec_",
    },
  ])("with $name stop the start in words, and show no value", ({ env, says }) => {
    const message = messageOf({ ...GOOD, ...env });
    expect(message).toContain(says);
    expect(message).not.toContain("canary");
  });

  test("that are wrong are all named at once", () => {
    const message = messageOf({ APP_SECRET: "", PORT: "0", STRIPE_WEBHOOK_SECRET: "short" });
    for (const name of ["APP_SECRET", "PORT", "STRIPE_WEBHOOK_SECRET"]) expect(message).toContain(name);
  });

  test("of a provider switch it on", () => {
    const { providers } = loadConfig({ ...GOOD, STRIPE_WEBHOOK_SECRET: "whsec_long_enough_for_it" });
    expect([...providers.keys()]).toEqual(["stripe"]);
  });
});

describe("the lists of settings", () => {
  const inCode = [PRODUCT_SETTINGS.shape, ...[...PROVIDERS.values()].map(({ settings }) => settings.shape)]
    .flatMap(Object.keys)
    .toSorted();
  const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
  const example = read(".env.example")
    .split("\n")
    .flatMap((line) => (/^([A-Z_]+)=(.*)$/.exec(line)?.slice(1, 3) ? [line] : []));

  test(".env.example names what the code reads, and nothing else", () => {
    expect(example.map((line) => line.split("=")[0]).toSorted()).toEqual(inCode);
  });

  test(".env.example shows the defaults", () => {
    const given = Object.fromEntries(
      example.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
    );
    expect(loadConfig({ ...given, ...GOOD })).toEqual(loadConfig(GOOD));
  });

  test("docs/configuration.md has one row for each", () => {
    const rows = read("docs/configuration.md")
      .split("\n")
      .flatMap((line) => /^\| `([A-Z_]+)` \|/.exec(line)?.[1] ?? []);
    expect(rows.toSorted()).toEqual(inCode);
  });

  test("a secret of a provider has a sibling for the one before", () => {
    for (const { secretSettings, settings } of PROVIDERS.values()) {
      for (const name of secretSettings) expect(Object.keys(settings.shape)).toContain(`${name}_PREVIOUS`);
    }
  });
});
