import { exact, floor, add as plus } from "../money/exact.ts";
import { walkCoded } from "../plan/bonuses/walks/coded.ts";
import { walkPassUp } from "../plan/bonuses/walks/pass-up.ts";
import { type Path, paidIn, reasonIn, type Visit } from "../plan/walk.ts";
import { addBreakage } from "./breakage.ts";
import { climbOf } from "./climb.ts";
import {
  type Cell,
  type ClosingContext,
  closingPath,
  kept,
  type PaidPortion,
  type Part,
  type Portion,
  partOf,
  partOfCells,
  readersIn,
} from "./closing.ts";
import { explainPortion, walkSteps } from "./explain.ts";
import type { Collected } from "./live-lines.ts";
import { newLine } from "./new-line.ts";
import type { Line } from "./outcome.ts";
import { stopOf, walk } from "./pair-reasons.ts";
import { amountAt, cutPerSource, type OrderRule, packageRate, type Rule } from "./rule.ts";
import { settlePortions } from "./settle-cell.ts";
import { finder, isWhole, nothingFound, plainPortion, type Sheet, sheetOf } from "./sheet.ts";
import { type OrderSources, ownersIn, type Sources, sourcesOf } from "./sources.ts";
import { attributeAt } from "./world.ts";

/** Something that a walk starts from: volume of a person, or what somebody was paid. */
export interface WalkSource {
  readonly person: number;
  readonly segment: number;
  readonly base: bigint;
  readonly sourceKey: string;
  readonly orderIds: readonly string[];
  /** What the first step of an explanation calls it. */
  readonly what: "distributor" | "payout";
  readonly ref: string;
}

export type Walker = (visit: Visit<number>) => void;

/** The way from a source. */
export interface Walks {
  readonly walk: Walker;
  /** The same, telling also of those who are passed by. */
  readonly trace: Walker;
  readonly packageLevel?: string | null;
}

/** What each earner gets of a bonus on orders. */
export function orderPart(rule: OrderRule, context: ClosingContext, collected: Collected): Part {
  const sources = sourcesOf(rule, context);
  const sheet = isWhole(rule) ? walkedSheet(rule, context, sources, collected) : null;
  return sheet ? partOf(rule, sheet) : partOfCells(rule, walkedCells(rule, context, sources, collected));
}

/** All walks into columns; null when numbers would not be exact. */
function walkedSheet(rule: OrderRule, context: ClosingContext, sources: Sources, to: Collected): Sheet | null {
  const { person, segment, base } = sources;
  if (!(base instanceof Float64Array)) return null;
  const found = nothingFound();
  const visitor = finder(rule, context, found);
  const paths: Path<number>[] = [];
  for (let at = 0; at < person.length && found.isExact; at += 1) {
    const stretch = segment[at] ?? 0;
    const path = paths[stretch] ?? closingPath(rule, context, stretch, true);
    paths[stretch] = path;
    walk(rule, person[at] ?? 0, path, visitor(at, base[at] ?? 0));
  }
  if (!found.isExact) return null;
  const portion = (at: number, earner: number, { level, rate }: { level: number; rate: number }) => {
    const from = walkSource(rule, context, sources.at(at));
    const steps = () =>
      walkSteps(rule, context, from, { person: earner, level, rate: exact(BigInt(rate)), paid: null });
    const place = { sourceKey: from.sourceKey, segment: from.segment, level, base: from.base, orderIds: from.orderIds };
    return plainPortion(rule, { ...place, rate, steps });
  };
  return sheetOf(rule, context, { found, sources: { person, segment, base, portion }, collected: to });
}

/** The same for walks and rates that ask for more than whole numbers. */
function walkedCells(rule: OrderRule, context: ClosingContext, sources: Sources, collected: Collected): Cell[] {
  const portions = new Portions();
  for (let at = 0; at < sources.person.length; at += 1) {
    addWalk(rule, context, walkSource(rule, context, sources.at(at)), { portions, collected });
  }
  return portions.cells(rule, context);
}

/** One source with its two ways: as it is walked, and as it is explained. */
function walkSource(rule: OrderRule, context: ClosingContext, source: OrderSources): WalkSource & Walks {
  const path = (skips: boolean) => closingPath(rule, context, source.segment, skips);
  const walks = {
    walk:
      quickWalk(rule, context, source) ?? ((visit: Visit<number>) => walkOf(rule, context, source, path(true))(visit)),
    trace: (visit: Visit<number>) => walkOf(rule, context, source, path(false))(visit),
  };
  const single = source.order ? { packageLevel: source.order.packageLevel } : {};
  return { ...named(context, source), ...walks, ...single };
}

/** A differential goes from rate to rate instead of from person to person; null for every other walk. */
function quickWalk(rule: OrderRule, context: ClosingContext, { person, segment }: OrderSources): Walker | null {
  const { walk: way } = rule.bonus;
  if (way.to !== "differential") return null;
  const epochs = context.forest(rule.tree);
  const tree = epochs.tree(epochs.first + segment);
  // Somebody without a place in the tree has nobody above him, and may still earn on his own orders.
  if ((tree.bfs[person] ?? -1) < 0) return null;
  const climb = kept(context, `climb ${rule.order}|${segment}`, () => {
    return climbOf({ walk: way, stopRank: stopOf(rule) }, tree, closingPath(rule, context, segment, false));
  });
  return (visit) => climb(person, visit);
}

