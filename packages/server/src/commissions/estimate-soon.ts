import type { Deps } from "../deps.ts";
import { enqueue } from "../jobs/enqueue.ts";
import { REFRESH_EVERY_SECONDS, refreshEstimate } from "./refresh-estimate.job.ts";

const asked = new WeakSet<object>();

/**
 * Has the estimates of the open periods computed again once this transaction is committed. Sent after the commit,
 * because two open transactions that queue the same singleton would wait for each other; once per transaction.
 */
export function refreshEstimateSoon(tx: Deps): void {
  if (asked.has(tx.db)) return;
  asked.add(tx.db);
  const deps: Deps = { ...tx, db: tx.handle.db, afterCommit: (effect) => void effect() };
  tx.afterCommit(() =>
    enqueue(deps, refreshEstimate, {}, { singletonKey: "company", singletonSeconds: REFRESH_EVERY_SECONDS }),
  );
}
