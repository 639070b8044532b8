import { adjustmentSubject } from "../adjustments/adjustment-subject.ts";
import { MOVE, moveSubject } from "../moves/move-subject.ts";
import { payoutBatchSubject } from "../payouts/payout-batch-subject.ts";
import { RUN } from "../runs/run-row.ts";
import { runSubject } from "../runs/run-subject.ts";
import type { ApprovalSubject } from "./subject.ts";

/** Everything that two people decide here, by the name it has in the requests. */
export const SUBJECTS: ReadonlyMap<string, ApprovalSubject> = new Map([
  ["adjust", adjustmentSubject],
  [MOVE, moveSubject],
  ["payout_batch", payoutBatchSubject],
  [RUN, runSubject],
]);
