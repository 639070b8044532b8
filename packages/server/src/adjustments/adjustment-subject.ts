import { ledgerPost, postingOfBody } from "@upline/db";
import { type DistributorId, invariant } from "@upline/domain";
import type { ApprovalSubject } from "../approvals/subject.ts";
import { peopleSeen } from "../commissions/people-seen.ts";
import { notify } from "../live/notify.ts";
import { assertCovered } from "./assert-covered.ts";

/** The posting was written down when it was asked for; approved, it is posted as it stands. */
export const adjustmentSubject: ApprovalSubject = {
  roles: ["finance"],
  beneficiaries: async (_tx, { subjectId }) => [subjectId as DistributorId],
  bodyNow: async (_tx, { body }) => body,
  act: async (tx, { body, subjectId }) => {
    const { own, against } = ownPartOf(body, subjectId);
    await assertCovered(tx, subjectId, { minor: -own.amount, against, currency: own.currency });
    await ledgerPost(tx.db, [postingOfBody(body)]);
    await notify(tx, subjectId as DistributorId, "commissions");
  },
  async summary(deps, { body, subjectId }) {
    const { own, against } = ownPartOf(body, subjectId);
    const person = (await peopleSeen(deps, [subjectId as DistributorId])).get(subjectId) ?? null;
    return { kind: "adjust", person, minor: -own.amount, currency: own.currency, against };
  },
};

/** The person's own line of the posting; what it takes from the company is given to him. */
function ownPartOf(body: Parameters<typeof postingOfBody>[0], subjectId: string) {
  const own = postingOfBody(body).lines.find(({ owner }) => owner === subjectId);
  invariant(own, "an adjustment has a line of the person it is about");
  const against: "available" | "owed" = own.code === "dist.available" ? "available" : "owed";
  return { own, against };
}
