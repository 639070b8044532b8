import { describe, expect, it } from "vitest";
import type { Bonus, PlanVersion } from "../plan/plan-version.ts";
import { instant, plusMs } from "../time/instant.ts";
import { periodById } from "../time/period.ts";
import { evaluate } from "./evaluate.ts";
import { EMPTY_STATE, type Fact, type PeriodFacts } from "./facts.ts";
import { EXAMPLE } from "./testing/worked-example.ts";

const DEPTH = 50_000;

const name = (n: number) => `dst_${String(n).padStart(6, "0")}`;

/** A chain in which everybody buys and nearly nobody has a rank. */
function chain(plan: PlanVersion): PeriodFacts {
  const [month] = plan.periods;
  if (!month) throw new Error("the example has a period");
  const period = periodById(month, "month:2026-06-01", plan.timeZone);
  const joinedAt = instant("2026-01-01T00:00:00Z");
  const facts: Fact[] = [];
  for (let n = 0; n < DEPTH; n += 1) {
    const who = { distributor: name(n), recordedAt: joinedAt };
    const parent = n === 0 ? null : name(n - 1);
    facts.push({ ...who, id: `j${n}`, seq: 3 * n, t: "distributor", joinedAt, earns: true });
    facts.push({ ...who, id: `e${n}`, seq: 3 * n + 1, t: "edge", tree: "sponsor", parent, slot: null, from: joinedAt });
    const effectiveAt = plusMs(period.start, 1_000 + n);
    facts.push({
      id: `o${n}`,
      seq: 3 * n + 2,
      recordedAt: effectiveAt,
      t: "order",
      order: `o${n}`,
      buyer: name(n),
      buyerKind: "distributor",
      creditedTo: name(n),
      effectiveAt,
      volumes: { pv: n % 10_000 === 0 ? 100_000n : 100n, cv: 10_000n },
      margin: 0n,
      isFirst: false,
      party: null,
      packageLevel: null,
    });
  }
  return { cadence: "month", period, versions: [], facts, past: [], closed: [], originals: [] };
}

function planOf(change: Partial<Bonus>): PlanVersion {
  const [, uni] = EXAMPLE.bonuses;
  if (!uni) throw new Error("the example has two bonuses");
  const leader = { id: "leader", label: "Leader", when: { metric: "own2", atLeast: "500" } };
  const ranks = [...EXAMPLE.ranks.slice(0, 1), leader];
  return { ...EXAMPLE, ranks, bonuses: [{ ...uni, gate: { rank: "leader", basis: "paidAs" }, ...change }] };
}

describe("a chain of 50,000 people", () => {
  it.each<[string, number, Partial<Bonus>]>([
    [
      "a level that waits for somebody entitled",
      DEPTH - 1,
      {
        walk: { to: "upline", tree: "sponsor", payFrom: 1, levels: 1, compress: "skipUnqualified" },
        rate: { unit: "share", byLevel: ["0.05"] },
      },
    ],
    [
      "a differential by rank",
      DEPTH - 1,
      {
        walk: { to: "differential", tree: "sponsor", includeSelf: false, selfAlreadyPaid: false, payFrom: 1 },
        rate: { unit: "share", byRank: { leader: "0.05" } },
      },
    ],
    [
      "generations",
      DEPTH - 10_000,
      {
        walk: { to: "generations", tree: "sponsor", boundary: "leader", edge: "starts", count: 1 },
        rate: { unit: "share", byLevel: ["0.05"] },
      },
    ],
  ])(
    "%s asks each person a few times, not everybody above him",
    (_, lines, change) => {
      const plan = planOf(change);
      expect(evaluate(plan, chain(plan), EMPTY_STATE).lines).toHaveLength(lines);
    },
    60_000,
  );
});
