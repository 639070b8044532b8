import type { Calculator, CustomLine } from "../../../evaluate/families/custom.ts";
import { parseDecimal } from "../../../money/decimal.ts";
import { add, compareExact, type Exact, exact, negated, times } from "../../../money/exact.ts";

const NONE = exact(0n);

/**
 * A leg generates `max(rate x own, lba)` for the one above; whoever has such legs keeps what he receives less what his
 * own volume falls short of `lba`.
 *
 * @see the leadership bonus of a public plan, as Amwaywiki tells it
 */
export const leadershipGuarantee: Calculator = (ctx) => {
  const lba = ctx.money(ctx.text("lba"));
  const own = (person: number) => ctx.share(ctx.own(ctx.text("volume"), person), ctx.text("rate"));
  const generates = (person: number) => (compareExact(own(person), lba) > 0 ? own(person) : lba);
  return ctx.people.flatMap((name, person): CustomLine[] => {
    const legs = ctx.children(person);
    if (legs.length === 0) return [];
    const received = legs.map(generates).reduce(add, NONE);
    const below = add(lba, negated(own(person)));
    const short = ctx.up(person) === null || below.n < 0n ? NONE : below;
    return [{ earner: person, source: name, exact: add(received, negated(short)) }];
  });
};

/**
 * Each order is the purchase of a package; at each level the cheaper package of buyer and receiver (the buyer's when
 * they cost the same) decides fee, share, and how many levels there are.
 *
 * @see WTK Software, unilevel by package
 */
export const lowerPackage: Calculator = (ctx) => {
  const feeOf = (name: string) => parseDecimal(ctx.text(`fee:${name}`), 6) ?? 0n;
  const packageOf = (person: number) => ctx.attribute("package", person) ?? "";
  return ctx.orders.flatMap(({ id, person }) => {
    const lines: CustomLine[] = [];
    let level = 1;
    for (let up = ctx.up(person); up !== null; up = ctx.up(up)) {
      const [bought, held] = [packageOf(person), packageOf(up)];
      const name = feeOf(held) < feeOf(bought) ? held : bought;
      const share = ctx.list(`rates:${name}`)[level - 1];
      if (share !== undefined && name !== "") {
        const amount = times(ctx.money(ctx.text(`fee:${name}`)), exact(parseDecimal(share, 6) ?? 0n, 1_000_000n));
        lines.push({ earner: up, source: `${id}:${level}`, exact: amount });
      }
      level += 1;
    }
    return lines;
  });
};

/**
 * Everybody above at distance k earns `a^k x b` of the volume; the buyer earns nothing.
 *
 * @see "Mechanisms for Multi-Level Marketing", EC 2011
 */
export const geometric: Calculator = (ctx) => {
  const factor = (text: string): Exact => exact(parseDecimal(text, 6) ?? 0n, 1_000_000n);
  const [a, b] = [factor(ctx.text("a")), factor(ctx.text("b"))];
  return ctx.people.flatMap((name, person): CustomLine[] => {
    const base = ctx.share(ctx.own(ctx.text("volume"), person), "1");
    if (base.n === 0n) return [];
    const lines: CustomLine[] = [];
    let weight = times(a, b);
    for (let up = ctx.up(person); up !== null; up = ctx.up(up)) {
      lines.push({ earner: up, source: name, exact: times(weight, base) });
      weight = times(weight, a);
    }
    return lines;
  });
};
