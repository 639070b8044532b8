import type { Cond, CountCond, PlanVersion } from "../plan/plan-version.ts";
import type { Instant } from "../time/instant.ts";
import { Fraction, total, ZERO } from "./fraction.ts";

/** A small company as the reference sees it: plain records, nothing dated but the period it is in. */
export interface Person {
  readonly id: string;
  readonly sponsor: string | null;
  /** Place in the tree of seats; undefined for somebody who is not in it. */
  readonly placement?: { readonly parent: string | null; readonly slot: number };
  readonly status: "good" | "suspended" | "terminated";
  readonly earns: boolean;
  /** Only asked where a window counts from it. */
  readonly joinedAt?: Instant;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface Sale {
  readonly id: string;
  readonly seller: string;
  /** Null when the seller bought it himself. */
  readonly customer: string | null;
  /** Volume id to points, refunds of the period taken off. */
  readonly points: Readonly<Record<string, string>>;
  readonly packageLevel: string;
  readonly party: string | null;
  /** Only asked where a window or the first order decides. */
  readonly paidAt?: Instant;
  readonly isFirst?: boolean;
}

export interface Party {
  readonly id: string;
  readonly host: string;
  readonly bookings: number;
}

export interface Company {
  readonly people: readonly Person[];
  readonly sales: readonly Sale[];
  readonly parties: readonly Party[];
  /** The place in the list of the first sale that was paid after the close of the period before was posted. */
  readonly postedFrom: number;
}

/** Which volume is added up below somebody, and how far. */
export interface Scope {
  readonly volume: string;
  readonly tree: string;
  readonly stop?: number | null;
  readonly depth?: number;
}

/** Everything a plan can ask about people of a company, worked out anew at each question. */
export class Reader {
  readonly plan: PlanVersion;
  readonly company: Company;
  /** Paid-as rank and title by person, once they are known. */
  readonly standing = new Map<string, { paidAs: number; title: number }>();
  readonly #qualified = new Map<string, number>();

  constructor(plan: PlanVersion, company: Company) {
    this.plan = plan;
    this.company = company;
  }

  person(id: string): Person {
    const found = this.company.people.find((one) => one.id === id);
    if (!found) throw new Error(`nobody is called ${id}`);
    return found;
  }

  isRemoved(id: string): boolean {
    const { status, earns } = this.person(id);
    return status === "terminated" || !earns;
  }

  kind(tree: string): "sponsor" | "binary" | "matrix" | undefined {
    return this.plan.trees.find(({ id }) => id === tree)?.kind;
  }

  parent(tree: string, id: string): string | null {
    const { sponsor, placement } = this.person(id);
    return this.kind(tree) === "sponsor" ? sponsor : (placement?.parent ?? null);
  }

  children(tree: string, id: string): string[] {
    const isSponsor = this.kind(tree) === "sponsor";
    const isChild = (one: Person) => (isSponsor ? one.sponsor === id : one.placement?.parent === id);
    return this.company.people.filter(isChild).map((one) => one.id);
  }

  own(volume: string, id: string): Fraction {
    const takesCustomers = this.plan.volumes.find((one) => one.id === volume)?.customers ?? false;
    const sales = this.company.sales.filter((sale) => sale.seller === id && (takesCustomers || sale.customer === null));
    return total(sales.map((sale) => Fraction.of(sale.points[volume] ?? "0")));
  }

  /** @param stop  whoever has this rank takes his subtree out */
  group({ volume, tree, stop = null, depth = 1_000 }: Scope, id: string): Fraction {
    if (depth < 0) return ZERO;
    const below = this.children(tree, id).filter((child) => stop === null || this.qualified(child) < stop);
    const scope = { volume, tree, stop, depth: depth - 1 };
    return total([this.own(volume, id), ...below.map((child) => this.group(scope, child))]);
  }

  /** Volumes of the legs, strongest first. */
  legs({ volume, tree, stop = null }: Scope, id: string): Fraction[] {
    const below = this.children(tree, id).filter((child) => stop === null || this.qualified(child) < stop);
    return below.map((child) => this.group({ volume, tree, stop }, child)).sort((a, b) => b.compare(a));
  }

  place(rank: string): number {
    return this.plan.ranks.findIndex(({ id }) => id === rank);
  }

  qualified(id: string): number {
    const known = this.#qualified.get(id);
    if (known !== undefined) return known;
    let rank = this.plan.ranks.length - 1;
    while (rank > 0 && !this.holds(this.plan.ranks[rank]?.when ?? { always: true }, id)) rank -= 1;
    this.#qualified.set(id, rank);
    return rank;
  }

