import { z } from "zod";
import { router, signedInProcedure } from "../trpc/trpc.ts";
import { watch } from "./watch.ts";

export const liveRouter = router({
  /** Says that something the viewer may see has changed: a topic, never a number. Resumes after `lastEventId`. */
  watch: signedInProcedure
    .input(z.object({ lastEventId: z.string().max(30).nullish() }))
    .subscription(({ ctx, input, signal }) =>
      watch(ctx, input.lastEventId ?? null, signal ?? new AbortController().signal),
    ),
});
