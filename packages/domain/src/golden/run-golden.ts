import { z } from "zod";
import { deltas } from "../evaluate/deltas.ts";
import { minorText, shortText } from "../evaluate/text.ts";
import { placeBfs } from "../genealogy/place.ts";
import { passUpOwners } from "../plan/bonuses/walks/pass-up.ts";
import { type Expectation, GoldenCase } from "./case-schema.ts";
import { type CaseRun, evaluateCase } from "./evaluate-case.ts";
import { checkExpected, statedMinor } from "./names.ts";
import { namedValue } from "./values.ts";

/** An expectation that is not met. */
export interface Mismatch {
  readonly case: string;
  readonly expectation: string;
  readonly expected: string;
  readonly got: string;
  /** How the amount came about, where lines made it. */
  readonly because?: readonly unknown[];
}

export interface GoldenReport {
  readonly cases: number;
  readonly expectations: number;
  readonly mismatches: readonly Mismatch[];
}

/** Whatever else a file says of itself is information; what its cases say is not. */
const File = z.looseObject({ schemaVersion: z.literal(1) });

/**
 * Runs every case of a golden file through the plan model and `evaluate`.
 *
 * A case of an unknown kind, with an unknown field, or that the engine refuses is a mismatch of that case.
 *
 * @param only  the id of one case
 * @returns     null for a value that is no golden file of version 1
 */
export function runGolden(file: unknown, only?: string): GoldenReport | null {
  const parsed = File.safeParse(file);
  if (!parsed.success) return null;
  const { cases: all } = parsed.data;
  if (!Array.isArray(all)) {
    const missing = { case: "file", expectation: "shape", expected: "a list of cases", got: typeof all };
    return { cases: 0, expectations: 0, mismatches: [missing] };
  }
  const cases = all
    .map((one: unknown, at) => ({ id: idOf(one) ?? `case ${at + 1}`, one }))
    .filter(({ id }) => only === undefined || id === only);
  const results = cases.map(({ id, one }) => runCase(id, one));
  return {
    cases: cases.length,
    expectations: results.reduce((sum, { expectations }) => sum + expectations, 0),
    mismatches: results.flatMap(({ mismatches }) => mismatches),
  };
}

function idOf(one: unknown): string | undefined {
  const parsed = z.looseObject({ id: z.string() }).safeParse(one);
  return parsed.success ? parsed.data.id : undefined;
}

function runCase(id: string, given: unknown): { expectations: number; mismatches: Mismatch[] } {
  const parsed = GoldenCase.safeParse(given);
  if (!parsed.success) {
    const told = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ");
    const { data } = z.looseObject({ expected: z.array(z.unknown()) }).safeParse(given);
    const expectations = data?.expected.length ?? 0;
    return { expectations, mismatches: [{ case: id, expectation: "shape", expected: "a known case", got: told }] };
  }
  const golden = parsed.data;
  const failed = (expectation: string, thrown: unknown): Mismatch => {
    const got = thrown instanceof Error ? thrown.message : String(thrown);
    return { case: id, expectation, expected: "a result", got };
  };
  let run: CaseRun;
  try {
    run = evaluateCase(golden);
  } catch (thrown) {
    return { expectations: golden.expected.length, mismatches: [failed("evaluation", thrown)] };
  }
  const mismatches = golden.expected.flatMap((expectation) => {
    try {
      return check(run, expectation);
    } catch (thrown) {
      return [failed(nameOf(expectation), thrown)];
    }
  });
  const unexpected = golden.expectedComplete ? beyondExpected(run) : [];
  return { expectations: golden.expected.length, mismatches: [...mismatches, ...unexpected] };
}

function check(run: CaseRun, expectation: Expectation): Mismatch[] {
  checkExpected(run, expectation);
  const { expected, got, isEqual, because } = compare(run, expectation);
  if (isEqual) return [];
  return [{ case: run.golden.id, expectation: nameOf(expectation), expected, got, ...(because ? { because } : {}) }];
}

interface Compared {
  readonly expected: string;
  readonly got: string;
  readonly isEqual: boolean;
  readonly because?: readonly unknown[];
}

function compare(run: CaseRun, expectation: Expectation): Compared {
  const { golden, plan } = run;
  if (expectation.kind === "payout" || expectation.kind === "total") {
    const own = payouts(run).filter(
      ({ member, period, bonus }) =>
        member === expectation.member &&
        period === expectation.period &&
        (expectation.kind === "total" || bonus === expectation.bonus),
    );
    const minor = own.reduce((sum, payout) => sum + payout.minor, 0n);
    const got = minorText(minor, plan.minorDigits);
    const because = own.flatMap((payout) => payout.because);
    return { expected: expectation.amount, got, isEqual: sameNumber(expectation.amount, got), because };
  }
  if (expectation.kind === "carry") {
    const bonusId = run.bonusIds.get(expectation.bonus) ?? "";
    const period = run.periods.find(({ label }) => label === expectation.period);
    const legs = period?.evaluation.closing.running?.[bonusId]?.legs?.[expectation.member];
    const sum = (side: "left" | "right") =>
      shortText((legs?.[side] ?? []).reduce((total, { quantity }) => total + BigInt(quantity), 0n));
    const [left, right] = [sum("left"), sum("right")];
    const isEqual = sameNumber(expectation.left, left) && sameNumber(expectation.right, right);
    return { expected: `${expectation.left} / ${expectation.right}`, got: `${left} / ${right}`, isEqual };
  }
  if (expectation.kind === "placement") {
    const seat = placements(run).get(expectation.member);
    const got = seat ? `${seat.parent} slot ${seat.slot}` : "nowhere";
    const expected = `${expectation.parent} slot ${expectation.slot}`;
    return { expected, got, isEqual: got === expected };
  }
  if (expectation.kind === "owner") {
    const structure = golden.plan.bonuses.find((bonus) => bonus.kind === "xUpStructure");
    const owners = structure ? passUpOwners(golden.tree, structure.passUp) : new Map<string, string>();
    const got = owners.get(expectation.member) ?? "nobody";
    return { expected: expectation.owner, got, isEqual: got === expectation.owner };
  }
  const got = namedValue(run, expectation.name);
  const isEqual =
    isNumber(expectation.value) && isNumber(got) ? sameNumber(expectation.value, got) : expectation.value === got;
  return { expected: expectation.value, got, isEqual };
}

