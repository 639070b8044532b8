import { defineOutboundJob } from "../jobs/job.ts";
import { callProvider } from "./call-provider.ts";
import { sendPayoutQueue } from "./queues.ts";

/** Sends one approved payout. One that is being sent, or was sent, is left alone: it is asked about instead. */
export const sendPayoutJob = defineOutboundJob({
  ...sendPayoutQueue,
  retry: { limit: 8, firstAfterSeconds: 5, atMostSeconds: 3600 },
  run: (deps, { payoutId }) => callProvider(deps, payoutId, "approved"),
});
