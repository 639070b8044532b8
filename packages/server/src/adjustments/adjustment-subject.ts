import { ledgerPost, postingOfBody } from "@upline/db";
import type { DistributorId } from "@upline/domain";
import type { ApprovalSubject } from "../approvals/subject.ts";
import { notify } from "../live/notify.ts";

/** The posting was written down when it was asked for; approved, it is posted as it stands. */
export const adjustmentSubject: ApprovalSubject = {
  roles: ["finance"],
  beneficiaries: async (_tx, { subjectId }) => [subjectId as DistributorId],
  bodyNow: async (_tx, { body }) => body,
  act: async (tx, { body, subjectId }) => {
    await ledgerPost(tx.db, [postingOfBody(body)]);
    await notify(tx, subjectId as DistributorId, "commissions");
  },
};
