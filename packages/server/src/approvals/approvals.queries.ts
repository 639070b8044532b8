import { type Approval, decidedApprovals, openApprovals } from "@upline/db";
import { type AdminRole, actorOf, isAdmin } from "../auth/viewer.ts";
import type { Deps } from "../deps.ts";
import { type RequestedPublication, requestedPublications } from "../plans/requested-publications.ts";
import { namesOf, stateOf } from "./approval-state.ts";
import type { ApprovalSummary } from "./approval-summary.ts";
import { hasRole } from "./may-decide.ts";
import { SUBJECTS } from "./subjects.ts";
import { type WhyNot, whyNotApprove } from "./why-not.ts";

const DECIDED_SHOWN = 50;
const PUBLISHERS: readonly AdminRole[] = ["plan", "finance"];

/** Something that waits for a second person. */
interface Waiting {
  /** Of the request; a plan version has its own. */
  readonly id: string;
  readonly subject: string;
  readonly subjectId: string;
  readonly summary: ApprovalSummary;
  /** Null for a plan: its scenarios and its preview are the reason. */
  readonly reason: string | null;
  readonly fingerprint: string;
  readonly requestedBy: string | null;
  readonly requestedAt: string;
  readonly isOwn: boolean;
  /** Who decides it, beside the owner. */
  readonly roles: readonly AdminRole[];
  /** Null when it waits for the person of this session. */
  readonly whyNot: WhyNot | null;
}

/** What waits for a second person, oldest first, and what was decided lately. */
export async function listApprovals(deps: Deps) {
  const decided = await decidedApprovals(deps.db, DECIDED_SHOWN);
  const nameOf = await namesOf(deps, decided);
  return {
    open: await listWaiting(deps),
    decided: await Promise.all(
      decided.map(async (approval) => ({
        id: approval.id,
        subject: approval.subject,
        subjectId: approval.subjectId,
        summary: await summaryOf(deps, approval),
        reason: approval.reason,
        requestedBy: nameOf(approval.requestedBy),
        decidedBy: nameOf(approval.approvedBy ?? approval.declinedBy),
        decidedAt: approval.approvedAt ?? approval.declinedAt,
        declineReason: approval.declineReason,
        state: stateOf(approval, deps),
      })),
    ),
  };
}

/** How many requests wait, and how many of them for the person of this session. */
export async function countOpen(deps: Deps): Promise<{ readonly all: number; readonly yours: number }> {
  const open = await listWaiting(deps);
  const possible = open.filter(({ whyNot }) => whyNot !== "expired" && whyNot !== "outdated");
  return { all: possible.length, yours: possible.filter(({ whyNot }) => whyNot === null).length };
}

async function listWaiting(deps: Deps): Promise<readonly Waiting[]> {
  const [approvals, publications] = [await openApprovals(deps.db), await requestedPublications(deps)];
  const nameOf = await namesOf(deps, approvals);
  const own = actorOf(deps.viewer).id;
  const waiting: Waiting[] = [];
  for (const approval of approvals) {
    const subject = SUBJECTS.get(approval.subject);
    const summary = await summaryOf(deps, approval);
    if (!subject || !summary) continue;
    const { id, subjectId, reason, fingerprint, requestedAt, requestedBy } = approval;
    waiting.push({
      ...{ id, subject: approval.subject, subjectId, summary, reason, fingerprint, requestedAt },
      requestedBy: nameOf(requestedBy),
      isOwn: requestedBy === own,
      roles: subject.roles,
      whyNot: await whyNotApprove(deps, approval, subject),
    });
  }
  for (const plan of publications) waiting.push(await waitingPlan(deps, plan));
  return waiting.toSorted((a, b) => (a.requestedAt < b.requestedAt ? -1 : 1));
}

/** A plan version keeps its request in its own row; the same list shows it. */
async function waitingPlan(deps: Deps, plan: RequestedPublication): Promise<Waiting> {
  const { id, label, effectiveFrom, requestedBy, requestedAt, contentHash, isFirst } = plan;
  const { viewer } = deps;
  const isOwn = requestedBy === actorOf(viewer).id;
  const mayDecide = isAdmin(viewer) && hasRole(viewer.role, PUBLISHERS);
  return {
    ...{ id, subject: "plan", subjectId: id, reason: null, fingerprint: contentHash, requestedAt, isOwn },
    summary: { kind: "plan", label, effectiveFrom },
    requestedBy: (await namesOf(deps, [{ requestedBy, approvedBy: null, declinedBy: null }]))(requestedBy),
    roles: PUBLISHERS,
    whyNot: !mayDecide ? "role" : isOwn && !isFirst ? "own" : null,
  };
}

const summaryOf = async (deps: Deps, approval: Approval): Promise<ApprovalSummary | null> =>
  (await SUBJECTS.get(approval.subject)?.summary(deps, approval)) ?? null;
