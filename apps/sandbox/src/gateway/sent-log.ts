import type { Provider } from "../config.ts";
import type { Exchange } from "./send.ts";

export type DeliveryState = "sending" | "delivered" | "waiting" | "refused" | "given_up" | "once";

/** One event on its way to the portal, with everything that was tried. */
export type Delivery = Readonly<{
  /** Counts from 1 within this process. */
  id: number;
  provider: Provider;
  /** Type of the event, for the list. */
  kind: string;
  /** Who wanted it sent: the shop, or the laboratory. */
  by: "shop" | "laboratory";
  body: string;
  tries: readonly Exchange[];
  /** `once`: sent by the laboratory, which wants no second try. */
  state: DeliveryState;
  /** ISO 8601, wall time; null when nothing more is planned. */
  nextTryAt: string | null;
}>;

/** The last 500 deliveries, in memory. */
export type SentLog = Readonly<{
  add(delivery: Omit<Delivery, "id">): number;
  change(id: number, change: Partial<Omit<Delivery, "id">>): void;
  find(id: number): Delivery | null;
  /** Newest first. */
  list(): readonly Delivery[];
}>;

const KEPT = 500;

export function sentLog(): SentLog {
  const deliveries = new Map<number, Delivery>();
  let last = 0;
  return {
    add(delivery) {
      last += 1;
      deliveries.set(last, { ...delivery, id: last });
      deliveries.delete(last - KEPT);
      return last;
    },
    change(id, change) {
      const delivery = deliveries.get(id);
      if (delivery !== undefined) deliveries.set(id, { ...delivery, ...change });
    },
    find: (id) => deliveries.get(id) ?? null,
    list: () => [...deliveries.values()].reverse(),
  };
}
