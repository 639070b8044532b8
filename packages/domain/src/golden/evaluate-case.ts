import { DomainError, invariant } from "../errors/domain-error.ts";
import { type Decided, evaluate, type Trace } from "../evaluate/evaluate.ts";
import { EMPTY_STATE, type State } from "../evaluate/facts.ts";
import { lineKey } from "../evaluate/line-key.ts";
import type { Evaluation, Line } from "../evaluate/outcome.ts";
import { exact } from "../money/exact.ts";
import type { PlanVersion } from "../plan/plan-version.ts";
import { errorsOf, validatePlan } from "../plan/validate-plan.ts";
import { volume } from "../volume/volume.ts";
import type { GoldenCase, GoldenOrder } from "./case-schema.ts";
import { factsFor, periodLabels, type Translated } from "./facts.ts";
import { ONE_PERIOD, translate } from "./kinds.ts";
import { checkNames, statedMinor } from "./names.ts";
import { PlanDraft, rankNames } from "./plan-draft.ts";

/** One period of a case, evaluated. */
export interface CasePeriod {
  readonly label: string;
  readonly evaluation: Evaluation;
  readonly decided: Decided;
}

/** A case run through the plan model and the engine. */
export interface CaseRun {
  readonly golden: GoldenCase;
  readonly plan: PlanVersion;
  readonly volumes: ReadonlyMap<string, string>;
  /** Engine id of each bonus of the case, by its own id. */
  readonly bonusIds: ReadonlyMap<string, string>;
  /** Under which name each bonus of the engine is paid: several that share a cap go by the first of them. */
  readonly paid: readonly { readonly bonus: string; readonly id: string }[];
  /** Lines of a bonus by period label, in the evaluation that is meant for its kind. */
  linesOf(bonusId: string): readonly { readonly label: string; readonly line: Line }[];
  readonly periods: readonly CasePeriod[];
  /** Everything of the case in one period. */
  readonly whole: CasePeriod;
}

/** @throws DomainError, InvariantError for a case that the plan model or the engine refuses */
export function evaluateCase(golden: GoldenCase): CaseRun {
  checkNames(golden);
  const draft = new PlanDraft(rankNames(golden), golden.plan.decimals);
  for (const order of golden.orders) for (const name of Object.keys(order.volume)) draft.volume(name);
  const isAverage = golden.plan.bonuses.some(({ kind }) => kind === "avgRateRefund");
  const given = isAverage ? [] : givenOrders(draft, golden);
  for (const bonus of golden.plan.bonuses) translate(draft, bonus);
  const plan = draft.finish();
  const problems = errorsOf(validatePlan(plan));
  if (problems.length > 0) {
    const told = problems.map(({ code, path }) => `${code} at ${path}`).join(", ");
    throw new DomainError("plan_malformed", `The plan of the case is refused: ${told}.`);
  }
  const translated: Translated = { golden: isAverage ? withSold(golden) : golden, volumes: draft.volumes(), given };
  const labels = periodLabels(golden);
  const originals = isAverage ? averageOriginals(plan, golden, draft) : [];
  const periods = inSequence(plan, translated, labels, originals);
  const whole = once(plan, translated, { label: labels[0] ?? "P1", labels, nth: 0, originals: [] }, EMPTY_STATE);
  const bonusIds = new Map(golden.plan.bonuses.map(({ id }) => [id, draft.bonusId(id)]));
  const paid = paidNames(golden).map(({ bonus, of }) => ({ bonus, id: draft.bonusId(of) }));
  const capped = new Set(golden.plan.bonuses.flatMap((one) => (one.kind === "capScale" ? one.capped : [])));
  const single = new Set([
    ...[...capped].map((name) => draft.bonusId(name)),
    ...golden.plan.bonuses.flatMap(({ id, kind }) => (ONE_PERIOD.has(kind) ? [draft.bonusId(id)] : [])),
  ]);
  return {
    golden,
    plan,
    volumes: draft.volumes(),
    bonusIds,
    paid,
    periods,
    whole,
    linesOf(bonusId) {
      const from = single.has(bonusId) ? [{ ...whole, label: "P1" }] : periods;
      return from.flatMap(({ label, evaluation }) =>
        evaluation.lines.filter((line) => line.bonusId === bonusId).map((line) => ({ label, line })),
      );
    },
  };
}

