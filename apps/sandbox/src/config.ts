import { z } from "zod";

/** The two schemes this sandbox can sign: Stripe's own, and Standard Webhooks. */
export const PROVIDERS = ["stripe", "standard"] as const;
export type Provider = (typeof PROVIDERS)[number];

/** The signing secret in use, and the one that is being rotated out. Both are `whsec_…` texts. */
export type Secrets = Readonly<{ current: string; previous: string | null }>;

export type Config = Readonly<{
  /** HTTP; the mail catcher listens on the next one. */
  port: number;
  /** Origin of the portal, without a trailing slash. */
  portalUrl: string;
  /** Bearer token of /control/*; null switches the control API off. */
  controlToken: string | null;
  /** Pause before each thing that happens to a payout by itself; null: they are moved by hand. */
  payoutPauseMs: number | null;
  /** Null: this provider is not configured, nothing is signed for it. */
  secrets: Readonly<Record<Provider, Secrets | null>>;
}>;

const STANDARD_SECRET = /^whsec_[A-Za-z0-9+/]+={0,2}$/;
const stripeSecret = z.string().min(16, "is shorter than 16 characters");
const standardSecret = z
  .string()
  .regex(STANDARD_SECRET, "is not whsec_ and base64")
  .refine((text) => {
    const bytes = Buffer.from(text.slice("whsec_".length), "base64").length;
    return bytes >= 24 && bytes <= 64;
  }, "does not hold 24 to 64 bytes");

const Environment = z.object({
  SANDBOX_PORT: z.coerce.number().int().min(0).max(65_534).default(3900),
  PORTAL_URL: z.url({ protocol: /^https?$/ }).default("http://localhost:3000"),
  SANDBOX_PAYOUT_PAUSE_MS: z.coerce.number().int().min(0).max(86_400_000).default(4_000),
  SANDBOX_CONTROL_TOKEN: z.string().min(16, "is shorter than 16 characters").optional(),
  STRIPE_WEBHOOK_SECRET: stripeSecret.optional(),
  STRIPE_WEBHOOK_SECRET_PREVIOUS: stripeSecret.optional(),
  STANDARD_WEBHOOK_SECRET: standardSecret.optional(),
  STANDARD_WEBHOOK_SECRET_PREVIOUS: standardSecret.optional(),
});

/**
 * Reads the settings from the environment. An empty text counts as unset.
 *
 * @throws Error with one sentence per variable that cannot be used
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const read = Environment.safeParse(given);
  if (!read.success) {
    const sentences = read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new Error(sentences.join("\n"));
  }
  const { data } = read;
  return {
    port: data.SANDBOX_PORT,
    portalUrl: data.PORTAL_URL.replace(/\/+$/, ""),
    controlToken: data.SANDBOX_CONTROL_TOKEN ?? null,
    payoutPauseMs: data.SANDBOX_PAYOUT_PAUSE_MS,
    secrets: {
      stripe: secretsOf(data.STRIPE_WEBHOOK_SECRET, data.STRIPE_WEBHOOK_SECRET_PREVIOUS),
      standard: secretsOf(data.STANDARD_WEBHOOK_SECRET, data.STANDARD_WEBHOOK_SECRET_PREVIOUS),
    },
  };
}

function secretsOf(current: string | undefined, previous: string | undefined): Secrets | null {
  return current === undefined ? null : { current, previous: previous ?? null };
}
