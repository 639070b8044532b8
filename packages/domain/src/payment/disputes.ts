import type { FactOf, PaymentFact } from "./facts.ts";
import type { TakenBack } from "./taken-back.ts";

type Outcome = FactOf<"dispute_won"> | FactOf<"dispute_lost">;

/** How many disputes were opened and have neither been won nor lost. */
export function openDisputeCount(facts: readonly PaymentFact[]): number {
  const opened = new Set(facts.filter(({ operation }) => operation === "disputed").map((fact) => fact.operationRef));
  return [...opened].filter((ref) => outcomeOf(ref, facts) === null).length;
}

/**
 * What lost disputes take, at most `wholeMinor` each; an unknown amount is the one of the opening, or the whole.
 * The caller cuts them to what refunds have left.
 */
export function lostDisputes(facts: readonly PaymentFact[], wholeMinor: bigint): TakenBack[] {
  const refs = new Set(facts.filter((fact) => fact.operation === "dispute_lost").map((fact) => fact.operationRef));
  return [...refs].flatMap((ref) => {
    const outcome = outcomeOf(ref, facts);
    if (outcome?.operation !== "dispute_lost") return [];
    const amountMinor = outcome.amount?.minor ?? openedAmount(ref, facts) ?? wholeMinor;
    return [{ ref, amountMinor, occurredAt: outcome.occurredAt, cause: "chargeback" as const }];
  });
}

/** The latest word on a dispute; at the same moment a loss counts, and of two losses the larger. */
function outcomeOf(ref: string, facts: readonly PaymentFact[]): Outcome | null {
  let latest: Outcome | null = null;
  for (const fact of facts) {
    if (fact.operation !== "dispute_won" && fact.operation !== "dispute_lost") continue;
    if (fact.operationRef === ref && (latest === null || isLaterWord(fact, latest))) latest = fact;
  }
  return latest;
}

function isLaterWord(fact: Outcome, than: Outcome): boolean {
  if (fact.occurredAt !== than.occurredAt) return fact.occurredAt > than.occurredAt;
  if (fact.operation !== than.operation) return fact.operation === "dispute_lost";
  return (fact.amount?.minor ?? -1n) > (than.amount?.minor ?? -1n);
}

function openedAmount(ref: string, facts: readonly PaymentFact[]): bigint | null {
  const amounts = facts.flatMap((fact) =>
    fact.operation === "disputed" && fact.operationRef === ref && fact.amount ? [fact.amount.minor] : [],
  );
  return amounts.reduce<bigint | null>((most, minor) => (most === null || minor > most ? minor : most), null);
}
