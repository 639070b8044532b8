/** Every kind of news that leaves the back office, in one closed list. */
export const OUTBOX_EVENT_TYPES = [
  "distributor.enrolled",
  "customer.created",
  "order.placed",
  "order.confirmed",
  "order.refunded",
  "commission.earned",
  "commission.reversed",
  "rank.advanced",
  "rank.confirmed",
  "period.closed",
  "plan.published",
  "plan.withdrawn",
  "payout.sent",
  "payout.settled",
  "payout.failed",
  "payout.returned",
] as const;

export type OutboxEventType = (typeof OUTBOX_EVENT_TYPES)[number];
