import { z } from "zod";
import type { QueueOf } from "../jobs/job.ts";

const One = z.object({ payoutId: z.templateLiteral(["pyt_", z.string()]) });

/** Sends one approved payout. */
export const sendPayoutQueue: QueueOf<z.output<typeof One>> = { name: "payouts.send", payload: One };

/** Asks the provider what became of one payout. */
export const askPayoutQueue: QueueOf<z.output<typeof One>> = { name: "payouts.ask", payload: One };
