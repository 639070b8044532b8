import type { Config, Provider } from "../config.ts";
import { Refusal } from "../refusal.ts";
import { request } from "./mischief.ts";
import { type Exchange, send } from "./send.ts";
import type { SentLog } from "./sent-log.ts";

/** An event that is to be signed and posted; `kind` is its type, for the list. */
export type Outgoing = Readonly<{ provider: Provider; kind: string; body: string }>;

/** Sends the shop's own events like a gateway: signed anew for each try, and again when the portal fails. */
export type Courier = Readonly<{
  /** Ends with the first try; later ones happen by themselves. Returns the id in the sent log. */
  deliver(event: Outgoing): Promise<number>;
  /** Throws Refusal 503 `provider_off` when one of them cannot be signed for. */
  check(providers: readonly Provider[]): void;
  /** Forgets all planned tries. */
  stop(): void;
}>;

/** Five tries: at once, and after these waits. Together they outlast a portal that restarts. */
export const WAITS_MS: readonly number[] = [1_000, 3_000, 8_000, 20_000];
const LONGEST_RETRY_AFTER_MS = 30_000;

export function courier(
  config: Pick<Config, "portalUrl" | "secrets">,
  log: SentLog,
  waitsMs: readonly number[] = WAITS_MS,
): Courier {
  const planned = new Set<NodeJS.Timeout>();

  async function attempt(id: number): Promise<void> {
    const delivery = log.find(id);
    if (delivery === null) return;
    const { provider, body } = delivery;
    const secret = secretFor(config, provider);
    const exchange = await send(
      config.portalUrl,
      request({ provider, body, secret, seconds: Math.floor(Date.now() / 1000) }),
    );
    const tries = [...delivery.tries, exchange];
    const wait = waitsMs[tries.length - 1];
    if (!isWorthAnotherTry(exchange)) {
      const isAccepted = exchange.status !== null && exchange.status >= 200 && exchange.status < 300;
      log.change(id, { tries, state: isAccepted ? "delivered" : "refused", nextTryAt: null });
    } else if (wait === undefined) {
      log.change(id, { tries, state: "given_up", nextTryAt: null });
    } else {
      const waitMs = Math.max(wait, askedWaitMs(exchange));
      log.change(id, { tries, state: "waiting", nextTryAt: new Date(Date.now() + waitMs).toISOString() });
      plan(id, waitMs);
    }
  }

  function plan(id: number, waitMs: number): void {
    const timer = setTimeout(() => {
      planned.delete(timer);
      void attempt(id);
    }, waitMs);
    planned.add(timer);
  }

  return {
    async deliver({ provider, kind, body }) {
      secretFor(config, provider);
      const id = log.add({ provider, kind, by: "shop", body, tries: [], state: "sending", nextTryAt: null });
      await attempt(id);
      return id;
    },
    check(providers) {
      for (const provider of providers) secretFor(config, provider);
    },
    stop() {
      for (const timer of planned) clearTimeout(timer);
      planned.clear();
    },
  };
}

/** @throws Refusal 503 `provider_off` when this sandbox has no secret to sign with */
export function secretFor({ secrets }: Pick<Config, "secrets">, provider: Provider): string {
  const own = secrets[provider];
  if (own !== null) return own.current;
  const name = `${provider.toUpperCase()}_WEBHOOK_SECRET`;
  throw new Refusal(503, "provider_off", `The sandbox cannot sign for ${provider}: ${name} is not set.`);
}

/** 4xx means that the same bytes will not be taken later either; a redirect is never followed. */
function isWorthAnotherTry({ status }: Exchange): boolean {
  return status === null || status >= 500;
}

function askedWaitMs({ retryAfter }: Exchange): number {
  const seconds = /^\d{1,4}$/.test(retryAfter ?? "") ? Number(retryAfter) : 0;
  return Math.min(seconds * 1000, LONGEST_RETRY_AFTER_MS);
}
