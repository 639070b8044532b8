import { type DistributorId, type Supposed, volume } from "@upline/domain";
import { z } from "zod";
import { levelSeenBy } from "../auth/can-view.ts";
import type { Deps } from "../deps.ts";
import { openToday } from "./open-today.ts";
import { standpointAfter, supposing } from "./suppose.ts";

const POINTS = "Enter points from 0.01 to 9999999.99, with at most two decimals.";
const Points = z
  .string()
  .trim()
  .regex(/^\d{1,7}(\.\d{1,2})?$/, POINTS)
  .transform(volume)
  .refine((points) => points > 0n, POINTS);

export const WhatIf = z.strictObject({
  distributorId: z.string().max(60).nullish(),
  changes: z
    .array(
      z.discriminatedUnion("kind", [
        /** By the person the question is about, or by one below him. */
        z.strictObject({ kind: z.literal("sale"), by: z.string().max(60).nullish(), points: Points }),
        /** Somebody new, sponsored by the person the question is about, who buys so much. */
        z.strictObject({ kind: z.literal("join"), points: Points }),
      ]),
    )
    .min(1)
    .max(10),
});

/**
 * Where somebody would stand if more was sold or somebody joined today. A calculation like that of the close, in a fork:
 * nothing is stored.
 *
 * @throws DomainError `not_found` for a seller whom the viewer may not see
 */
export async function whatIf(deps: Deps, distributorId: DistributorId, { changes }: z.output<typeof WhatIf>) {
  const open = await openToday(deps, distributorId);
  const how = supposing(deps, open);
  const supposed: Supposed[] = [];
  for (const [index, change] of changes.entries()) {
    if (change.kind === "join") {
      supposed.push({ kind: "join", under: distributorId, as: `supposed_person_${index}`, points: change.points });
      continue;
    }
    const by = (change.by ?? distributorId) as DistributorId;
    if (by !== distributorId) await levelSeenBy(deps, by);
    supposed.push({ kind: "sale", by, to: "either", points: change.points });
  }
  return {
    before: standpointAfter(open, [], how, distributorId),
    after: standpointAfter(open, supposed, how, distributorId),
  };
}
