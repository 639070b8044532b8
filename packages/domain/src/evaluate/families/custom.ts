import { type Exact, exact, floor, times } from "../../money/exact.ts";
import { rate } from "../../money/rate.ts";
import type { Source } from "../../plan/bonus-schema.ts";
import { geometric, leadershipGuarantee, lowerPackage } from "../../plan/bonuses/custom/calculators.ts";
import { Portions } from "../close-bonus.ts";
import { type Cell, type ClosingContext, removedIn } from "../closing.ts";
import { amountOf, cutPerSource, minorOf, type Rule } from "../rule.ts";
import { attributeAt } from "../world.ts";

type CustomSource = Extract<Source, { kind: "custom" }>;

/** What a calculator may ask. People are canonical numbers; amounts exact minor units. */
export interface CustomContext {
  readonly people: readonly string[];
  up(person: number): number | null;
  children(person: number): readonly number[];
  /** Hundredths of a volume that somebody sold in the period. @param volume  its place in the plan, counted from 0 */
  own(volume: string, person: number): bigint;
  attribute(key: string, person: number): string | undefined;
  readonly orders: readonly { readonly id: string; readonly person: number }[];
  text(name: string): string;
  list(name: string): readonly string[];
  money(text: string): Exact;
  /** Volume at a share. */
  share(volume: bigint, share: string): Exact;
}

export interface CustomLine {
  readonly earner: number;
  /** Names the source within the calculator, unique per earner. */
  readonly source: string;
  readonly exact: Exact;
}

export type Calculator = (ctx: CustomContext) => readonly CustomLine[];

/** Calculators by name. They serve worked cases; the form does not offer them. */
export const CALCULATORS: Readonly<Record<string, Calculator>> = { leadershipGuarantee, lowerPackage, geometric };

export function customCells(rule: Rule, source: CustomSource, context: ClosingContext): Cell[] {
  const { world, forest, sales } = context;
  const epochs = forest(rule.plan.rankTree);
  const tree = epochs.tree(epochs.last);
  const calculator = CALCULATORS[source.calculator];
  if (!calculator) return [];
  const param = (name: string) => (Object.hasOwn(source.params, name) ? source.params[name] : undefined);
  const lines = calculator({
    people: world.ids,
    up: (person) => {
      const above = tree.parent[tree.bfs[person] ?? -1] ?? -1;
      return above < 0 ? null : (tree.canon[above] ?? null);
    },
    children: (person) => {
      const at = tree.bfs[person] ?? -1;
      return at < 0 ? [] : [...tree.canon.subarray(tree.childAt[at], tree.childAt[at + 1])];
    },
    own: (volume, person) => BigInt(sales.own.get(rule.plan.volumes[Number(volume)]?.id ?? "")?.total[person] ?? 0),
    attribute: (key, person) => attributeAt(world, world.ids[person] ?? "", key, world.last),
    orders: sales.orders.map(({ order, source: person }) => ({ id: order.order, person })),
    text: (name) => String(param(name) ?? "0"),
    list: (name) => [param(name) ?? []].flat(),
    money: (text) => exact(minorOf(text, rule.plan)),
    share: (volume, share) => amountOf({ ...rule, factor: pointsAsMoney(rule) }, volume, rate(share)),
  });
  const removed = removedIn(context);
  const portions = new Portions();
  for (const { earner, source: name, exact: uncut } of lines) {
    if (removed(earner)) continue;
    portions.add(earner, {
      sourceKey: `cus:${source.calculator}:${name}`,
      segment: 0,
      level: 0,
      part: "-",
      base: floor(uncut),
      rate: 1_000_000n,
      uncut,
      exact: cutPerSource(rule, uncut),
      orderIds: [],
      steps: () => [
        { kind: "source", what: "distributor", ref: name, base: String(floor(uncut)) },
        { kind: "rate", bonus: rule.bonus.id, row: source.calculator, rate: "1" },
      ],
    });
  }
  return portions.cells(rule, context);
}

function pointsAsMoney({ plan }: Rule): Exact {
  return times(exact(10n ** BigInt(plan.minorDigits), 100n), exact(1n, 1_000_000n));
}