/** What is paid under which name: a cap pays what it caps under the first name. */
function paidNames({ plan }: GoldenCase): { readonly bonus: string; readonly of: string }[] {
  const caps = plan.bonuses.flatMap((one) => (one.kind === "capScale" ? [one] : []));
  const isCapped = (name: string) => caps.some(({ capped }) => capped.includes(name));
  const own = plan.bonuses.filter(({ id, kind }) => kind !== "capScale" && !isCapped(id));
  return [
    ...own.map(({ id }) => ({ bonus: id, of: id })),
    ...caps.flatMap(({ id, capped }) => capped.map((of) => ({ bonus: capped[0] ?? id, of }))),
  ];
}

function inSequence(
  plan: PlanVersion,
  translated: Translated,
  labels: readonly string[],
  originals: readonly Line[],
): CasePeriod[] {
  const periods: CasePeriod[] = [];
  const posted: Line[] = [...originals];
  let state: State = EMPTY_STATE;
  for (const [nth, label] of labels.entries()) {
    const period = once(plan, translated, { label, labels: [label], nth, originals: [...posted] }, state);
    periods.push(period);
    posted.push(...period.evaluation.lines);
    state = period.evaluation.closing;
  }
  return periods;
}

function once(
  plan: PlanVersion,
  translated: Translated,
  which: Parameters<typeof factsFor>[1],
  opening: State,
): CasePeriod {
  const trace: Trace = {};
  const evaluation = evaluate(plan, factsFor(translated, which), opening, trace);
  invariant(trace.decided, "an evaluation fills its trace");
  return { label: which.label, evaluation, decided: trace.decided };
}

/** Given earnings are orders of a volume of their own that pays the seller in full. */
function givenOrders(draft: PlanDraft, { given, plan }: GoldenCase): GoldenOrder[] {
  const earnings = given?.earnings ?? [];
  const finer = Math.max(0, plan.decimals - 2);
  const places: Readonly<Record<number, string>> = { 0: "1", 1: "0.1", 2: "0.01" };
  for (const name of new Set(earnings.map(({ bonus }) => bonus))) {
    const source = { kind: "orders", volume: draft.volume(`given:${name}`), of: "both" } as const;
    const rate = { unit: "amount", flat: places[finer] ?? "1" } as const;
    draft.close(draft.bonusId(name), { source, walk: { to: "self" }, rate });
  }
  return earnings.map(({ member, bonus, period, amount }, index) => {
    const units = statedMinor(amount, plan.decimals) * 10n ** BigInt(Math.max(0, 2 - plan.decimals));
    const sign = units < 0n ? "-" : "";
    const digits = String(units < 0n ? -units : units).padStart(3, "0");
    const text = `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
    return { id: `given:${index}`, buyer: member, period, volume: { [`given:${bonus}`]: text } };
  });
}

/** The purchases behind given earnings with a base, and what is taken back of them. */
function withSold(golden: GoldenCase): GoldenCase {
  const sold = (golden.given?.earnings ?? []).map(({ member, bonus, period, base }) => {
    return { id: soldId(bonus, member), buyer: member, period, volume: { CSV: base ?? "0" } };
  });
  const bonus = golden.plan.bonuses.find(({ kind }) => kind === "avgRateRefund")?.id ?? "";
  const orders = golden.orders.map((order) => {
    return order.type === "refund" && order.refOf === undefined
      ? { ...order, refOf: soldId(bonus, order.buyer) }
      : order;
  });
  return { ...golden, orders: [...sold, ...orders] };
}

function soldId(bonus: string, member: string): string {
  return `sold:${bonus}:${member}`;
}

/** The settled lines that an average-rate refund takes back. */
function averageOriginals(plan: PlanVersion, { given }: GoldenCase, draft: PlanDraft): Line[] {
  return (given?.earnings ?? []).map(({ member, bonus, amount, base = "0" }): Line => {
    const place = {
      periodId: "month:2025-01-01",
      bonusId: draft.bonusId(bonus),
      earnerId: member,
      sourceKey: `mem:${member}`,
      segment: 0,
      level: 0,
      part: "-",
    };
    const key = lineKey({ planId: plan.planId, version: plan.version, ...place });
    const minor = statedMinor(amount, plan.minorDigits);
    return {
      key,
      ...place,
      planVersion: plan.version,
      minor,
      exact: exact(minor),
      base: volume(base),
      volume: draft.volume("CSV"),
      rate: 0n,
      because: { key, amount, steps: [], notes: [] },
      orderIds: [soldId(bonus, member)],
      holdDays: 0,
    };
  });
}
