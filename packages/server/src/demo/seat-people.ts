import { genealogyEdge, selectRows } from "@upline/db";
import { type DistributorId, type Instant, instant, placeWeakest } from "@upline/domain";
import { sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { PLACEMENT } from "./demo-plan.ts";

interface Newcomer {
  readonly id: DistributorId;
  readonly sponsorId: DistributorId | null;
  readonly joinedAt: Instant;
}

/**
 * Gives everybody his seat in the placement tree as soon as he has joined, by the rule that the tree has; the first
 * founder stands on top. Whoever joined in the last days waits for his.
 *
 * @param until  joined from this moment on, somebody still waits
 * @returns a function to be called after people have joined
 */
export function seatingPeople(deps: Deps, until: Instant): () => Promise<void> {
  const slots = new Map<string, (string | null)[]>();
  let top: DistributorId | null = null;
  const seatOf = ({ id, sponsorId }: Newcomer) => {
    if (top === null) {
      top = id;
      return { parentId: null, slot: 0 };
    }
    const seat = placeWeakest(slots, sponsorId !== null && slots.has(sponsorId) ? sponsorId : top, 2);
    if (!seat) throw new Error("whoever has a seat has a free one below");
    const below = [...(slots.get(seat.parent) ?? [])];
    below[seat.slot] = id;
    slots.set(
      seat.parent,
      Array.from(below, (child) => child ?? null),
    );
    return { parentId: seat.parent as DistributorId, slot: seat.slot };
  };
  return async () => {
    const rows = (await newcomers(deps)).filter(({ joinedAt }) => joinedAt < until);
    const edges = rows.map((person) => {
      const seat = seatOf(person);
      slots.set(person.id, []);
      const { id: distributorId, joinedAt: fromAt } = person;
      return {
        tree: PLACEMENT,
        distributorId,
        ...seat,
        fromAt,
        recordedAt: deps.clock.now(),
        causeId: "placement.due",
      };
    });
    if (edges.length > 0) await deps.db.insert(genealogyEdge).values(edges);
  };
}

async function newcomers({ db }: Deps): Promise<Newcomer[]> {
  const rows = await selectRows<{ id: DistributorId; sponsor: DistributorId | null; at: string }>(
    db,
    sql`select d.id, e.parent_id as sponsor, to_char(d.joined_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
      from distributor d join genealogy_edge e on e.tree = 'sponsor' and e.distributor_id = d.id
      where not exists (select 1 from placement_seat s where s.tree = ${PLACEMENT} and s.distributor_id = d.id)
      order by d.joined_at, d.id`,
  );
  return rows.map(({ id, sponsor, at }) => ({ id, sponsorId: sponsor, joinedAt: instant(at) }));
}
