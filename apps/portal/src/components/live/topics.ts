import type { useTRPC } from "~/trpc/client";

type Trpc = ReturnType<typeof useTRPC>;

/** What `live.watch` may say has changed. */
export type Topic =
  | "commissions"
  | "ranks"
  | "team"
  | "orders"
  | "parties"
  | "inbox"
  | "mail"
  | "people"
  | "audit"
  | "plans"
  | "approvals"
  | "payouts"
  | "runs"
  | "health";

/** The queries that a topic makes old. A notice carries no data: they are read again. */
export function filtersOf(topic: Topic, trpc: Trpc): readonly { readonly queryKey: readonly unknown[] }[] {
  switch (topic) {
    case "commissions":
      return [trpc.commissions.pathFilter(), trpc.reports.pathFilter(), trpc.people.pathFilter()];
    case "ranks":
      return [trpc.ranks.pathFilter(), trpc.team.pathFilter()];
    case "team":
      return [trpc.team.pathFilter(), trpc.people.pathFilter(), trpc.placement.pathFilter()];
    case "orders":
      return [trpc.orders.pathFilter(), trpc.reports.pathFilter(), trpc.parties.pathFilter()];
    case "parties":
      return [trpc.parties.pathFilter()];
    case "inbox":
      return [trpc.inbox.pathFilter(), trpc.providers.pathFilter(), trpc.lab.pathFilter(), trpc.reports.pathFilter()];
    case "mail":
      return [trpc.mail.pathFilter()];
    case "people":
      return [trpc.people.pathFilter(), trpc.team.pathFilter(), trpc.placement.pathFilter()];
    case "audit":
      return [trpc.audit.pathFilter()];
    case "plans":
      return [trpc.plans.pathFilter(), trpc.ranks.pathFilter(), trpc.approvals.pathFilter()];
    case "approvals":
      return [trpc.approvals, trpc.payouts, trpc.runs, trpc.moves].map((router) => router.pathFilter());
    case "payouts":
      return [trpc.payouts.pathFilter(), trpc.approvals.pathFilter(), trpc.commissions.pathFilter()];
    case "runs":
      return [trpc.runs.pathFilter(), trpc.approvals.pathFilter()];
    case "health":
      return [trpc.health.pathFilter(), trpc.reports.pathFilter(), trpc.reconciliation.pathFilter()];
  }
}

export const TOPICS: readonly Topic[] = [
  "commissions",
  "ranks",
  "team",
  "orders",
  "parties",
  "inbox",
  "mail",
  "people",
  "audit",
  "plans",
  "approvals",
  "payouts",
  "runs",
  "health",
];
