import type { Instant } from "@upline/domain";
import type { Deps } from "../deps.ts";
import { applyPaymentFacts } from "../payments/apply-payment-facts.ts";
import { actOnEvents, announceOrders, paymentNews, type Understood, understand } from "./act-on-event.ts";
import type { InboxOutcome, NeutralEvent, OrderAnnounced, PaymentNews } from "./neutral.ts";
import type { InboxRow } from "./process-inbox-events.job.ts";
import { saveInboxOutcomes } from "./save-inbox-outcome.ts";

type Meant = Extract<Understood, { events: unknown }>;

/**
 * Makes true what stored events mean and writes down what each came to, in the caller's transaction.
 *
 * The order in which events arrive means nothing, so they are taken in the one that leaves the least waiting: people,
 * then orders, then payments; alike ones together. What a step came to is written before the next begins, since what
 * arrives later wakes what waits.
 *
 * @throws ZodError, GiveUp  for an event that cannot be acted on; the caller's transaction is of no use then
 */
export async function actOnBatch(tx: Deps, rows: readonly InboxRow[], pickedUpAt: Instant): Promise<void> {
  const understood = rows.map((row) => understand(tx, row));
  const save = (outcomes: readonly (readonly [Meant, InboxOutcome])[]) =>
    saveInboxOutcomes(
      tx,
      outcomes.map(([{ row, events }, outcome]) => ({ row, events, outcome })),
      pickedUpAt,
    );
  const ignored = understood.flatMap((one) =>
    "ignored" in one
      ? [{ row: one.row, events: [], outcome: { state: "ignored", because: one.ignored } as const }]
      : [],
  );
  await saveInboxOutcomes(tx, ignored, pickedUpAt);

  const steps = Map.groupBy(
    understood.filter((one): one is Meant => "events" in one),
    stepOf,
  );
  const alone = async (meant: Meant) => save([[meant, await actOnEvents(tx, meant.row, meant.events)]]);
  for (const meant of steps.get("people") ?? []) await alone(meant);
  await inRounds(steps.get("orders") ?? [], save, (open) => announceOrders(tx, open.map(orderOf)));
  for (const meant of steps.get("mixed") ?? []) await alone(meant);
  await inRounds(steps.get("payments") ?? [], save, (open) => applyPaymentFacts(tx, open.map(paymentOf)));
}

/** Gives what was put off again, until nothing is left. The first of a round is never put off, so each round ends some. */
async function inRounds(
  all: readonly Meant[],
  save: (outcomes: readonly (readonly [Meant, InboxOutcome])[]) => Promise<void>,
  round: (open: readonly Meant[]) => Promise<readonly (InboxOutcome | null)[]>,
): Promise<void> {
  let open = all;
  while (open.length > 0) {
    const outcomes = await round(open);
    await save(
      open.flatMap((meant, index) => {
        const outcome = outcomes[index];
        return outcome ? [[meant, outcome] as const] : [];
      }),
    );
    open = open.filter((_, index) => !outcomes[index]);
  }
}

type Step = "people" | "orders" | "mixed" | "payments";

/** Only an event that is one order, or one payment, shares its step with others. */
function stepOf({ events: [first, ...more] }: Meant): Step {
  if (!first || more.length > 0) return "mixed";
  const step: Record<NeutralEvent["type"], Step> = {
    "customer.created": "people",
    "distributor.enrolled": "people",
    "order.placed": "orders",
    "order.paid": "orders",
    payment: "payments",
    held: "mixed",
    payout: "mixed",
  };
  return step[first.type];
}

const orderOf = ({ row, events }: Meant) => ({ row, event: events[0] as OrderAnnounced });
const paymentOf = ({ row, events }: Meant) => paymentNews(row, events[0] as PaymentNews);
