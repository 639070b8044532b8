import { invariant } from "../../errors/domain-error.ts";
import type { Column } from "../../genealogy/roll-up.ts";
import type { Source } from "../../plan/bonus-schema.ts";
import { type ClosingContext, type Part, partOf, partOfCells, readersIn, removedIn } from "../closing.ts";
import type { Rule } from "../rule.ts";
import type { Carried } from "../running.ts";
import { roundedNumber } from "../settle-numbers.ts";
import type { Sheet } from "../sheet.ts";
import { slotVolumes } from "../slots.ts";
import { closeLegs, legCell, legCells } from "./legs.ts";

type LegsSource = Extract<Source, { kind: "legs" }>;

const MOST = 2 ** 52;

/** What each earner gets of his legs; the legs as they stand afterwards go into what is carried. */
export function legPart(rule: Rule, source: LegsSource, context: ClosingContext, carried: Carried): Part {
  const sides = slotVolumes(context, source.tree, source.volume);
  const sheet = legSheet(rule, source, context, { carried, sides });
  return sheet ? partOf(rule, sheet) : partOfCells(rule, legCells(rule, source, context, { carried, sides }));
}

/**
 * The most usual close of legs in numbers: a percentage of the weaker leg, nothing carried in, nothing that cuts what is
 * carried on. Null for every other one, which `closeLegs` decides person by person with the same outcome.
 */
function legSheet(
  rule: Rule,
  source: LegsSource,
  context: ClosingContext,
  { carried, sides }: { readonly carried: Carried; readonly sides: readonly [Column, Column] },
): Sheet | null {
  const [left, right] = sides;
  if (!(left instanceof Float64Array && right instanceof Float64Array) || !isPlain(rule, source)) return null;
  if (carried.bringsLegs(rule.bonus.id)) return null;
  const closed = closeAll(rule, source, context, [left, right]);
  if (!closed) return null;
  const close = carried.close(rule.bonus.id);
  const { earner, rest, ...columns } = closed;
  carried.keepLegColumns(rule.bonus.id, { ids: context.world.ids, close, left: rest[0], right: rest[1] });
  const count = earner.length;
  return {
    rule,
    earner,
    ...columns,
    from: Int32Array.from({ length: count + 1 }, (_, k) => k),
    source: new Int32Array(count).fill(-1),
    sourceKey: "legs",
    segment: new Uint16Array(count),
    level: new Int32Array(count),
    cell(k) {
      const person = earner[k] ?? 0;
      const added = [BigInt(left[person] ?? 0), BigInt(right[person] ?? 0)] as const;
      const outcome = closeLegs(rule, source, context, { person, before: undefined, added, close });
      const { matched } = outcome;
      invariant(matched, "whoever stands in the sheet has a match");
      return legCell(rule, context, person, { ...outcome, matched });
    },
  };
}

/** @returns what everybody with a match is paid, and what is left of all legs; null beyond exact numbers */
function closeAll(
  rule: Rule,
  source: LegsSource,
  context: ClosingContext,
  [left, right]: readonly [Float64Array, Float64Array],
) {
  const size = left.length;
  const rest = [left.slice(), right.slice()] as const;
  const [earner, base] = [new Int32Array(size), new Float64Array(size)];
  const [rates, minor] = [new Float64Array(size), new Float64Array(size)];
  const [removed, readers] = [removedIn(context), readersIn(rule, context)];
  const [factor, unit] = [Number(rule.factor.n), Number(rule.factor.d)];
  let count = 0;
  for (let person = 0; person < size; person += 1) {
    const [l, r] = [left[person] ?? 0, right[person] ?? 0];
    if (l === 0 && r === 0) continue;
    const gone = removed(person);
    if (gone !== null || readers.gate(person) !== null) {
      const keeps = gone !== "terminated" && source.unqualified.accrue;
      rest[0][person] = keeps || (l < 0 && gone !== "terminated") ? l : 0;
      rest[1][person] = keeps || (r < 0 && gone !== "terminated") ? r : 0;
      continue;
    }
    const matched = Math.max(0, Math.min(l, r));
    if (matched === 0) continue;
    rest[0][person] = l - matched;
    rest[1][person] = r - matched;
    const rate = readers.rate(person, 0);
    const amount = matched * Number(rate.n) * factor;
    if (rate.d !== 1n || !(Math.abs(amount) < MOST)) return null;
    const most = rule.perEarner?.[readers.rank(person)] ?? null;
    const whole = roundedNumber(amount, unit, rule.plan.policies.rounding);
    const paid = most !== null && whole > most ? Number(most) : whole;
    if (amount === 0) continue;
    earner[count] = person;
    base[count] = matched;
    rates[count] = Number(rate.n);
    minor[count] = paid;
    count += 1;
  }
  const cut = (values: Float64Array) => values.subarray(0, count);
  return { earner: earner.slice(0, count), base: cut(base), rate: cut(rates), minor: cut(minor), rest };
}

function isPlain({ perSource, perEarner }: Rule, { match, carry }: LegsSource): boolean {
  return "percent" in match && !perSource && carry.max === undefined && (!perEarner || carry.capConsumes === "all");
}