  metric(name: string, id: string): Fraction {
    const metric = this.plan.metrics.find((one) => one.id === name);
    if (!metric) throw new Error(`there is no metric ${name}`);
    if (metric.kind === "own") return this.own(metric.volume, id);
    if (metric.kind === "count") return new Fraction(BigInt(this.count(metric.of, id)));
    if (metric.kind === "growth") {
      const grown = this.metric(metric.of, id);
      return grown.n > 0n ? grown : ZERO;
    }
    const stop = metric.stopAtRank === undefined ? null : this.place(metric.stopAtRank);
    if (metric.kind === "group") {
      const { volume, tree, maxDepth } = metric;
      const whole = this.group({ volume, tree, stop, ...(maxDepth === undefined ? {} : { depth: maxDepth }) }, id);
      return metric.includeSelf ? whole : whole.minus(this.own(metric.volume, id));
    }
    const legs = this.legs({ volume: metric.volume, tree: metric.tree, stop }, id);
    if (metric.pick === "allButStrongest") return total(legs.slice(1));
    const both = this.kind(metric.tree) === "binary" && legs.length < 2 ? [...legs, ZERO, ZERO].slice(0, 2) : legs;
    const sorted = both.sort((a, b) => b.compare(a));
    if (metric.pick === "weakest") return sorted.at(-1) ?? ZERO;
    return sorted[metric.pick === "strongest" ? 0 : metric.pick - 1] ?? ZERO;
  }

  rank(basis: "qualified" | "paidAs" | "title", id: string): number {
    return basis === "qualified" ? this.qualified(id) : (this.standing.get(id)?.[basis] ?? 0);
  }

  /** @param asking  who counts, where the condition is about somebody who is counted */
  holds(cond: Cond, id: string, asking: string | null = null): boolean {
    if ("all" in cond) return cond.all.every((part) => this.holds(part, id, asking));
    if ("any" in cond) return cond.any.some((part) => this.holds(part, id, asking));
    if ("not" in cond) return !this.holds(cond.not, id, asking);
    if ("always" in cond) return true;
    if ("ref" in cond) {
      const named = this.plan.conditions.find((one) => one.id === cond.ref);
      return named !== undefined && this.holds(named.when, id, asking);
    }
    if ("metric" in cond) return this.metric(cond.metric, id).compare(Fraction.of(cond.atLeast)) >= 0;
    if ("rank" in cond) return this.rank(cond.basis, id) >= this.place(cond.rank);
    if ("status" in cond) {
      const { status } = this.person(id);
      return cond.status === "good" ? status === "good" : status !== "terminated";
    }
    if ("attribute" in cond) return this.person(id).attributes[cond.attribute] === cond.equals;
    if ("personallySponsored" in cond) return asking !== null && this.person(id).sponsor === asking;
    if ("count" in cond) return this.count(cond.count, id) >= cond.atLeast;
    if ("cappedLegs" in cond) return this.#cappedLegs(cond.cappedLegs, id);
    throw new Error("the reference does not look into other periods");
  }

  count(of: CountCond, id: string): number {
    if ("customers" in of) {
      const { volume, atLeast } = of.customers;
      const sales = this.company.sales.filter((sale) => sale.seller === id && sale.customer !== null);
      const names = [...new Set(sales.map(({ customer }) => customer))];
      return names.filter((name) => {
        const bought = sales.filter(({ customer }) => customer === name).map(({ points }) => points[volume] ?? "0");
        return total(bought.map(Fraction.of)).compare(Fraction.of(atLeast)) >= 0;
      }).length;
    }
    if ("members" in of) {
      const { tree, from, to, where } = of.members;
      const most = to === "infinity" ? 1_000 : to;
      const below = (at: string, level: number): number =>
        this.children(tree, at).reduce((sum, child) => {
          const counts = level >= from && level <= most && this.holds(where, child, id);
          return sum + (counts ? 1 : 0) + (level < most ? below(child, level + 1) : 0);
        }, 0);
      return below(id, 1);
    }
    const { tree, at, maxDepth = 1_000, where } = of.legs;
    const most = at === "top" ? 1 : maxDepth;
    const has = (child: string, level: number): boolean =>
      level <= most &&
      (this.holds(where, child, id) || this.children(tree, child).some((next) => has(next, level + 1)));
    return this.children(tree, id).filter((child) => has(child, 1)).length;
  }

  #cappedLegs(terms: Extract<Cond, { cappedLegs: unknown }>["cappedLegs"], id: string): boolean {
    const own = this.own(terms.volume, id);
    const legs = this.legs({ volume: terms.volume, tree: terms.tree }, id);
    const all = terms.own === "capped" ? [...legs, own] : legs;
    const [required, share] = [Fraction.of(terms.required), Fraction.of(terms.maxShare)];
    let counted: Fraction;
    if (terms.capBase === "requirement") {
      counted = total(all.map((leg) => leg.least(required.times(share))));
    } else {
      const strongest = all.reduce((best, leg) => (leg.compare(best) > 0 ? leg : best), ZERO);
      const rest = total(all).minus(strongest);
      const others = new Fraction(1n).minus(share);
      counted = others.n <= 0n ? strongest.plus(rest) : strongest.least(share.over(others).times(rest)).plus(rest);
    }
    return (terms.own === "uncapped" ? counted.plus(own) : counted).compare(required) >= 0;
  }
}
