import { distributor, estimateStanding, salesOrder } from "@upline/db";
import type { DistributorId, Instant } from "@upline/domain";
import { and, desc, eq, gte, inArray, lt, sql } from "drizzle-orm";
import { z } from "zod";
import type { Deps } from "../deps.ts";
import { openPeriod } from "../plans/open-period.ts";
import { personRefs } from "./person-refs.ts";
import { treeIndex } from "./tree-index.ts";

const FACTS_SHOWN = 3;
const QUIET_FOR_MS = 35 * 86_400_000;
const ALMOST_HUNDREDTHS = 50_00n;

/** Three facts about the team: who joined, who is a little short of active, who went quiet. Whole volumes in hundredths. */
export async function teamFacts(deps: Deps, top: DistributorId) {
  const tree = await treeIndex(deps);
  const ids = [...tree.below(top)];
  const { period, plan } = await openPeriod(deps);
  if (ids.length === 0) return { joined: [], almostActive: [], quiet: [], size: 0, active: 0 };
  const now = Date.parse(deps.clock.now());
  const near = ids.filter((id) => (tree.levelBelow(top, id) ?? 99) <= 3);
  const standings = await deps.db
    .select({ id: estimateStanding.distributorId, pv: estimateStanding.pv, isActive: estimateStanding.isActive })
    .from(estimateStanding)
    .where(eq(estimateStanding.periodId, period.id));
  const inTeam = new Set(ids);
  const nearby = new Set(near);
  const need = activeNeed(plan);
  const almost = standings
    .filter(({ id, pv, isActive }) => nearby.has(id) && !isActive && need - pv <= ALMOST_HUNDREDTHS && pv > 0n)
    .toSorted((a, b) => (a.pv > b.pv ? -1 : 1))
    .slice(0, FACTS_SHOWN);
  const joined = await deps.db
    .select({ id: distributor.id, at: distributor.joinedAt })
    .from(distributor)
    .where(and(inArray(distributor.id, ids), gte(distributor.joinedAt, period.start)))
    .orderBy(desc(distributor.joinedAt))
    .limit(FACTS_SHOWN);
  const quietBefore = new Date(now - QUIET_FOR_MS).toISOString() as Instant;
  const last = sql<Instant>`max(${salesOrder.effectiveAt})`;
  const quiet = await deps.db
    .select({ id: salesOrder.creditedTo, at: last })
    .from(salesOrder)
    .innerJoin(distributor, and(eq(distributor.id, salesOrder.creditedTo), eq(distributor.status, "good")))
    .where(inArray(salesOrder.creditedTo, near.length > 0 ? near : ids.slice(0, 1)))
    .groupBy(salesOrder.creditedTo)
    .having(lt(last, quietBefore))
    .orderBy(desc(last))
    .limit(FACTS_SHOWN);
  const refs = await personRefs(
    deps,
    [...joined, ...almost, ...quiet].map(({ id }) => id),
  );
  const person = new Map(refs.map((ref) => [ref.id, ref]));
  const known = <Row extends { id: DistributorId }>(rows: readonly Row[]) =>
    rows.flatMap((row) => {
      const ref = person.get(row.id);
      return ref ? [{ ...row, person: ref }] : [];
    });
  return {
    joined: known(joined).map(({ person: who, at }) => ({ person: who, at })),
    almostActive: known(almost).map(({ person: who, pv }) => ({ person: who, missingPv: need - pv })),
    quiet: known(quiet).map(({ person: who, at }) => ({
      person: who,
      lastOrderAt: new Date(at).toISOString() as Instant,
    })),
    size: ids.length,
    active: standings.filter(({ id, isActive }) => isActive && inTeam.has(id)).length,
  };
}

/** The volume that the plan's active condition asks for, in hundredths, where it asks for one volume. */
function activeNeed(plan: { conditions: readonly { id: string; when: unknown }[]; active: string }): bigint {
  const when = plan.conditions.find(({ id }) => id === plan.active)?.when;
  const parsed = z.object({ metric: z.string(), atLeast: z.string() }).safeParse(when);
  if (!parsed.success) return 0n;
  const [whole = "0", part = ""] = parsed.data.atLeast.split(".");
  return BigInt(whole) * 100n + BigInt(part.padEnd(2, "0").slice(0, 2) || "0");
}
