import { hkdfSync, randomUUID } from "node:crypto";
import { account, rateLimit, session, twoFactor as twoFactorTable, user, verification } from "@upline/db";
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { twoFactor } from "better-auth/plugins";
import type { Deps } from "../deps.ts";
import { ROLES } from "./viewer.ts";

const schema = { user, session, account, verification, rateLimit, twoFactor: twoFactorTable };
const DAY_SECONDS = 86_400;

/**
 * Passwords, sessions and TOTP, by better-auth on our own tables. Nobody signs up here: accounts are made by
 * enrolment, by an invitation, or by the demo. `role` and `distributorId` can never be set by the person.
 */
export function createAuth(deps: Pick<Deps, "db" | "config">) {
  const { PUBLIC_URL, APP_SECRET, DEMO } = deps.config;
  const url = new URL(PUBLIC_URL);
  const loopback = ["localhost", "127.0.0.1"].map(
    (host) => `${url.protocol}//${host}${url.port ? `:${url.port}` : ""}`,
  );
  return betterAuth({
    appName: "Upline",
    database: drizzleAdapter(deps.db, { provider: "pg", schema }),
    secret: Buffer.from(hkdfSync("sha256", APP_SECRET, "", "upline auth", 32)).toString("hex"),
    baseURL: PUBLIC_URL,
    basePath: "/api/auth",
    trustedOrigins: DEMO ? [url.origin, ...loopback] : [url.origin],
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 128 },
    user: {
      additionalFields: {
        role: { type: [...ROLES], required: true, input: false, defaultValue: "distributor" },
        distributorId: { type: "string", required: false, input: false },
      },
    },
    session: { expiresIn: 7 * DAY_SECONDS, updateAge: DAY_SECONDS },
    rateLimit: {
      enabled: true,
      storage: "database",
      window: 60,
      max: 100,
      customRules: {
        "/sign-in/email": { window: 900, max: DEMO ? 200 : 20 },
        "/two-factor/verify-totp": { window: 300, max: 10 },
      },
    },
    advanced: {
      useSecureCookies: url.protocol === "https:",
      cookiePrefix: "upline",
      database: { generateId: () => randomUUID() },
    },
    plugins: [twoFactor({ issuer: "Upline" })],
    telemetry: { enabled: false },
  });
}

export type Auth = ReturnType<typeof createAuth>;
