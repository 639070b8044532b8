import { takeApproval } from "@upline/db";
import { DomainError, type RunId } from "@upline/domain";
import { z } from "zod";
import type { ApprovalSubject } from "../approvals/subject.ts";
import { actorOf } from "../auth/viewer.ts";
import { notify } from "../live/notify.ts";
import { findPeriod, periodView } from "../periods/period-view.ts";
import { runBody } from "./run-body.ts";
import { assertAgreed, assertState, changeRun, demandRun } from "./run-row.ts";

/** What the list of approvals shows of a requested run. */
const Shown = z.object({ periodId: z.string(), lines: z.number(), total: z.string(), currency: z.string() });

/** A commission run: approved is exactly its result, from exactly its facts. Nobody approves a run that he started. */
export const runSubject: ApprovalSubject = {
  roles: ["finance"],
  // Everybody earns in it: who may approve is decided by the role, not by the tree.
  beneficiaries: async () => [],
  bodyNow: async (tx, { subjectId }) => runBody(tx, await demandRun(tx, subjectId as RunId, true)),

  async act(tx, { id, subject, subjectId }) {
    const run = await demandRun(tx, subjectId as RunId, true);
    assertState(run, "evaluated");
    const approver = actorOf(tx.viewer).id;
    if (run.createdBy === approver) {
      throw new DomainError("approver_is_requester", "You prepared this run, so someone else must approve it.");
    }
    const body = await runBody(tx, run);
    assertAgreed(run, { linesHash: String(body.linesHash) });
    await takeApproval(tx.db, { id, subject, body, usedBy: run.id });
    await changeRun(tx, run.id, {
      state: "approved",
      approvalId: id,
      approvedBy: approver,
      approvedAt: tx.clock.now(),
    });
  },

  onDecline: (tx) => notify(tx, "admin", "runs"),

  async summary(deps, { body }) {
    const { periodId, lines, total, currency } = Shown.parse(body);
    const { label } = await periodView(deps, await findPeriod(deps, periodId));
    return { kind: "commission_run", period: label, lines, totalMinor: BigInt(total), currency };
  },

  preparedBy: async (deps, { subjectId }) => (await demandRun(deps, subjectId as RunId)).createdBy,

  isOutdated: async (deps, { subjectId }) => (await demandRun(deps, subjectId as RunId)).state !== "evaluated",
};