interface CasePayout {
  readonly member: string;
  readonly bonus: string;
  readonly period: string;
  readonly minor: bigint;
  readonly because: readonly unknown[];
}

/** What each member is paid of each bonus in each period. */
function payouts(run: CaseRun): CasePayout[] {
  const { golden, paid } = run;
  const hidden = new Set(golden.plan.bonuses.filter(({ kind }) => kind === "hostess").map(({ id }) => id));
  const lines = paid.flatMap(({ bonus, id }) => {
    if (hidden.has(bonus)) return [];
    return run.linesOf(id).map(({ label, line }): CasePayout => {
      return { member: line.earnerId, bonus, period: label, minor: line.minor, because: [line.because] };
    });
  });
  return [...lines, ...runDeltas(run)];
}

/** The difference between two runs, as a correction posts it. */
function runDeltas({ golden, plan }: CaseRun): CasePayout[] {
  const bonus = golden.plan.bonuses.find(({ kind }) => kind === "delta");
  if (!bonus) return [];
  const minor = (text: string) => statedMinor(text, plan.minorDigits);
  const targets = Object.entries(golden.given?.run2 ?? {}).map(([key, text]) => ({ key, minor: minor(text) }));
  const posted = new Map(Object.entries(golden.given?.run1 ?? {}).map(([key, text]) => [key, minor(text)]));
  return deltas(targets, posted).map((delta) => {
    return { member: delta.key, bonus: bonus.id, period: "P1", minor: delta.minor, because: [] };
  });
}

/** Everybody placed in the order of joining, each below his sponsor. */
function placements({ golden }: CaseRun): Map<string, { parent: string; slot: number }> {
  const bonus = golden.plan.bonuses.find((one) => one.kind === "matrixPlacement");
  const slots = new Map<string, (string | null)[]>();
  const seats = new Map<string, { parent: string; slot: number }>();
  for (const { id, sponsor } of bonus ? golden.tree : []) {
    const seat = sponsor === null || !bonus ? null : placeBfs(slots, sponsor, bonus.width);
    slots.set(id, []);
    if (!seat) continue;
    seats.set(id, seat);
    const below = slots.get(seat.parent) ?? [];
    below[seat.slot] = id;
    slots.set(seat.parent, below);
  }
  return seats;
}

/** Payouts that a complete list of expectations does not have. */
function beyondExpected(run: CaseRun): Mismatch[] {
  const { golden, plan } = run;
  const listed = new Set(
    golden.expected.flatMap((one) => (one.kind === "payout" ? [`${one.member}|${one.bonus}|${one.period}`] : [])),
  );
  const sums = new Map<string, bigint>();
  for (const { member, bonus, period, minor } of payouts(run)) {
    const key = `${member}|${bonus}|${period}`;
    sums.set(key, (sums.get(key) ?? 0n) + minor);
  }
  return [...sums].flatMap(([key, minor]) => {
    if (listed.has(key) || minor === 0n) return [];
    const got = minorText(minor, plan.minorDigits);
    return [{ case: golden.id, expectation: `nothing beyond the list (${key})`, expected: "0", got }];
  });
}

function nameOf(expectation: Expectation): string {
  const { kind } = expectation;
  if (kind === "value") return `value ${expectation.name}`;
  const bonus = "bonus" in expectation ? ` ${expectation.bonus}` : "";
  const period = "period" in expectation ? ` ${expectation.period}` : "";
  return `${kind} ${expectation.member}${bonus}${period}`;
}

const NUMBER = /^-?\d+(\.\d+)?$/;

function isNumber(text: string): boolean {
  return NUMBER.test(text);
}

/** Equal as numbers, whatever zeros they are written with. */
function sameNumber(a: string, b: string): boolean {
  return isNumber(a) && isNumber(b) && plainNumber(a) === plainNumber(b);
}

function plainNumber(text: string): string {
  const [whole = "", fraction = ""] = text.replace(/^-/, "").split(".");
  const plain = `${whole.replace(/^0+(?=\d)/, "")}.${fraction.replace(/0+$/, "")}`;
  return text.startsWith("-") && /[1-9]/.test(plain) ? `-${plain}` : plain;
}
