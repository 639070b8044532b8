/** What somebody's announcement waits for: another person or an order that has not arrived yet. */
export interface Waiting {
  readonly kind: "order" | "distributor" | "payment";
  readonly value: string;
}

/** Outcomes that an announcement of a person or an order shares: nothing is dropped, nothing is merged silently. */
export type NotYet =
  | { readonly state: "waiting"; readonly waitingFor: readonly Waiting[] }
  | { readonly state: "held"; readonly because: string; readonly detail: string };
