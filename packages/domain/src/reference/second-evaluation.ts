import type { PeriodFacts, State } from "../evaluate/facts.ts";
import type { RankTable } from "../evaluate/outcome.ts";
import type { PlanVersion } from "../plan/plan-version.ts";
import { Reader } from "./company.ts";
import { payClosing } from "./pay.ts";
import { type BeyondWhy, reachOf } from "./reach.ts";
import { companyOf, type Everybody, everybodyOf, memoryOf, teamBelow } from "./team.ts";

/** What a run came to, as it was stored, and all that it was made of. */
export interface ToCheck {
  readonly plan: PlanVersion;
  readonly facts: PeriodFacts;
  readonly opening: State;
  readonly lines: readonly { readonly key: string; readonly minor: bigint }[];
  readonly ranks: RankTable;
}

/** Where both came to something else. */
export type Disagreement =
  | { readonly of: "rank"; readonly distributorId: string; readonly engine: string; readonly reference: string }
  | {
      readonly of: "line";
      readonly distributorId: string;
      readonly bonusId: string;
      readonly source: string;
      readonly level: number;
      /** Digits of minor units; 0 where there is no line. */
      readonly engine: string;
      readonly reference: string;
    };

export interface SecondEvaluation {
  readonly agrees: boolean;
  /** Everybody was looked at, or whole teams. */
  readonly isWhole: boolean;
  readonly teams: number;
  readonly people: number;
  readonly lines: number;
  readonly judged: readonly string[];
  readonly beyond: readonly { readonly bonusId: string; readonly why: BeyondWhy }[];
  readonly first: Disagreement | null;
}

/** The most that one team may have. */
export interface Most {
  readonly people: number;
  readonly sales: number;
}

/** How much the reference, which works out everything anew at each question, is asked to do. */
const MOST: Most = { people: 40, sales: 250 };
const TEAMS = 8;
/** How many teams are looked at to find them; the largest are taken. */
const TRIED = 300;

/**
 * Evaluates a sample of a close a second time, by the naive reference, and compares every line and every rank in it: the
 * whole company where it is small, else whole teams, which need nothing from above. Which ones is decided by the
 * number, so that the same run is compared the same way.
 *
 * @param number  any; of the fingerprint of what was frozen
 */
export function secondEvaluation(run: ToCheck, number: number, most: Most = MOST): SecondEvaluation {
  const { plan, facts, opening } = run;
  const everybody = everybodyOf(plan, facts);
  const whole = wholeOf(everybody, most);
  const reach = reachOf(plan, { cadence: facts.cadence, versions: facts.versions, isWhole: whole !== null });
  const lines = linesOf(run, reach.judged);
  const teams = reach.judged.size === 0 ? [] : whole ? [whole] : teamsOf(everybody, [...lines.keys()], number, most);
  const looked = { teams: 0, people: 0, lines: 0 };
  let first: Disagreement | null = null;
  for (const team of teams) {
    const memory = memoryOf(plan, opening, team);
    const own = [...team].flatMap((id) => lines.get(id) ?? []);
    if (memory === null || own.some(({ segment }) => segment !== "0")) continue;
    const reader = new Reader(plan, companyOf(everybody, team));
    const paid = payClosing(reader, memory, [], (id) => reach.judged.has(id));
    const byReference = new Map(
      paid.map(({ bonus, earner, source, level, part, minor }) => [
        [bonus, earner, source, level, part].join("|"),
        minor,
      ]),
    );
    looked.teams += 1;
    looked.people += team.size;
    looked.lines += new Set([...own.map(({ name }) => name), ...byReference.keys()]).size;
    first ??= otherLine(own, byReference) ?? otherRank(run, reader, team);
  }
  const judged = looked.teams > 0 ? [...reach.judged] : [];
  return { agrees: first === null, isWhole: whole !== null, ...looked, judged, beyond: reach.beyond, first };
}

function wholeOf({ people }: Everybody, most: Most): ReadonlySet<string> | null {
  let sales = 0;
  for (const known of people.values()) {
    sales += known.sales.length;
    if (known.isOdd || people.size > most.people || sales > most.sales) return null;
  }
  return new Set(people.keys());
}

/** Teams of people who earn something, the largest of those that were tried; none is part of another. */
function teamsOf(everybody: Everybody, earners: readonly string[], number: number, most: Most): ReadonlySet<string>[] {
  const tried: ReadonlySet<string>[] = [];
  const all = earners.toSorted();
  for (let index = 0; index < Math.min(all.length, TRIED); index += 1) {
    const at = (number + Math.floor((index * all.length) / Math.min(all.length, TRIED))) % all.length;
    const team = teamBelow(everybody, all[at] ?? "", most);
    if (team) tried.push(team);
  }
  const chosen: ReadonlySet<string>[] = [];
  for (const team of tried.toSorted((a, b) => b.size - a.size)) {
    if (chosen.length < TEAMS && !chosen.some((other) => [...team].some((id) => other.has(id)))) chosen.push(team);
  }
  return chosen;
}

interface Stored {
  readonly name: string;
  readonly segment: string;
  readonly minor: bigint;
}

/** Lines of the bonuses that are judged, by earner; what takes back earlier ones is made from those, not evaluated. */
function linesOf({ lines }: ToCheck, judged: ReadonlySet<string>): Map<string, Stored[]> {
  const byEarner = new Map<string, Stored[]>();
  for (const { key, minor } of lines) {
    const [, , , , bonus = "", earner = "", source = "", segment = "", level = "", part = ""] = key.split("|");
    if (!judged.has(bonus) || source.startsWith("ref:")) continue;
    const own = byEarner.get(earner) ?? [];
    own.push({ name: [bonus, earner, source, level, part].join("|"), segment, minor });
    byEarner.set(earner, own);
  }
  return byEarner;
}

function otherLine(own: readonly Stored[], byReference: ReadonlyMap<string, bigint>): Disagreement | null {
  const byEngine = new Map(own.map(({ name, minor }) => [name, minor]));
  for (const name of [...new Set([...byEngine.keys(), ...byReference.keys()])].toSorted()) {
    const [engine, reference] = [byEngine.get(name) ?? 0n, byReference.get(name) ?? 0n];
    if (engine === reference) continue;
    const [bonusId = "", distributorId = "", source = "", level = "0"] = name.split("|");
    return {
      of: "line",
      ...{ distributorId, bonusId, source, level: Number(level) },
      ...{ engine: String(engine), reference: String(reference) },
    };
  }
  return null;
}

function otherRank({ plan, ranks }: ToCheck, reader: Reader, team: ReadonlySet<string>): Disagreement | null {
  for (const distributorId of team) {
    const found = ranks[distributorId];
    for (const basis of ["qualified", "paidAs", "title"] as const) {
      const reference = plan.ranks[reader.rank(basis, distributorId)]?.id ?? "";
      const engine = found?.[basis] ?? "";
      if (engine !== reference) return { of: "rank", distributorId, engine, reference };
    }
  }
  return null;
}
