import { DomainError, invariant } from "../errors/domain-error.ts";
import type { Evaluation, Line } from "../evaluate/outcome.ts";
import { exactText, minorText, shortText } from "../evaluate/text.ts";
import { matrixCapacity } from "../genealogy/place.ts";
import { add, type Exact, exact, round, times } from "../money/exact.ts";
import { pegged } from "../money/pegged.ts";
import { rate } from "../money/rate.ts";
import { ratesOf } from "../plan/rates.ts";
import { traceCondition } from "../rank/trace.ts";
import { volume } from "../volume/volume.ts";
import type { BonusOf, GoldenBonus, GoldenKind } from "./case-schema.ts";
import type { CasePeriod, CaseRun } from "./evaluate-case.ts";
import { memberNamed, statedMinor } from "./names.ts";

/** The value of that name in a case, as text. @throws DomainError for a name that the bonuses of the case do not have */
export function namedValue(run: CaseRun, name: string): string {
  const [what = "", ...of] = name.split(":");
  const read = Object.hasOwn(NAMES, what) ? NAMES[what] : undefined;
  if (!read) throw new DomainError("input_malformed", `There is no value of the name ${name}.`);
  return read(run, of);
}

function find<K extends GoldenKind>({ golden }: CaseRun, ...kinds: K[]): BonusOf<K> {
  const found = golden.plan.bonuses.find((bonus: GoldenBonus) => (kinds as string[]).includes(bonus.kind));
  if (!found) throw new DomainError("input_malformed", `The case has no bonus of the kind ${kinds.join(" or ")}.`);
  return found as BonusOf<K>;
}

const money = (run: CaseRun, minor: bigint) => minorText(minor, run.plan.minorDigits);

const NAMES: Readonly<Record<string, (run: CaseRun, of: readonly string[]) => string>> = {
  grossGroupBonus: (run, [member]) => major(run, gross(run, lastOf(run).evaluation, member ?? "")),
  paidToDownline(run, [member]) {
    const { evaluation } = lastOf(run);
    const name = memberNamed(run.golden, member);
    const legs = run.golden.tree.filter(({ sponsor }) => sponsor === name);
    return major(run, legs.map(({ id }) => gross(run, evaluation, id)).reduce(add, exact(0n)));
  },
  netAll: (run, [member]) => money(run, totalOf(run, memberNamed(run.golden, member))),
  annualised: (run, [member]) => money(run, 12n * totalOf(run, memberNamed(run.golden, member))),
  ovr(run, [earner, from]) {
    const bonus = find(run, "rankDifferential", "fastStart", "generationMatch");
    return money(run, partFrom(run, bonus.id, memberNamed(run.golden, earner), from ?? ""));
  },
  lvl(run, [earner, buyer]) {
    const bonus = find(run, "unilevelLowerPackage");
    const [paid, from] = [memberNamed(run.golden, earner), memberNamed(run.golden, buyer)];
    const orders = run.golden.orders.filter((order) => order.buyer === from).map(({ id }) => id);
    const lines = run.linesOf(run.bonusIds.get(bonus.id) ?? "").filter(({ line }) => {
      const name = line.sourceKey.slice("cus:lowerPackage:".length);
      return line.earnerId === paid && orders.includes(name.slice(0, name.lastIndexOf(":")));
    });
    return money(
      run,
      lines.reduce((sum, { line }) => sum + line.minor, 0n),
    );
  },
  matrixTotal: (run) => String(total(find(run, "matrixCapacity"))),
  matrixEarnings(run) {
    const bonus = find(run, "matrixCapacity");
    const perHead = statedMinor(bonus.perHead, run.plan.minorDigits);
    return money(run, perHead * total(bonus));
  },
  legCap(run) {
    const { required, maxShare } = find(run, "legCap");
    return exactText(times(exact(volume(required)), exact(rate(maxShare), 1_000_000n)), 2);
  },
  countedVolume: (run, [member]) => conditionOf(run, member ?? "").have ?? "0",
  qualified: (run, [member]) => String(conditionOf(run, member ?? "").ok),
  legsWith(run, [member]) {
    find(run, "legHasRank");
    return conditionOf(run, member ?? "").have ?? "0";
  },
  shortfall(run, [member]) {
    const { minPerLeg, volume: name } = find(run, "structure");
    const metric = `gv_${run.volumes.get(name)}`;
    const missing = volume(minPerLeg) - (metricOf(lastOf(run).evaluation, member ?? "", metric) ?? 0n);
    return shortText(missing > 0n ? missing : 0n);
  },
  peg(run, [points]) {
    const bonus = find(run, "peg");
    const isOrdered = run.golden.orders.some((order) => Object.values(order.volume).includes(points ?? ""));
    if (!isOrdered) throw new DomainError("input_malformed", `No order of the case has ${points} points.`);
    return exactText(times(pegged(volume(points ?? "0"), rate(bonus.rate)), exact(100n)), 2);
  },
  hostess(run, [what]) {
    const bonus = find(run, "hostess");
    if (what !== "sales") throw new DomainError("input_malformed", `A party has no value of the name ${what}.`);
    const lines = run.linesOf(run.bonusIds.get(bonus.id) ?? "");
    return money(
      run,
      lines.reduce((sum, { line }) => sum + line.minor, 0n),
    );
  },
};