function named({ world }: ClosingContext, { person, segment, base, orderIds }: OrderSources): WalkSource {
  const ref = world.ids[person] ?? "";
  return { person, segment, base, orderIds, sourceKey: `mem:${ref}`, what: "distributor", ref };
}

/** The way of one source along a path. */
export function walkOf(rule: OrderRule, context: ClosingContext, source: OrderSources, path: Path<number>): Walker {
  const { walk: way } = rule.bonus;
  const { world } = context;
  const { order } = source;
  if (way.to === "coded") {
    const at = order?.effectiveAt ?? world.last;
    const codeOf = (person: number) => attributeAt(world, world.ids[person] ?? "", way.attribute, at);
    return (visit) => walkCoded({ packageLevel: order?.packageLevel ?? "", codeOf }, source.person, path, visit);
  }
  if (way.to === "passUp") {
    const owners = ownersIn(rule, context);
    const ownerOf = (person: number) => owners[person] ?? person;
    return (visit) => walkPassUp({ first: way.first, nth: source.nth, ownerOf }, source.person, path, visit);
  }
  return (visit) => walk(rule, source.person, path, visit);
}

/** Walks once and keeps what everybody on the way is to get. */
export function addWalk(
  rule: Rule,
  context: ClosingContext,
  source: WalkSource & Walks,
  { portions, collected }: { readonly portions: Portions; readonly collected: Collected },
): void {
  const readers = readersIn(rule, context);
  source.walk((person, level, outcome, why) => {
    const [reason, paid] = [reasonIn(why), paidIn(why)];
    if (level === null || outcome === "skipped") return;
    const rate = paid?.rate ?? packageRate(rule, source.packageLevel ?? null) ?? readers.rate(person, level);
    const uncut = amountAt(rule, source.base, rate);
    if (outcome === "unpaid" && reason) return addBreakage(collected.breakage, rule, reason, uncut);
    if (rate.n === 0n) return;
    const portion: Portion = {
      sourceKey: source.sourceKey,
      segment: source.segment,
      level,
      part: paid?.part ?? "-",
      base: source.base,
      rate: floor(rate),
      uncut,
      exact: cutPerSource(rule, uncut),
      orderIds: source.orderIds,
      steps: () => walkSteps(rule, context, source, { person, level, rate, paid }),
    };
    if (source.packageLevel === undefined) portions.add(person, portion);
    else portions.join(rule, person, portion);
  });
}

/** Portions by earner, in the order in which they were found. */
export class Portions {
  readonly #byPerson = new Map<number, Portion[]>();

  add(person: number, portion: Portion): void {
    const own = this.#byPerson.get(person);
    if (own) own.push(portion);
    else this.#byPerson.set(person, [portion]);
  }

  /** Adds to the portion of the same place: several orders of one person may find the same earner at the same level. */
  join(rule: Rule, person: number, portion: Portion): void {
    const { sourceKey, segment, level } = portion;
    const own = this.#byPerson.get(person) ?? [];
    const at = own.findIndex((one) => one.sourceKey === sourceKey && one.segment === segment && one.level === level);
    const known = own[at];
    if (!known) {
      this.add(person, portion);
      return;
    }
    const uncut = plus(known.uncut, portion.uncut);
    own[at] = {
      ...known,
      base: known.base + portion.base,
      uncut,
      exact: cutPerSource(rule, uncut),
      orderIds: [...known.orderIds, ...portion.orderIds],
      steps: () => [...known.steps(), ...portion.steps()],
    };
  }

  /** One cell per earner in canonical order, rounded once. */
  cells(rule: Rule, context: ClosingContext): Cell[] {
    const people = [...this.#byPerson.keys()].sort((a, b) => a - b);
    return people.map((person) => {
      const portions = this.#byPerson.get(person) ?? [];
      const limit = rule.perEarner?.[readersIn(rule, context).rank(person)] ?? null;
      const settled = settlePortions(rule, limit, portions);
      return { rule, earnerId: context.world.ids[person] ?? "", portions, settled };
    });
  }
}

/** The lines of a cell: those of its portions that are not 0. */
export function linesOf({ rule, earnerId, portions, settled }: Cell, periodId: string): Line[] {
  return portions.flatMap((portion, index) => {
    const minor = settled.minors[index] ?? 0n;
    if (minor === 0n) return [];
    return [closingLine(rule, { periodId, earnerId }, { portion, minor, settled })];
  });
}

function closingLine(rule: Rule, place: { periodId: string; earnerId: string }, paid: PaidPortion): Line {
  const { sourceKey, segment, level, part, exact: amount, base, rate, orderIds } = paid.portion;
  const parts = { ...place, sourceKey, segment, level, part, minor: paid.minor, exact: amount, base, rate, orderIds };
  return newLine(rule, parts, () => explainPortion(rule, paid));
}
