import { valueAt } from "../genealogy/roll-up.ts";
import { parseDecimal } from "../money/decimal.ts";
import { compile } from "../rank/conditions.ts";
import { type Cell, type ClosingContext, readersIn, removedIn } from "./closing.ts";
import { fundOf, shareReader } from "./families/fund.ts";
import { closeLegs } from "./families/legs.ts";
import { nextAwards } from "./families/milestone.ts";
import { salesOf } from "./families/party.ts";
import { livePayouts, payoutsOf } from "./families/payouts.ts";
import { leftNothing } from "./limit-reasons.ts";
import { closingMatchReason } from "./match-reasons.ts";
import type { Line } from "./outcome.ts";
import { type PairReason, plain } from "./pair-reasons.ts";
import type { Rule } from "./rule.ts";
import { carriedFrom } from "./running.ts";
import { slotVolumes } from "./slots.ts";
import { shortText } from "./text.ts";

/**
 * Why somebody gets nothing of a bonus that does not go order by order: legs, pools, awards, tiers, parties, matches.
 * The pair is the period and the distributor.
 */
export function periodReason(rule: Rule, context: ClosingContext, distributorId: string, paid: Paid): PairReason {
  const { world } = context;
  const person = world.numberOf.get(distributorId);
  if (person === undefined) return plain("not_in_upline");
  const { source } = rule;
  const gone = removedIn(context)(person);
  if (gone) return plain(gone);
  const shut = readersIn(rule, context).gate(person);
  const cell = paid.cells.find((one) => one.rule === rule && one.earnerId === distributorId);
  if (source.kind === "legs") return legReason(rule, context, person, { shut, cell });
  if (cell) return leftNothing(cell, () => true);
  if (source.kind === "payouts") {
    const payouts = [...livePayouts(paid.live), ...payoutsOf(paid.cells)];
    return closingMatchReason(rule, source, context, { payouts, person }) ?? plain("rounds_to_zero");
  }
  if (shut && source.kind !== "party") return plain(shut);
  if (source.kind === "fund") {
    if (fundOf(rule, source, context) === 0n) return plain("fund_empty");
    return plain(shareReader(rule, source, context)(person).n === 0n ? "no_shares" : "rounds_to_zero");
  }
  if (source.kind === "milestone") return awardReason(rule, context, person);
  if (source.kind === "tiers") {
    const holds = source.tiers.some(({ when }) => compile(when, context.columns)(person));
    return plain(holds ? "rounds_to_zero" : "no_tier");
  }
  return source.kind === "party" ? partyReason(rule, context, distributorId) : plain("not_in_source");
}

/** What the evaluation paid, at once and at the close. */
export interface Paid {
  readonly live: readonly Line[];
  readonly cells: readonly Cell[];
}

function legReason(
  rule: Rule,
  context: ClosingContext,
  person: number,
  { shut, cell }: { readonly shut: PairReason["code"] | null; readonly cell: Cell | undefined },
): PairReason {
  const { source, plan, bonus } = rule;
  if (source.kind !== "legs") return plain("not_in_source");
  const epochs = context.forest(source.tree);
  if ((epochs.tree(epochs.last).bfs[person] ?? -1) < 0) return plain("unplaced");
  const id = context.world.ids[person] ?? "";
  const carried = carriedFrom(plan, context.opening);
  const [left, right] = slotVolumes(context, source.tree, source.volume);
  const outcome = closeLegs(rule, source, context, {
    person,
    before: carried.legs(bonus.id, id),
    added: [valueAt(left, person), valueAt(right, person)],
    close: carried.close(bonus.id),
  });
  const detail = {
    left: shortText(outcome.opening[0] + outcome.added[0]),
    right: shortText(outcome.opening[1] + outcome.added[1]),
  };
  if (shut) {
    const lost = outcome.flushed[0] !== 0n || outcome.flushed[1] !== 0n;
    if (!lost) return plain(shut, detail);
    const isFlushed = source.unqualified.flush && outcome.opening[0] + outcome.opening[1] !== 0n;
    return plain(isFlushed ? "flushed_unqualified" : "not_accrued", { ...detail, because: shut });
  }
  if (outcome.matched?.reason) return plain(outcome.matched.reason, detail);
  if (!cell) return plain("rate_zero", detail);
  const reason = leftNothing(cell, () => true);
  return { ...reason, detail: { ...detail, ...reason.detail } };
}

function awardReason(rule: Rule, context: ClosingContext, person: number): PairReason {
  const { source, plan, bonus } = rule;
  if (source.kind !== "milestone") return plain("not_in_source");
  const { qualified, paidAs } = context.columns.ranks;
  const before = carriedFrom(plan, context.opening).awards(bonus.id, context.world.ids[person] ?? "");
  const places = { qualified: qualified[person] ?? 0, paidAs: paidAs[person] ?? 0, isOpen: true };
  const { due } = nextAwards(rule, source, before, places);
  if (due.length > 0) return plain("rounds_to_zero");
  const running = Object.values(before).some(({ paid, closes }) => {
    return paid < source.instalments && closes < (source.outOf ?? source.instalments);
  });
  if (running) return plain("instalment_missed");
  if (Object.keys(before).length > 0) return plain("already_awarded");
  const next = plan.ranks.find((_, rank) => rank > places.qualified && rule.rates.at(0, rank) !== 0n);
  if (!next) return plain("rate_zero");
  return plain("no_tier", { have: plan.ranks[places.qualified]?.id ?? "", need: next.id });
}

function partyReason(rule: Rule, context: ClosingContext, distributorId: string): PairReason {
  const { source } = rule;
  if (source.kind !== "party") return plain("not_in_source");
  const { given, last, parties } = context.world;
  const own = parties.filter(({ host }) => host === distributorId);
  const party = own.find(({ closedAt }) => closedAt !== null && closedAt >= given.period.start && closedAt <= last);
  if (!party) {
    const isOpen = own.some(({ closedAt }) => closedAt === null || closedAt > last);
    return plain(isOpen ? "party_open" : "not_in_source");
  }
  const sales = salesOf(party, source, context).base;
  const need = parseDecimal(source.minSales, 2) ?? 0n;
  const detail = { have: shortText(sales), need: shortText(need), bookings: String(party.bookings) };
  return plain("party_below_minimum", detail);
}
