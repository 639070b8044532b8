import { commissionLine, commissionPosting, distributor, inboxEvent, labRun, planVersion } from "@upline/db";
import type { InboxEventId, PlanVersionId } from "@upline/domain";
import { and, eq, inArray, isNotNull } from "drizzle-orm";
import { z } from "zod";
import type { Deps } from "../deps.ts";
import { Exchange } from "../lab/sandbox-client.ts";
import { DEMO_SIGN_INS } from "./users.ts";

const REFUNDS = ["charge.refunded", "payment.refunded"];

/**
 * The steps of the tour. A step is done when its effect is found in the database, and when it is this visitor's: others
 * who try the same demo tick nothing.
 *
 * @param did  ids that the visitor's browser kept: runs it sent, lines it opened, drafts it previewed
 */
export async function tourSteps(deps: Deps, did: readonly string[]) {
  const runs = await runsOf(deps, did);
  const ids = runs.flatMap(({ inboxEventIds }) => inboxEventIds) as InboxEventId[];
  const events = ids.length === 0 ? [] : await deps.db.select().from(inboxEvent).where(inArray(inboxEvent.id, ids));
  const isRefunded = events.some(({ type, status }) => REFUNDS.includes(type) && status === "processed");
  return [
    { id: "send", href: "/lab", done: events.length > 0 },
    { id: "see", href: "/home", done: await hasReachedSomebody(deps, ids) },
    { id: "explain", href: "/earnings", done: await hasOpenedLine(deps, did) },
    { id: "repeat", href: "/lab", done: hasRepeated(runs) },
    { id: "tamper", href: "/lab?case=tampered", done: runs.some(wasTamperedAndRefused) },
    { id: "refund", href: "/lab?story=partial_refund", done: isRefunded },
    { id: "preview", href: "/admin/ranks", done: await hasPreviewed(deps, did) },
  ] as const;
}

interface Run {
  readonly labCase: string;
  readonly inboxEventIds: readonly string[];
  readonly requests: readonly Exchange[];
}

const isAccepted = ({ status }: Exchange): boolean => status !== null && status >= 200 && status < 300;

async function runsOf(deps: Deps, did: readonly string[]): Promise<Run[]> {
  if (did.length === 0) return [];
  const rows = await deps.db
    .select()
    .from(labRun)
    .where(inArray(labRun.id, [...did]));
  return rows.map(({ labCase, inboxEventIds, requests }) => ({
    labCase,
    inboxEventIds,
    requests: z.array(Exchange).parse(requests),
  }));
}

/** One event was accepted more than once, in one run or in several. */
function hasRepeated(runs: readonly Run[]): boolean {
  const refs = runs.flatMap(({ requests }) => requests.filter(isAccepted).flatMap(({ eventRef }) => eventRef ?? []));
  return new Set(refs).size < refs.length;
}

const wasTamperedAndRefused = ({ labCase, requests }: Run): boolean =>
  labCase === "tampered" && requests.length > 0 && requests.every(({ status }) => status === 401);

/** A line of one of the people whose home can be opened with a sign-in of the demo. */
async function hasReachedSomebody(deps: Deps, ids: readonly InboxEventId[]): Promise<boolean> {
  if (ids.length === 0) return false;
  const emails = DEMO_SIGN_INS.map(({ email }) => email);
  const [line] = await deps.db
    .select({ id: commissionLine.id })
    .from(commissionPosting)
    .innerJoin(commissionLine, eq(commissionLine.lineKeyHash, commissionPosting.lineKeyHash))
    .innerJoin(distributor, eq(distributor.id, commissionLine.earnerId))
    .where(and(inArray(commissionPosting.causeId, [...ids]), inArray(distributor.email, emails)))
    .limit(1);
  return line !== undefined;
}

async function hasOpenedLine(deps: Deps, did: readonly string[]): Promise<boolean> {
  if (did.length === 0) return false;
  const [line] = await deps.db
    .select({ id: commissionLine.id })
    .from(commissionLine)
    .where(inArray(commissionLine.id, [...did]))
    .limit(1);
  return line !== undefined;
}

async function hasPreviewed(deps: Deps, did: readonly string[]): Promise<boolean> {
  if (did.length === 0) return false;
  const [draft] = await deps.db
    .select({ id: planVersion.id })
    .from(planVersion)
    .where(and(inArray(planVersion.id, did as PlanVersionId[]), isNotNull(planVersion.previewedHash)))
    .limit(1);
  return draft !== undefined;
}
