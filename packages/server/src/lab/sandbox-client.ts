import { DomainError } from "@upline/domain";
import { z } from "zod";
import type { Deps } from "../deps.ts";

const TIMEOUT_MS = 60_000;

export const Exchange = z.object({
  method: z.string(),
  path: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
  bodySha256: z.string(),
  sentAt: z.string(),
  ms: z.number(),
  status: z.number().nullable(),
  answer: z.string(),
  retryAfter: z.string().nullable().optional(),
  error: z.string().nullable(),
  eventRef: z.string().nullable(),
});
/** One request of the sandbox and what our door answered. */
export type Exchange = z.output<typeof Exchange>;

const Composed = z.object({ body: z.string() });
const Sent = z.object({ requests: z.array(Exchange) });
const Curl = z.object({ asSent: z.string(), resign: z.string(), validForSeconds: z.number().optional() });
const Refused = z.object({
  detail: z.string().optional(),
  message: z.string().optional(),
  error: z.string().optional(),
});

/** The sandbox's control port. The portal never calls its own door: the sandbox signs and sends, as a gateway would. */
export const sandbox = {
  compose: (deps: Deps, input: object) => ask(deps, "compose", input, Composed),
  send: (deps: Deps, input: object) => ask(deps, "send", input, Sent),
  curl: (deps: Deps, input: object) => ask(deps, "curl", input, Curl),
};

/** @throws DomainError `demo_only` without a sandbox, `input_malformed` when the sandbox refuses, in its words */
async function ask<T>(deps: Deps, verb: string, input: object, schema: z.ZodType<T>): Promise<T> {
  const { DEMO, SANDBOX_URL, SANDBOX_CONTROL_TOKEN } = deps.config;
  if (!DEMO || !SANDBOX_URL || !SANDBOX_CONTROL_TOKEN) {
    throw new DomainError("demo_only", "The laboratory runs in the demo only. Start it with npm run demo.");
  }
  const reply = await deps
    .fetch(new URL(`/control/${verb}`, SANDBOX_URL), {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${SANDBOX_CONTROL_TOKEN}` },
      body: JSON.stringify(input),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    .catch(() => null);
  if (reply === null) throw new DomainError("demo_only", "The sandbox does not answer. Start both with npm run demo.");
  const body: unknown = await reply.json().catch(() => null);
  if (!reply.ok) {
    const said = Refused.safeParse(body).data;
    const words = said?.detail ?? said?.message ?? said?.error;
    throw new DomainError("input_malformed", words ?? `The sandbox refused with status ${reply.status}.`);
  }
  return schema.parse(body);
}
