import { ledgerPost, postingOfBody } from "@upline/db";
import type { DistributorId } from "@upline/domain";
import type { ApprovalSubject } from "../approvals/subject.ts";
import { peopleSeen } from "../commissions/people-seen.ts";
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
  async summary(deps, { body, subjectId }) {
    const { lines } = postingOfBody(body);
    // The person's own line of the posting; what it takes from the company is given to him.
    const own = lines.find(({ owner }) => owner === subjectId);
    const person = (await peopleSeen(deps, [subjectId as DistributorId])).get(subjectId) ?? null;
    const against = own?.code === "dist.available" ? "available" : "owed";
    return { kind: "adjust", person, minor: -(own?.amount ?? 0n), currency: own?.currency ?? "", against };
  },
};
