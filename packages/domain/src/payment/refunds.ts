import { type Instant, later, plusMs, toUnixSeconds } from "../time/instant.ts";
import type { FactOf, PaymentFact } from "./facts.ts";
import { byTime, type TakenBack, total } from "./taken-back.ts";

/** A provider announces one refund by its id and by a new total within minutes of each other. */
const SAME_REFUND_MS = 300_000;

/** The refunds that count, by id and by what running totals say beyond them. */
export function refundsOf(facts: readonly PaymentFact[]): TakenBack[] {
  const undoneAt = new Map<string, Instant>();
  for (const fact of facts) {
    if (fact.operation !== "refund_undone") continue;
    undoneAt.set(fact.operationRef, later(fact.occurredAt, undoneAt.get(fact.operationRef) ?? fact.occurredAt));
  }
  const all = refundsById(facts);
  const standing = all.filter(({ ref }) => !undoneAt.has(ref));
  const snapshots = facts.filter((fact) => fact.operation === "refunded_total").sort(byTimeThenTotal);
  const latest = snapshots.at(-1);
  if (latest === undefined) return standing;

  // Its total still holds what was undone later.
  const undoneSince = all.filter((refund) => {
    const at = undoneAt.get(refund.ref);
    return at !== undefined && toUnixSeconds(at) >= toUnixSeconds(latest.occurredAt) && isWithin(refund, latest);
  });
  const excess = latest.amount.minor - total(undoneSince) - total(standing);
  return excess > 0n ? [...standing, ...beyondIds(snapshots, standing, excess)] : standing;
}

/** Each refund once: two reports of one id count from the earlier, with the larger amount. */
function refundsById(facts: readonly PaymentFact[]): TakenBack[] {
  const byId = new Map<string, TakenBack>();
  for (const { operationRef: ref, amount, occurredAt } of facts.filter((fact) => fact.operation === "refunded")) {
    const known = byId.get(ref);
    const amountMinor = known && known.amountMinor > amount.minor ? known.amountMinor : amount.minor;
    const since = known && known.occurredAt < occurredAt ? known.occurredAt : occurredAt;
    byId.set(ref, { ref, amountMinor, occurredAt: since, cause: "refund" });
  }
  return [...byId.values()].sort(byTime);
}

/** Splits the excess of the running totals over the known ids into the moments at which the totals rose. */
function beyondIds(
  snapshots: readonly FactOf<"refunded_total">[],
  standing: readonly TakenBack[],
  excess: bigint,
): TakenBack[] {
  const steps = new Map<string, TakenBack>();
  let reached = 0n;
  for (const snapshot of snapshots) {
    const above = snapshot.amount.minor - total(standing.filter((refund) => isWithin(refund, snapshot)));
    const level = snapshot === snapshots.at(-1) || above > excess ? excess : above;
    if (level <= reached) continue;

    const ref = `total:${snapshot.amount.minor}`;
    const { amountMinor, occurredAt } = steps.get(ref) ?? { amountMinor: 0n, occurredAt: snapshot.occurredAt };
    steps.set(ref, { ref, amountMinor: amountMinor + level - reached, occurredAt, cause: "refund" });
    reached = level;
  }
  return [...steps.values()];
}

function isWithin(refund: TakenBack, snapshot: FactOf<"refunded_total">): boolean {
  return refund.occurredAt <= plusMs(snapshot.occurredAt, SAME_REFUND_MS);
}

function byTimeThenTotal(a: FactOf<"refunded_total">, b: FactOf<"refunded_total">): number {
  if (a.occurredAt !== b.occurredAt) return a.occurredAt < b.occurredAt ? -1 : 1;
  return a.amount.minor === b.amount.minor ? 0 : a.amount.minor < b.amount.minor ? -1 : 1;
}
