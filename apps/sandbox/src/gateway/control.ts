import { createHash, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { type Config, PROVIDERS, type Provider } from "../config.ts";
import { jsonReply } from "../http/reply.ts";
import type { Incoming, Route } from "../http/router.ts";
import { Refusal } from "../refusal.ts";
import type { CompanyClock } from "./company-clock.ts";
import { type AnyProduct, Compose, compose } from "./compose.ts";
import { curlTexts } from "./curl.ts";
import { secretFor } from "./deliver.ts";
import { kindOf } from "./event-text.ts";
import { MISCHIEFS, preparedRound } from "./mischief.ts";
import { type Exchange, type Prepared, send } from "./send.ts";
import type { SentLog } from "./sent-log.ts";

const Body = z
  .string()
  .min(1)
  .max(2 * 1024 * 1024);
const SendRequest = z.object({
  provider: z.enum(PROVIDERS),
  body: Body,
  mischief: z.enum(MISCHIEFS),
  /** Copies of the round; without it one, and two for a duplicate. */
  times: z.int().min(1).max(50).nullish(),
  parallel: z.boolean().nullish(),
  companion: Body.nullish(),
  /** Pause between the requests of one round, in milliseconds. */
  gapMs: z.int().min(0).max(10_000).nullish(),
});
type SendRequest = z.infer<typeof SendRequest>;
const CurlRequest = z.object({ provider: z.enum(PROVIDERS), body: Body });

export type ControlDeps = Readonly<{
  config: Config;
  log: SentLog;
  now: CompanyClock;
  anyProduct: AnyProduct;
}>;

/** The API by which the portal's laboratory asks this sandbox to compose, sign, and send. */
export function controlRoutes(deps: ControlDeps): readonly Route[] {
  const { config, now, anyProduct } = deps;
  const routes = {
    "/control/compose": async (input: unknown) => ({
      body: await compose(read(Compose, input), now, anyProduct),
    }),
    "/control/send": async (input: unknown) => ({ requests: await sendAll(deps, read(SendRequest, input)) }),
    "/control/curl": async (input: unknown) => {
      const { provider, body } = read(CurlRequest, input);
      const secret = secretFor(config, provider);
      return curlTexts({ provider, body, secret, seconds: wallSeconds(), portalUrl: config.portalUrl });
    },
  };
  return Object.entries(routes).map(([path, answer]) => ({
    method: "POST",
    path,
    async handle(incoming) {
      refuseStrangers(config, incoming);
      return jsonReply(await answer(await jsonOf(incoming)));
    },
  }));
}

async function sendAll({ config, log }: ControlDeps, asked: SendRequest): Promise<readonly Exchange[]> {
  const { provider, body, mischief, companion } = asked;
  secretFor(config, provider);
  const secrets = config.secrets[provider];
  if (secrets === null) return [];
  const times = asked.times ?? (mischief === "duplicate" ? 2 : 1);
  const round = async () => {
    const order = { provider, body, mischief, secrets, companion: companion ?? undefined, seconds: wallSeconds() };
    const exchanges: Exchange[] = [];
    for (const prepared of preparedRound(order)) {
      if (exchanges.length > 0) await pause(asked.gapMs ?? 0);
      const exchange = await send(config.portalUrl, prepared);
      note(log, provider, prepared, exchange);
      exchanges.push(exchange);
    }
    return exchanges;
  };
  if (asked.parallel) return (await Promise.all(Array.from({ length: times }, round))).flat();

  const exchanges: Exchange[] = [];
  for (let count = 0; count < times; count += 1) exchanges.push(...(await round()));
  return exchanges;
}

function note(log: SentLog, provider: Provider, { raw }: Prepared, exchange: Exchange): void {
  const body = raw.toString("utf8");
  const kind = kindOf(body) ?? "unreadable";
  log.add({
    provider,
    kind,
    by: "laboratory",
    body: body.slice(0, 64 * 1024),
    tries: [exchange],
    state: "once",
    nextTryAt: null,
  });
}

/** @throws Refusal 401 or 403 without the token of this sandbox */
export function refuseStrangers({ controlToken }: Config, { headers }: Incoming): void {
  if (controlToken === null) {
    throw new Refusal(403, "control_off", "SANDBOX_CONTROL_TOKEN is not set, so the control API is off.");
  }
  // Hashes have one length, so the comparison takes one time for every guess.
  const hashed = (text: string) => createHash("sha256").update(text).digest();
  if (timingSafeEqual(hashed(headers.authorization ?? ""), hashed(`Bearer ${controlToken}`))) return;
  throw new Refusal(401, "wrong_token", "The control API needs the token of this sandbox.");
}

export async function jsonOf(incoming: Incoming): Promise<unknown> {
  const text = await incoming.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, "not_json", "The request is not JSON.");
  }
}

export function read<T extends z.ZodType>(schema: T, input: unknown): z.infer<T> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Refusal(422, "wrong_input", `${issue?.path.join(".") || "body"}: ${issue?.message ?? "does not fit"}`);
}

function wallSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
