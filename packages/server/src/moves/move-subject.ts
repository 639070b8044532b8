import { type Approval, type ApprovalBody, genealogyEdge, genealogyMove, takeApproval } from "@upline/db";
import { type DistributorId, DomainError, type EdgeIndex, parentAt } from "@upline/domain";
import { z } from "zod";
import type { ApprovalSubject } from "../approvals/subject.ts";
import { refreshEstimateSoon } from "../commissions/estimate-soon.ts";
import { peopleSeen } from "../commissions/people-seen.ts";
import type { Deps } from "../deps.ts";
import { lockForPosting } from "../ledger/posting-lock.ts";
import { notify } from "../live/notify.ts";
import type { TreeMove } from "./move-impact.ts";
import { checkedMove, sponsorEdges, type WantedMove } from "./move-situation.ts";

/** The name of moves among what two people decide. */
export const MOVE = "move";

const Id = z.string().transform((id) => id as DistributorId);
const Body = z.strictObject({
  tree: z.string(),
  distributorId: Id,
  /** Under whom he hung when it was asked for: after another move the request is void. */
  fromParentId: Id.nullable(),
  parentId: Id.nullable(),
  fromDay: z.string().nullable(),
});

/** What is asked for, as it is shown to the second person. */
export function bodyOf(wanted: WantedMove, { tree, distributor, from }: TreeMove, edges: EdgeIndex): ApprovalBody {
  const { distributorId, parentId, fromDay } = wanted;
  return { tree, distributorId, fromParentId: parentAt(edges, distributor, from) ?? null, parentId, fromDay };
}

/** The move that a request is about. */
export const wantedOf = ({ body }: Pick<Approval, "body">) => Body.parse(body);

/** A move as the approval names it: recorded when a second person says yes. */
export const moveSubject: ApprovalSubject = {
  roles: ["plan", "finance"],
  beneficiaries: async (_tx, { body }) => {
    const { distributorId, fromParentId, parentId } = wantedOf({ body });
    return [distributorId, fromParentId, parentId].filter((id) => id !== null);
  },
  bodyNow: async (tx, { body }) => {
    const wanted = Body.parse(body);
    const edges = await sponsorEdges(tx);
    return bodyOf(wanted, await checkedMove(tx, wanted, edges), edges);
  },
  act: recordMove,
  async summary(deps, { body }) {
    const { distributorId, fromParentId, parentId, fromDay } = wantedOf({ body });
    const people = await peopleSeen(deps, [distributorId, fromParentId, parentId]);
    const personOf = (id: DistributorId | null) => (id === null ? null : (people.get(id) ?? null));
    const [person, from, to] = [distributorId, fromParentId, parentId].map(personOf);
    return { kind: "move", person: person ?? null, from: from ?? null, to: to ?? null, fromDay };
  },
};

async function recordMove(tx: Deps, { id: approvalId, body, reason }: Approval): Promise<void> {
  // Payments wait, and so does another move that would close a circle with this one.
  await lockForPosting(tx);
  const wanted = Body.parse(body);
  const edges = await sponsorEdges(tx);
  const move = await checkedMove(tx, wanted, edges);
  const { tree, from } = move;
  const { distributorId, parentId } = wanted;
  const fromParentId = (parentAt(edges, distributorId, from) ?? null) as DistributorId | null;
  if (fromParentId !== wanted.fromParentId) {
    throw new DomainError(
      "approval_outdated",
      "This person has another sponsor by now. Look at it again, then ask anew.",
    );
  }
  const id = tx.newId("mov");
  const recordedAt = tx.clock.now();
  const edge = { tree, distributorId, parentId, slot: null, fromAt: from, recordedAt, causeId: id };
  await tx.db.insert(genealogyEdge).values(edge);
  await tx.db.insert(genealogyMove).values({
    id,
    tree,
    distributorId,
    fromParentId,
    toParentId: parentId,
    effectiveAt: from,
    reason,
    approvalId,
    recordedAt,
  });
  await takeApproval(tx.db, { id: approvalId, subject: MOVE, body, usedBy: id });
  await tellOfMove(tx, [distributorId, fromParentId, parentId]);
}

/** Whoever hangs elsewhere, and both lines, see their teams anew; estimates follow. */
export async function tellOfMove(tx: Deps, people: readonly (DistributorId | null)[]): Promise<void> {
  const known = people.filter((id) => id !== null);
  await notify(tx, ["admin", ...known], "team");
  await notify(tx, "admin", "people");
  refreshEstimateSoon(tx);
}
