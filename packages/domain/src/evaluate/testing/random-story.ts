import type { Bonus, PlanVersion } from "../../plan/plan-version.ts";
import type { Standing } from "../facts.ts";
import type { Story, StoryOrder, StoryRefund } from "./build-facts.ts";
import { EXAMPLE } from "./worked-example.ts";

/** Numbers that look random and are the same for the same seed. */
export function picker(seed: number): (below: number) => number {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) >>> 0;
    const mixed = Math.imul(state ^ (state >>> 12), 0x297a2d39) >>> 0;
    return ((mixed ^ (mixed >>> 15)) >>> 0) % below;
  };
}

export interface StorySize {
  readonly seed: number;
  readonly people: number;
  readonly orders: number;
}

export interface StoryOptions {
  readonly moves?: boolean;
  readonly refunds?: boolean;
}

export function nth(n: number): string {
  return `dst_${String(n).padStart(3, "0")}`;
}

/** June in a random company: odd hundredths, joins inside and outside windows, terminations, house nodes, refunds. */
export function randomStory(
  { seed, people, orders }: StorySize,
  { moves = false, refunds = true }: StoryOptions = {},
): Story {
  const pick = picker(seed);
  const crowd = Array.from({ length: people }, (_, n) => ({
    id: nth(n),
    sponsor: n === 0 || pick(12) === 0 ? null : nth(pick(n)),
    joined: `2026-0${1 + Math.min(5, Math.floor((n * 6) / people))}-01T00:00:00Z`,
    earns: pick(15) !== 0,
  }));
  const bought = Array.from({ length: people === 0 ? 0 : orders }, (_, n) => randomOrder(pick, n, people));
  const returned = bought.flatMap((order, n) => (refunds && pick(5) === 0 ? [randomRefund(pick, n, order)] : []));
  const statuses = crowd.flatMap(({ id }) => {
    const status: Standing = (["terminated", "suspended", "merged", "pending"] as const)[pick(4)] ?? "good";
    return pick(7) === 0 ? [{ id, status, at: moment(pick) }] : [];
  });
  const closedPeople = crowd
    .filter(({ joined }) => joined < "2026-06")
    .map(({ id }) => [id, { active: pick(3) > 0 }] as const);
  return {
    period: "month:2026-06-01",
    people: crowd,
    statuses,
    orders: bought,
    refunds: returned,
    ...(moves && people > 2 ? { moves: randomMoves(pick, people) } : {}),
    closed: [
      { period: "month:2026-05-01", closedAt: "2026-06-08T08:00:00Z", people: Object.fromEntries(closedPeople) },
    ],
  };
}

/** Nobody is moved under his own downline: only earlier ids are parents. */
function randomMoves(pick: (below: number) => number, people: number): NonNullable<Story["moves"]> {
  return Array.from({ length: 1 + pick(2) }, () => {
    const who = 1 + pick(people - 1);
    return { id: nth(who), to: pick(6) === 0 ? null : nth(pick(who)), at: moment(pick) };
  });
}

function moment(pick: (below: number) => number): string {
  return `2026-06-${String(1 + pick(28)).padStart(2, "0")}T${String(pick(24)).padStart(2, "0")}:00:00Z`;
}

function randomOrder(pick: (below: number) => number, n: number, people: number): StoryOrder {
  const points = `${pick(300)}.${String(pick(100)).padStart(2, "0")}`;
  const half = `${pick(200)}.${String(pick(100)).padStart(2, "0")}`;
  return {
    id: `ord_${String(n).padStart(3, "0")}`,
    of: nth(pick(people)),
    ...(pick(2) === 0 ? { customer: `cus_${pick(5)}` } : {}),
    at: moment(pick),
    volumes: { pv: points, cv: pick(3) === 0 ? half : points },
  };
}

function randomRefund(pick: (below: number) => number, n: number, order: StoryOrder): StoryRefund {
  const whole = pick(2) === 0;
  const part = (text: string | undefined) => (whole ? (text ?? "0") : `${Math.floor(Number(text ?? "0") / 2)}`);
  const volumes = { pv: part(order.volumes.pv), cv: part(order.volumes.cv) };
  return { id: `ref_${String(n).padStart(3, "0")}`, order: order.id, at: "2026-06-29T10:00:00Z", volumes };
}

/** The worked example's plan with another unilevel. */
export function planWith(change: Partial<Bonus>, plan: PlanVersion = EXAMPLE): PlanVersion {
  return { ...plan, bonuses: plan.bonuses.map((bonus) => (bonus.id === "uni" ? { ...bonus, ...change } : bonus)) };
}

/** A plan with random compression, depth, first paid level, gate, limits, and rounding. */
export function randomPlan(seed: number): PlanVersion {
  const pick = picker(seed + 7);
  const compress = (["none", "skipInactive", "skipUnqualified"] as const)[pick(3)] ?? "none";
  const unlock = pick(2) === 0 ? { unlock: { byRank: { member: 1, builder: 2, leader: 3 } } } : {};
  const limit = [{}, { limit: { perSource: "3.33" } }, { limit: { perEarner: { flat: "10.01" } } }][pick(3)] ?? {};
  const uni: Partial<Bonus> = {
    gate: pick(3) === 0 ? { always: true } : { ref: "is_active" },
    walk: { to: "upline", tree: "sponsor", payFrom: 1 + pick(2), levels: 3, compress, ...unlock },
    ...limit,
  };
  const rounding = pick(2) === 0 ? "halfEven" : "halfAwayFromZero";
  return planWith(uni, { ...EXAMPLE, policies: { ...EXAMPLE.policies, rounding } });
}
