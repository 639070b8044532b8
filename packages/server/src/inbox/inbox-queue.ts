import { z } from "zod";

/** The queue of verified events. Its job is in `process-inbox-events.job.ts`; whoever wakes an event needs only this. */
export const inboxQueue = {
  name: "inbox.process",
  payload: z.object({ inboxEventId: z.templateLiteral(["ibx_", z.string()]) }),
};
