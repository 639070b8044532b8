import type { Line, PathHop, Step } from "../../evaluate/outcome.ts";
import type { PlanVersion } from "../plan-version.ts";
import { SAMPLE_PEOPLE } from "./sample-network.ts";
import { type SamplePeriod, sampleRun } from "./sample-run.ts";

/** One line of the sample network that a bonus pays, with the names of its people; amounts as the engine wrote them. */
export interface WorkedExample {
  readonly bonusId: string;
  /** How many people the bonus pays in the sample network, and what it pays them together, in minor units. */
  readonly people: number;
  readonly minor: bigint;
  /** The largest of its lines; null when it pays nobody. */
  readonly line: ExampleLine | null;
}

export interface ExampleLine {
  readonly earner: string;
  readonly periodId: string;
  readonly level: number;
  readonly minor: bigint;
  readonly base: bigint;
  /** Name of the volume; "margin", "payout" or "fund" where the base is money. */
  readonly volume: string;
  /** Millionths. */
  readonly rate: bigint;
  readonly source: Source;
  readonly path: readonly (Omit<PathHop, "id"> & { readonly name: string })[];
  /** How the line came about after its source and its path. */
  readonly steps: readonly Exclude<Step, { kind: "source" } | { kind: "path" } | { kind: "condition" }>[];
}

interface Source {
  readonly what: Extract<Step, { kind: "source" }>["what"];
  /** The person it comes from, where there is one. */
  readonly name: string | null;
}

/** What each bonus of a plan pays in the sample network: one evaluation for all of them. */
export function workedExamples(plan: PlanVersion): WorkedExample[] {
  const run = sampleRun(plan);
  return plan.bonuses.map(({ id }) => exampleOf(plan, run, id));
}

function exampleOf(plan: PlanVersion, run: readonly SamplePeriod[], bonusId: string): WorkedExample {
  const ofBonus = ({ evaluation }: SamplePeriod) => evaluation.lines.filter((line) => line.bonusId === bonusId);
  // The newest period in which it pays: a rank award is paid once only.
  const lines = run.map(ofBonus).findLast((own) => own.length > 0) ?? [];
  const largest = lines.reduce<Line | null>(
    (best, line) => (best === null || line.minor > best.minor ? line : best),
    null,
  );
  return {
    bonusId,
    people: new Set(lines.map(({ earnerId }) => earnerId)).size,
    minor: lines.reduce((sum, { minor }) => sum + minor, 0n),
    line: largest && exampleLine(plan, largest),
  };
}

function exampleLine(plan: PlanVersion, line: Line): ExampleLine {
  const { because, earnerId, periodId, level, minor, base, rate } = line;
  const source = because.steps.find((step) => step.kind === "source");
  const path = because.steps.find((step) => step.kind === "path");
  const steps = because.steps.flatMap((step) => {
    return step.kind === "source" || step.kind === "path" || step.kind === "condition" ? [] : [step];
  });
  return {
    earner: nameOf(earnerId),
    periodId,
    level,
    minor,
    base,
    volume: plan.volumes.find(({ id }) => id === line.volume)?.label ?? line.volume,
    rate,
    source: { what: source?.what ?? "order", name: source ? personIn(source.ref) : null },
    path: (path?.hops ?? []).map(({ id, ...hop }) => ({ ...hop, name: nameOf(id) })),
    steps,
  };
}

/** The first name of somebody in the sample network; the host of its party is Olga. */
function nameOf(id: string): string {
  const known = SAMPLE_PEOPLE.find((person) => person.id === id)?.name;
  const own = /^cus_([a-z]+)$/.exec(id)?.[1] ?? id;
  return known ?? own.charAt(0).toUpperCase() + own.slice(1);
}

/** The person that a reference names, if it names one. */
const personIn = (ref: string): string | null =>
  SAMPLE_PEOPLE.find(({ id }) => ref.split(":").includes(id))?.name ?? null;
