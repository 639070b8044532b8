import { DomainError } from "@upline/domain";
import { z } from "zod";
import { adminProcedure, router } from "../trpc/trpc.ts";
import { Compose, Curl, compose, curlFromLab, labOptions, Send, sendFromLab } from "./lab.ts";
import { getLabRun } from "./lab-run.ts";

const labProcedure = adminProcedure("integrator", "support", "plan", "finance").use(({ ctx, next }) => {
  if (!ctx.config.DEMO) throw new DomainError("demo_only", "The laboratory runs in the demo only.");
  return next();
});

export const labRouter = router({
  /** What the sender offers. Refuses with `demo_only` outside the demo, as all of these. */
  options: labProcedure.query(({ ctx }) => labOptions(ctx)),

  /** The text of an event, to read and change before it is signed. Refuses with `order_not_found`, `input_malformed`. */
  compose: labProcedure.input(Compose).query(({ ctx, input }) => compose(ctx, input)),

  /** Signs and sends through the sandbox. Refuses with `input_malformed`. */
  send: labProcedure.input(Send).mutation(({ ctx, input }) => sendFromLab(ctx, input)),

  /** What a send led to so far. Refuses with `lab_run_not_found`. */
  run: labProcedure
    .input(z.strictObject({ labRunId: z.string() }))
    .query(({ ctx, input }) => getLabRun(ctx, input.labRunId)),

  /** The same request for a shell: as signed now, and as a script that signs anew. */
  curl: labProcedure.input(Curl).mutation(({ ctx, input }) => curlFromLab(ctx, input)),
});
