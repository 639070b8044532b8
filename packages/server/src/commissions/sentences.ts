import { type Bonus, type Explain, type Instant, money, moneyText, type Step } from "@upline/domain";
import type { PersonRef } from "./people-seen.ts";

/** A sentence that the portal words: the key of a message and what fills it. Amounts and volumes are decimal text. */
export interface SentenceParts {
  readonly key: string;
  readonly values: Readonly<Record<string, string>>;
}

export interface SpokenLine {
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly level: number;
  readonly effectiveAt: Instant;
  readonly because: Explain | null;
  readonly bonus: Bonus | undefined;
  readonly from: PersonRef | null;
  /** Only of the earner's own customers. */
  readonly buyerName: string | null;
  readonly orderNumber: string | null;
  readonly isReversal: boolean;
}

export const stepOf = <K extends Step["kind"]>(because: Explain | null, kind: K): Extract<Step, { kind: K }> | null =>
  because?.steps.find((step): step is Extract<Step, { kind: K }> => step.kind === kind) ?? null;

/** The one sentence about a line: `line.` and the family of its bonus, or `line.reversal`. */
export function lineSentence(line: SpokenLine): SentenceParts {
  const { bonus, because, from, amountMinor } = line;
  const source = stepOf(because, "source");
  const refund = stepOf(because, "refund");
  const values: Record<string, string | null | undefined> = {
    amount: moneyText(money(amountMinor, line.currency)),
    currency: line.currency,
    bonus: bonus?.label,
    level: String(line.level),
    order: line.orderNumber,
    buyer: line.buyerName,
    from: from?.name,
    at: line.effectiveAt,
    base: source?.base,
    volume: source?.volume?.toUpperCase(),
    rate: stepOf(because, "rate")?.rate,
    row: stepOf(because, "rate")?.row,
    exact: stepOf(because, "round")?.exact,
    days: bonus && "withinDaysOfJoin" in bonus.source ? String(bonus.source.withinDaysOfJoin ?? "") : null,
    originalAmount: refund?.originalAmount,
    refundedBase: refund?.refundedBase,
    ofBase: refund?.ofBase,
  };
  const known = Object.entries(values).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string" && entry[1] !== "",
  );
  return { key: line.isReversal ? "line.reversal" : `line.${kindOf(bonus)}`, values: Object.fromEntries(known) };
}

/** What the bonus pays, as the plan says it. */
export function ruleSentence(bonus: Bonus): SentenceParts {
  const { rate, source, walk, settle } = bonus;
  const levels = "levels" in walk ? String(walk.levels) : "0";
  const rates = rate && "byLevel" in rate ? rate.byLevel.join(" / ") : rate && "flat" in rate ? rate.flat : "";
  const days = "withinDaysOfJoin" in source ? String(source.withinDaysOfJoin ?? "") : "";
  const values = { bonus: bonus.label, rates, levels, days, holdDays: String(settle.holdDays) };
  return { key: `rule.${kindOf(bonus)}`, values };
}

/** Sources that are a family of their own. */
const BY_SOURCE = {
  legs: "binary",
  payouts: "match",
  fund: "pool",
  milestone: "award",
  tiers: "tier",
  party: "party",
  custom: "other",
} as const;

const BY_WALK = { differential: "differential", generations: "generations", coded: "coded", passUp: "passUp" } as const;

type Family =
  | (typeof BY_SOURCE)[keyof typeof BY_SOURCE]
  | (typeof BY_WALK)[keyof typeof BY_WALK]
  | "retail"
  | "fastStart"
  | "unilevel";

/** The family that a bonus reads as. */
function kindOf(bonus: Bonus | undefined): Family {
  if (!bonus) return "other";
  const { source, walk } = bonus;
  if (source.kind !== "orders" && source.kind !== "margin") return BY_SOURCE[source.kind];
  if (walk.to in BY_WALK) return BY_WALK[walk.to as keyof typeof BY_WALK];
  if (walk.to === "self") return "retail";
  if (bonus.source.kind === "orders" && bonus.source.withinDaysOfJoin) return "fastStart";
  return bonus.walk.to === "upline" ? "unilevel" : "other";
}
