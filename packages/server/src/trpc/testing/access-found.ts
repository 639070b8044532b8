import { commissionLine, labRun, mail } from "@upline/db";
import type { DistributorId } from "@upline/domain";
import { eq } from "drizzle-orm";
import type { Deps } from "../../deps.ts";

/** What the walk asks for has to be there. */
export function found<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new Error("the world of the walk lacks something that a procedure looks for");
  return row;
}

export async function lineOf(deps: Deps, earnerId: DistributorId): Promise<string> {
  const [row] = await deps.db
    .select({ id: commissionLine.id })
    .from(commissionLine)
    .where(eq(commissionLine.earnerId, earnerId));
  return found(row).id;
}

export async function anyMail(deps: Deps): Promise<string> {
  const [row] = await deps.db.select({ id: mail.id }).from(mail);
  return found(row).id;
}

export async function anyRun(deps: Deps): Promise<string> {
  const what = { provider: "stripe", labCase: "valid", expected: { statuses: [] }, requests: [], inboxEventIds: [] };
  await deps.db.insert(labRun).values({ id: "lab_walk", at: deps.clock.wall(), by: "usr_owner", ...what });
  return "lab_walk";
}
