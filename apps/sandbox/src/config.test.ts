import { expect, test } from "vitest";
import { readConfig } from "./config.ts";

const standard = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

test("without settings: loopback ports, the portal on 3000, nothing to sign with, no control API", () => {
  expect(readConfig({ STRIPE_WEBHOOK_SECRET: "" })).toEqual({
    port: 3900,
    payoutPauseMs: 4000,
    portalUrl: "http://localhost:3000",
    controlToken: null,
    secrets: { stripe: null, standard: null },
  });
});

test("reads both secrets of both providers, and drops the slash of the portal's address", () => {
  const config = readConfig({
    PORTAL_URL: "http://localhost:4000/",
    STRIPE_WEBHOOK_SECRET: "whsec_a-stripe-secret",
    STRIPE_WEBHOOK_SECRET_PREVIOUS: "whsec_an-older-secret",
    STANDARD_WEBHOOK_SECRET: standard,
  });

  expect(config.portalUrl).toBe("http://localhost:4000");
  expect(config.secrets).toEqual({
    stripe: { current: "whsec_a-stripe-secret", previous: "whsec_an-older-secret" },
    standard: { current: standard, previous: null },
  });
});

test.each([
  { name: "SANDBOX_PORT", value: "many" },
  { name: "PORTAL_URL", value: "ftp://portal" },
  { name: "SANDBOX_CONTROL_TOKEN", value: "short" },
  { name: "STRIPE_WEBHOOK_SECRET", value: "short" },
  { name: "STANDARD_WEBHOOK_SECRET", value: "whsec_c2hvcnQ=" },
  { name: "STANDARD_WEBHOOK_SECRET", value: "not-base64-after-a-prefix" },
])("$name = $value is refused by name", ({ name, value }) => {
  expect(() => readConfig({ [name]: value })).toThrow(name);
});
