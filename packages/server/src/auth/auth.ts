import { hkdfSync, randomUUID } from "node:crypto";
import { account, rateLimit, session, twoFactor as twoFactorTable, user, verification } from "@upline/db";
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { APIError } from "better-auth/api";
import { twoFactor } from "better-auth/plugins";
import { eq } from "drizzle-orm";
import { isDemoSignIn } from "../demo/users.ts";
import type { Deps } from "../deps.ts";
import { withoutValues } from "../operations/log.ts";
import { ownOrigins } from "./origins.ts";
import { ROLES } from "./viewer.ts";

const schema = { user, session, account, verification, rateLimit, twoFactor: twoFactorTable };
const DAY_SECONDS = 86_400;

/**
 * Passwords, sessions and TOTP, by better-auth on our own tables. Nobody signs up here: accounts are made by
 * enrolment, by an invitation, or by the demo. `role` and `distributorId` can never be set by the person.
 */
export function createAuth(deps: Pick<Deps, "db" | "config" | "log">) {
  const { PUBLIC_URL, APP_SECRET, DEMO } = deps.config;
  const url = new URL(PUBLIC_URL);
  return betterAuth({
    appName: "Upline",
    database: drizzleAdapter(deps.db, { provider: "pg", schema }),
    secret: Buffer.from(hkdfSync("sha256", APP_SECRET, "", "upline auth", 32)).toString("hex"),
    baseURL: PUBLIC_URL,
    basePath: "/api/auth",
    trustedOrigins: [...ownOrigins(deps.config)],
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 128 },
    user: {
      additionalFields: {
        role: { type: [...ROLES], required: true, input: false, defaultValue: "distributor" },
        distributorId: { type: "string", required: false, input: false },
      },
    },
    databaseHooks: { session: { create: { before: (session) => refuseDemoSignIn(deps, session.userId) } } },
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
    // What is no refusal is thrown at the door, which logs it; the library would print it with all it holds.
    onAPIError: { throw: true },
    // Its own words go where all others go, without what they were about: that may be an address or a token.
    logger: { log: (level, message) => deps.log[level]({ event: "auth", message: withoutValues(message) }) },
  });
}

/** Demo sign-ins have known passwords: outside the demo they open nothing, though the database is one of the demo. */
async function refuseDemoSignIn({ db, config }: Pick<Deps, "db" | "config">, userId: string): Promise<void> {
  if (config.DEMO) return;
  const [row] = await db.select({ email: user.email }).from(user).where(eq(user.id, userId));
  if (row && !isDemoSignIn(row.email)) return;
  throw new APIError("UNAUTHORIZED", { code: "DEMO_ONLY", message: "This sign-in exists in the demo only." });
}

export type Auth = ReturnType<typeof createAuth>;