function total({ width, depth }: BonusOf<"matrixCapacity">): bigint {
  return matrixCapacity(BigInt(width), depth);
}

function lastOf({ periods }: CaseRun): CasePeriod {
  const last = periods.at(-1);
  invariant(last, "a case has a period");
  return last;
}

function metricOf({ metrics }: Evaluation, member: string, metric: string): bigint | undefined {
  if (!Object.hasOwn(metrics, member)) throw new DomainError("input_malformed", `${member} is not in the tree.`);
  return metrics[member]?.[metric];
}

/** Rate of the bracket times the volume of the whole group, exact minor units. */
function gross(run: CaseRun, evaluation: Evaluation, member: string): Exact {
  const bonus = find(run, "bracketDifferential");
  const engine = run.plan.bonuses.find(({ id }) => id === run.bonusIds.get(bonus.id));
  const { byMetric } = ratesOf(engine?.rate, run.plan);
  invariant(byMetric, "a stairstep has brackets");
  const share = byMetric.of(metricOf(evaluation, member, byMetric.metric) ?? 0n);
  const base = metricOf(evaluation, member, `gv_${run.volumes.get(bonus.payVolume)}`) ?? 0n;
  return times(share, exact(base * 10n ** BigInt(run.plan.minorDigits), 100_000_000n));
}

function major(run: CaseRun, minor: Exact): string {
  return money(run, round(minor, "halfAwayFromZero"));
}

/** The named condition of the last bonus that is one. */
function conditionOf(run: CaseRun, member: string) {
  find(run, "legCap", "structure", "legHasRank");
  const { decided } = lastOf(run);
  const person = decided.context.world.numberOf.get(member);
  if (person === undefined) throw new DomainError("input_malformed", `${member} is not in the tree.`);
  const [, condition] = run.plan.conditions;
  invariant(condition, "the case has a condition");
  return traceCondition(condition.when, decided.context.columns, person);
}

/** All rounded payouts of a member in a case. */
function totalOf(run: CaseRun, member: string): bigint {
  let sum = 0n;
  for (const { id } of run.paid) {
    for (const { line } of run.linesOf(id)) if (line.earnerId === member) sum += line.minor;
  }
  return sum;
}

/** The part of an earner's amount that comes from a member or from one order. */
function partFrom(run: CaseRun, bonus: string, earner: string, from: string): bigint {
  const lines = run.linesOf(run.bonusIds.get(bonus) ?? "").filter(({ line }) => line.earnerId === earner);
  const isFrom = ({ sourceKey }: Line) => sourceKey === `mem:${from}` || sourceKey.endsWith(`:${from}`);
  const own = lines.filter(({ line }) => isFrom(line));
  const isMember = run.golden.tree.some(({ id }) => id === from);
  if (isMember) return own.reduce((sum, { line }) => sum + line.minor, 0n);
  const order = run.golden.orders.find(({ id }) => id === from);
  if (!order) throw new DomainError("input_malformed", `${from} is neither a member nor an order.`);
  let sum = exact(0n);
  for (const { line } of lines) {
    if (!line.orderIds.includes(from)) continue;
    const name = [...run.volumes].find(([, id]) => id === line.volume)?.[0] ?? "";
    sum = add(sum, times(line.exact, exact(volume(order.volume[name] ?? "0"), line.base)));
  }
  return round(sum, "halfAwayFromZero");
}
