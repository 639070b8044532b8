import { z } from "zod";
import { adminProcedure, router } from "../trpc/trpc.ts";
import { getEvent } from "./get-event.ts";
import { ListInbox, ListRejected, listInbox, listRejected } from "./inbox.queries.ts";
import { replayEvent } from "./replay-event.ts";

const OneEvent = z.strictObject({ inboxEventId: z.string().max(60) });

export const inboxRouter = router({
  /** Stored events, newest first, with the number of each state. */
  list: adminProcedure()
    .input(ListInbox)
    .query(({ ctx, input }) => listInbox(ctx, input)),

  /** One event with its body, its verification and what it caused. Refuses with `event_not_found`. */
  get: adminProcedure()
    .input(OneEvent)
    .query(({ ctx, input }) => getEvent(ctx, input.inboxEventId)),

  /** Runs an event again. Refuses with `event_not_found` or `event_not_replayable`. */
  replay: adminProcedure("integrator", "support")
    .input(OneEvent)
    .mutation(({ ctx, input }) => replayEvent(ctx, input.inboxEventId)),

  /** Requests that the door refused, newest first. */
  rejected: adminProcedure()
    .input(ListRejected)
    .query(({ ctx, input }) => listRejected(ctx, input)),
});
