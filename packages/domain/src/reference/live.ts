import type { Cond, PlanVersion } from "../plan/plan-version.ts";
import { type Company, Reader, type Sale } from "./company.ts";
import { Fraction, ZERO } from "./fraction.ts";
import type { Left } from "./memory.ts";
import type { PaidLine } from "./pay.ts";
import { hits } from "./walks.ts";

type Bonus = PlanVersion["bonuses"][number];

/** People as the newest close that was posted by then left them; before the first one, active and of the lowest rank. */
class FrozenReader extends Reader {
  readonly #left: ReadonlyMap<string, Left>;

  constructor(plan: PlanVersion, company: Company, left: ReadonlyMap<string, Left>) {
    super(plan, company);
    this.#left = left;
  }

  override rank(basis: "qualified" | "paidAs" | "title", id: string): number {
    return this.#left.get(id)?.[basis] ?? 0;
  }

  override metric(name: string, id: string): Fraction {
    return this.#left.get(id)?.metrics.get(name) ?? ZERO;
  }

  override holds(cond: Cond, id: string, asking: string | null = null): boolean {
    if ("ref" in cond && cond.ref === this.plan.active) return this.#left.get(id)?.active ?? true;
    return super.holds(cond, id, asking);
  }
}

/** Every line that single sales make at once, a match for each line that it takes. */
export function payLive(plan: PlanVersion, company: Company, left: ReadonlyMap<string, Left>): PaidLine[] {
  const live = inOrder(plan.bonuses.filter(({ when }) => "live" in when));
  return company.sales.flatMap((sale, index) => {
    const isPosted = index >= company.postedFrom;
    const reader = new FrozenReader(plan, company, isPosted ? left : new Map());
    const lines: PaidLine[] = [];
    for (const bonus of live) {
      for (const start of startsOf(reader, bonus, sale, lines)) lines.push(...paid(reader, bonus, sale, start));
    }
    return lines;
  });
}

function inOrder(bonuses: readonly Bonus[]): Bonus[] {
  const [first] = bonuses.filter(({ source }) => {
    return source.kind !== "payouts" || !bonuses.some(({ id }) => source.bonuses.includes(id));
  });
  return first ? [first, ...inOrder(bonuses.filter((one) => one !== first))] : [];
}

/** Whom a bonus starts from, and what it pays on: minor units at a rate of 1. */
interface Start {
  readonly from: string;
  readonly source: string;
  readonly money: Fraction;
}

function startsOf(reader: Reader, bonus: Bonus, sale: Sale, before: readonly PaidLine[]): Start[] {
  const { plan } = reader;
  const { source } = bonus;
  if (source.kind === "orders") {
    const isOwn = sale.customer === null;
    const isTaken = source.of === "both" || isOwn === (source.of === "own");
    const points = Fraction.of(sale.points[source.volume] ?? "0");
    if (!isTaken || points.n <= 0n) return [];
    const peg = Fraction.of(plan.volumes.find(({ id }) => id === source.volume)?.peg ?? "1");
    const unit = bonus.rate?.unit === "share" ? peg : new Fraction(1n);
    const money = points.times(unit).times(new Fraction(10n ** BigInt(plan.minorDigits)));
    return [{ from: sale.seller, source: `ord:${sale.id}`, money }];
  }
  if (source.kind !== "payouts") return [];
  const names = (line: PaidLine) => `lin:${sale.id}:${line.bonus}:${line.earner}:${line.level}`;
  const matched = before.filter((line) => source.bonuses.includes(line.bonus));
  return [...new Set(matched.map(names))].map((name) => {
    const same = matched.filter((line) => names(line) === name);
    const money = new Fraction(same.reduce((sum, { minor }) => sum + minor, 0n));
    return { from: same[0]?.earner ?? "", source: name, money };
  });
}

function paid(reader: Reader, bonus: Bonus, sale: Sale, { from, source, money }: Start): PaidLine[] {
  const { minorDigits, policies } = reader.plan;
  const own = reader.company.sales.filter(({ seller }) => seller === sale.seller);
  const most = bonus.limit?.perSource;
  const limit = most === undefined ? null : Fraction.of(most).times(new Fraction(10n ** BigInt(minorDigits)));
  return hits(reader, bonus, from, { packageLevel: sale.packageLevel, nth: own.indexOf(sale) + 1 }).flatMap((hit) => {
    const amount = money.times(hit.rate);
    const minor = (limit ? amount.least(limit) : amount).round(policies.rounding);
    const { earner, level, part = "-" } = hit;
    return minor === 0n ? [] : [{ bonus: bonus.id, earner, source, level, part, minor }];
  });
}
