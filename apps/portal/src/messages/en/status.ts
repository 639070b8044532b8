/** One word per state, the same on every screen, and how loudly it speaks. */
export type Tone = "plain" | "ok" | "wait" | "bad" | "info";
export interface StatusWord {
  readonly label: string;
  readonly tone: Tone;
  readonly icon?: "clock" | "arrow" | "check" | "lock" | "undo" | "estimate" | undefined;
}

const money = {
  estimated: { label: "Estimated", tone: "plain", icon: "estimate" },
  pending: { label: "Pending", tone: "wait", icon: "clock" },
  available: { label: "Available", tone: "ok" },
  in_payout: { label: "In payout", tone: "info", icon: "arrow" },
  paid: { label: "Paid", tone: "plain", icon: "check" },
  held: { label: "Held", tone: "wait", icon: "lock" },
  reversed: { label: "Reversed", tone: "plain", icon: "undo" },
  owed: { label: "To be offset", tone: "wait", icon: "undo" },
} as const satisfies Record<string, StatusWord>;

const inbox = {
  received: { label: "Received", tone: "info" },
  processed: { label: "Processed", tone: "ok" },
  ignored: { label: "No effect", tone: "plain" },
  unmatched: { label: "Waiting for its match", tone: "wait" },
  held: { label: "Held for review", tone: "wait" },
  dead: { label: "Failed", tone: "bad" },
  duplicate: { label: "Duplicate", tone: "plain" },
} as const satisfies Record<string, StatusWord>;

const order = {
  placed: { label: "Placed", tone: "plain" },
  paid: { label: "Paid", tone: "ok" },
  part_refunded: { label: "Partly refunded", tone: "wait" },
  refunded: { label: "Refunded", tone: "plain" },
  failed: { label: "Payment failed", tone: "bad" },
  disputed: { label: "Disputed", tone: "wait" },
  lost: { label: "Dispute lost", tone: "bad" },
  held: { label: "Held for review", tone: "wait" },
} as const satisfies Record<string, StatusWord>;

const party = {
  planned: { label: "Planned", tone: "plain" },
  open: { label: "Open", tone: "info" },
  closed: { label: "Closed", tone: "plain", icon: "check" },
} as const satisfies Record<string, StatusWord>;

const person = {
  active: { label: "Active", tone: "ok" },
  inactive: { label: "Inactive", tone: "plain" },
  pending: { label: "Waiting for payment", tone: "wait" },
  good: { label: "In good standing", tone: "ok" },
  enrolled: { label: "Enrolled", tone: "ok" },
  suspended: { label: "Suspended", tone: "wait" },
  terminated: { label: "Left", tone: "plain" },
  merged: { label: "Merged into another", tone: "plain" },
} as const satisfies Record<string, StatusWord>;

const attribute = {
  now: { label: "In force", tone: "ok" },
  later: { label: "To come", tone: "wait" },
  past: { label: "Over", tone: "plain" },
} as const satisfies Record<string, StatusWord>;

const mail = {
  queued: { label: "Queued", tone: "info" },
  sending: { label: "Sending", tone: "info" },
  sent: { label: "Accepted", tone: "ok" },
  failed: { label: "Failed", tone: "bad" },
  suppressed: { label: "Not sent", tone: "plain" },
  bounced: { label: "Bounced", tone: "bad" },
} as const satisfies Record<string, StatusWord>;

const plan = {
  draft: { label: "Draft", tone: "info" },
  requested: { label: "Waiting for approval", tone: "wait" },
  scheduled: { label: "Scheduled", tone: "wait" },
  in_force: { label: "In force", tone: "ok" },
  superseded: { label: "Superseded", tone: "plain" },
  withdrawn: { label: "Withdrawn", tone: "plain" },
} as const satisfies Record<string, StatusWord>;

const period = {
  open: { label: "Open", tone: "info" },
  frozen: { label: "Frozen", tone: "wait" },
  closed: { label: "Closed", tone: "plain" },
} as const satisfies Record<string, StatusWord>;

const run = {
  frozen: { label: "Being evaluated", tone: "info" },
  evaluated: { label: "Waiting for review", tone: "wait" },
  approved: { label: "Approved", tone: "info" },
  posting: { label: "Being posted", tone: "info" },
  posted: { label: "Posted", tone: "ok" },
  cancelled: { label: "Cancelled", tone: "plain" },
} as const satisfies Record<string, StatusWord>;

const approval = {
  open: { label: "Waiting", tone: "wait" },
  expired: { label: "Expired", tone: "plain" },
  approved: { label: "Approved", tone: "ok" },
  declined: { label: "Refused", tone: "plain" },
} as const satisfies Record<string, StatusWord>;

const check = {
  done: { label: "Done", tone: "ok" },
  waiting: { label: "Waiting", tone: "wait" },
  failed: { label: "Failed", tone: "bad" },
  skipped: { label: "Not needed", tone: "plain" },
  ok: { label: "In order", tone: "ok" },
  on: { label: "On", tone: "ok" },
  off: { label: "Off", tone: "plain" },
} as const satisfies Record<string, StatusWord>;

const payout = {
  reserved: { label: "Set aside", tone: "wait" },
  approved: { label: "Approved", tone: "info" },
  sending: { label: "Being sent", tone: "info" },
  unknown: { label: "Unknown, being asked", tone: "wait" },
  sent: { label: "On its way", tone: "info", icon: "arrow" },
  settled: { label: "Arrived", tone: "ok", icon: "check" },
  failed: { label: "Failed", tone: "bad" },
  returned: { label: "Came back", tone: "bad", icon: "undo" },
  cancelled: { label: "Cancelled", tone: "plain" },
} as const satisfies Record<string, StatusWord>;

const payoutBatch = {
  proposing: { label: "Being built", tone: "info" },
  proposed: { label: "Proposed", tone: "wait" },
  approved: { label: "Approved", tone: "ok" },
  cancelled: { label: "Cancelled", tone: "plain" },
} as const satisfies Record<string, StatusWord>;

export const STATUS = {
  money,
  inbox,
  order,
  party,
  person,
  attribute,
  mail,
  plan,
  period,
  run,
  approval,
  check,
  payout,
  payoutBatch,
} as const;
export type StatusKind = keyof typeof STATUS;

/** The word for a state; an unknown one is shown as it is, with its underscores as spaces. */
export function statusWord(kind: StatusKind, state: string): StatusWord {
  const words: Readonly<Record<string, StatusWord>> = STATUS[kind];
  return words[state] ?? { label: state.replaceAll("_", " "), tone: "plain" };
}
