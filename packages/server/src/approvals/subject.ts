import type { Approval, ApprovalBody } from "@upline/db";
import type { DistributorId } from "@upline/domain";
import type { AdminRole } from "../auth/viewer.ts";
import type { Deps } from "../deps.ts";

/** A kind of thing that two people decide: one object per kind, listed in `subjects.ts`. */
export interface ApprovalSubject {
  /** Who may approve, beside the owner. */
  readonly roles: readonly AdminRole[];
  /** Who gets money or a place by it; none of them, and nobody above or below, may approve. */
  readonly beneficiaries: (tx: Deps, approval: Approval) => Promise<readonly DistributorId[]>;
  /** What would be done now. Another body than the requested one voids the request. */
  readonly bodyNow: (tx: Deps, approval: Approval) => Promise<ApprovalBody>;
  /** Does it, in the transaction of the approval, and uses the approval. */
  readonly act: (tx: Deps, approval: Approval) => Promise<void>;
  /** What the request leaves behind when somebody says no. */
  readonly onDecline?: (tx: Deps, approval: Approval) => Promise<void>;
}
