import { z } from "zod";
import type { QueueOf } from "../jobs/job.ts";

const One = z.object({ runId: z.templateLiteral(["run_", z.string()]) });

/** Evaluates what a run froze. */
export const evaluateRunQueue: QueueOf<z.output<typeof One>> = { name: "runs.evaluate", payload: One };

/** Posts a run that was approved. */
export const postRunQueue: QueueOf<z.output<typeof One>> = { name: "runs.post", payload: One };
