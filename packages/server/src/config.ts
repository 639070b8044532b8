import { z } from "zod";
import type { Settings as ProviderSettings } from "./inbox/provider.ts";
import { PROVIDERS } from "./inbox/providers/registry.ts";

const flag = z
  .enum(["0", "1"])
  .default("0")
  .transform((text) => text === "1");
const secret = z.string().min(32);
const port = z.coerce.number().int().min(1).max(65_535);

/** Every setting of the product itself. `.env.example` and docs/configuration.md are tested against this list. */
export const PRODUCT_SETTINGS = z.object({
  /** `postgres://` or `postgresql://` of a server; `file:<folder>` opens the embedded database. */
  DATABASE_URL: z
    .string()
    .regex(/^(postgres(ql)?:\/\/|file:).+/, "begins with postgres:// or file:")
    .default("file:.data/db"),
  /** Keys for sessions and stored secrets are derived from it. `npm run demo` makes one; nothing else has a default. */
  APP_SECRET: secret,
  /** The one before, while stored secrets are wrapped anew. */
  APP_SECRET_PREVIOUS: secret.optional(),
  /** Where browsers reach the portal. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).default("http://localhost:3000"),
  PORT: port.default(3000),
  /** Demo sign-ins, the laboratory and the tour. */
  DEMO: flag,
  /** The sandbox that signs and sends the laboratory's events. */
  SANDBOX_URL: z.url({ protocol: /^https?$/ }).optional(),
  SANDBOX_CONTROL_TOKEN: z.string().min(16).optional(),
  /** Who carries out payouts: the sandbox, or a file that a person takes to the bank. Real ones need PostgreSQL. */
  PAYOUT_PROVIDER: z.enum(["sandbox", "bank_file"]).default("sandbox"),
  /** Whether a commission run waits for two people, or posts by itself when its period ends. */
  COMMISSION_RUNS: z.enum(["review", "automatic"]).default("review"),
  /** `smtp://` or `smtps://`; without one no mail is written. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().min(3).default("Upline <no-reply@localhost>"),
  /** Which events count; those of the other mode are stored and ignored. */
  PAYMENTS_MODE: z.enum(["test", "live"]).default("test"),
  /** How far the time of a signature may be away, in either direction. */
  WEBHOOK_TOLERANCE_SECONDS: z.coerce.number().int().min(1).max(3600).default(300),
  /** Batches of one queue at once in one process; the embedded database has one connection and always uses one. */
  JOB_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(2),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
  /** What the fault and end-to-end suites ask; loopback only. */
  UPLINE_TEST_ENDPOINTS: flag,
  /** How many proxies in front of the portal may be believed in X-Forwarded-For. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
});

export type Environment = Readonly<Record<string, string | undefined>>;

export type Config = z.output<typeof PRODUCT_SETTINGS> & {
  /** The settings of each provider that the environment switches on, by slug. Stored ones come from the database. */
  readonly providers: ReadonlyMap<string, ProviderSettings>;
};

/**
 * Checks all settings once. `start.ts` hands in the environment; no other file reads it, and no test needs it.
 *
 * @throws Error that names every wrong setting and shows no value, so that a secret never reaches a log
 */
export function loadConfig(given: Environment): Config {
  const env = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== "")); // empty means unset
  const settings = PRODUCT_SETTINGS.safeParse(env);
  const switchedOn = [...PROVIDERS.values()].filter(({ settings: { shape } }) =>
    Object.keys(shape).some((name) => env[name]),
  );
  const providers = switchedOn.map(({ slug, settings }) => ({ slug, parsed: settings.safeParse(env) }));

  const problems = [settings, ...providers.map(({ parsed }) => parsed)]
    .flatMap((parsed) => parsed.error?.issues ?? [])
    .map(inWords);
  if (settings.success) problems.push(...contradictions(settings.data));
  if (!settings.success || problems.length > 0) throw new Error(`The settings are not valid:\n${problems.join("\n")}`);

  return {
    ...settings.data,
    providers: new Map(providers.flatMap(({ slug, parsed }) => (parsed.success ? [[slug, parsed.data] as const] : []))),
  };
}

/** An issue without its input: the messages of a few checks would repeat what was given. */
function inWords(issue: z.core.$ZodIssue): string {
  const name = issue.path.join(".");
  if (issue.code === "invalid_type") return `  ${name}: is missing`;
  if (issue.code === "too_small" && issue.origin === "string")
    return `  ${name}: is shorter than ${issue.minimum} characters`;
  if (issue.code === "invalid_value") return `  ${name}: is none of ${issue.values.map(String).join(", ")}`;
  if (issue.code === "too_small") return `  ${name}: is below ${issue.minimum}`;
  if (issue.code === "too_big") return `  ${name}: is above ${issue.maximum}`;
  return `  ${name}: ${issue.code === "custom" || issue.code === "invalid_format" ? issue.message : "is not valid"}`;
}

function contradictions(given: z.output<typeof PRODUCT_SETTINGS>): string[] {
  const { DEMO, PAYMENTS_MODE, UPLINE_TEST_ENDPOINTS, PAYOUT_PROVIDER, DATABASE_URL, SANDBOX_URL } = given;
  const isUnsafe = PAYOUT_PROVIDER !== "sandbox" && DATABASE_URL.startsWith("file:");
  const always = isUnsafe
    ? ["  PAYOUT_PROVIDER: real payouts need PostgreSQL, because the embedded database may lose its last seconds"]
    : [];
  if (PAYMENTS_MODE === "test") return always;
  return [
    ...always,
    ...(DEMO ? ["  DEMO: is refused with PAYMENTS_MODE=live, because demo sign-ins have known passwords"] : []),
    ...(UPLINE_TEST_ENDPOINTS ? ["  UPLINE_TEST_ENDPOINTS: is refused with PAYMENTS_MODE=live"] : []),
    ...(SANDBOX_URL
      ? ["  SANDBOX_URL: is refused with PAYMENTS_MODE=live, because the sandbox says that it paid and moves no money"]
      : []),
  ];
}
