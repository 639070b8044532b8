import type { Config } from "../config.ts";
import type { CompanyClock } from "../gateway/company-clock.ts";
import type { Courier } from "../gateway/deliver.ts";
import { eventText } from "../gateway/event-text.ts";
import type { FactKind, Payment, PayoutBook } from "./payout-book.ts";
import { factOf } from "./payout-routes.ts";

/** Makes things happen to payments later, and tells the portal by signed webhooks. */
export type PayoutNews = Readonly<{
  /** These happen one after the other, each after the pause; never, when payments are moved by hand. */
  plan(payment: Payment, kinds: readonly FactKind[]): void;
  tell(payment: Payment, kind: FactKind): Promise<void>;
  /** Forgets all that is planned. */
  stop(): void;
}>;

export type NewsDeps = Readonly<{
  config: Config;
  book: PayoutBook;
  now: CompanyClock;
  courier: Courier;
  /** Pause before each thing that happens to a payment by itself; null: nothing does. */
  pauseMs: number | null;
}>;

export function payoutNews({ config, book, now, courier, pauseMs }: NewsDeps): PayoutNews {
  const planned = new Set<NodeJS.Timeout>();

  async function tell({ key, reference }: Payment, kind: FactKind): Promise<void> {
    if (config.secrets.standard === null) return;
    const timestamp = (await now()).toISOString();
    const data = { payoutKey: key, reference, mode: "test" };
    await courier.deliver({
      provider: "standard",
      kind: `payout.${kind}`,
      body: eventText({ type: `payout.${kind}`, timestamp, data }),
    });
  }

  function plan(payment: Payment, kinds: readonly FactKind[]): void {
    const [next, ...later] = kinds;
    if (pauseMs === null || next === undefined) return;
    const timer = setTimeout(async () => {
      planned.delete(timer);
      const changed = book.note(payment.key, await factOf({ now }, next));
      if (changed === null) return;
      plan(changed, later);
      await tell(changed, next);
    }, pauseMs);
    planned.add(timer);
  }

  return {
    plan,
    tell,
    stop() {
      for (const timer of planned) clearTimeout(timer);
      planned.clear();
    },
  };
}
