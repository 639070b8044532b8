import type { Approval, ApprovalBody } from "@upline/db";
import type { DistributorId } from "@upline/domain";
import type { AdminRole } from "../auth/viewer.ts";
import type { Deps } from "../deps.ts";
import type { ApprovalSummary } from "./approval-summary.ts";

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
  /** What was asked for, as the list of approvals shows it. */
  readonly summary: (deps: Deps, approval: Approval) => Promise<ApprovalSummary>;
  /** Who made the thing and so may not approve it, whoever asked; absent where only the request is somebody's. */
  readonly preparedBy?: (deps: Deps, approval: Approval) => Promise<string | null>;
  /** Whether the body is another by now, where that is quickly known; approving asks `bodyNow` in any case. */
  readonly isOutdated?: (deps: Deps, approval: Approval) => Promise<boolean>;
}
