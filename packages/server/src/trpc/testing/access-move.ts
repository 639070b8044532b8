import { genealogyMove } from "@upline/db";
import type { DistributorId, Id } from "@upline/domain";
import { enrol } from "../../commissions/testing/world.ts";
import type { Deps } from "../../deps.ts";
import { requestMove } from "../../moves/request-move.ts";
import { appRouter } from "../app-router.ts";

/** Somebody new went from one sponsor to another: the first of two people asked, the second said yes. */
export async function moved(
  [first, second]: readonly [Deps, Deps],
  from: DistributorId,
  parentId: DistributorId,
): Promise<Id<"mov">> {
  const distributorId = await enrol(first, "Reed", from, "2026-04-04T03:00:00Z");
  const wanted = { distributorId, parentId, fromDay: null, reason: "Entered under the wrong sponsor" };
  const request = await requestMove(first, wanted);
  await appRouter.createCaller(second).approvals.approve({ ...request, approvalId: request.approvalId as Id<"apr"> });
  const [row] = await first.db.select({ id: genealogyMove.id }).from(genealogyMove);
  return row?.id as Id<"mov">;
}
