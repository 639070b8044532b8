import { lab } from "~/messages/en/lab";
import { say } from "~/messages/say";
import type { LabCase, LabOptions, ProviderSlug, Story } from "./types";

/** What is chosen on the bench; it stands in the address. */
export interface Choice {
  readonly provider: ProviderSlug;
  readonly story: Story;
  readonly labCase: LabCase;
  /** null: an order made up for the event. */
  readonly orderId: string | null;
  readonly sponsorId: string | null;
}

/** Shops and sign-up forms tell these; a payment gateway has no such event. */
const STANDARD_ONLY: readonly Story[] = ["distributor_enrolled", "order_placed"];
const REFUNDS: readonly Story[] = ["partial_refund", "full_refund"];
const PAYMENTS: readonly Story[] = ["customer_pays", "payment_failed", ...REFUNDS];
const NEEDS_PAYMENT: readonly string[] = ["out_of_order", "late_failure", "new_event_id"];

export const isOfProvider = (story: Story, provider: string): boolean =>
  provider === "standard" || !STANDARD_ONLY.includes(story);

export const needsSponsor = ({ story, orderId }: Pick<Choice, "story" | "orderId">): boolean =>
  story !== "payment_failed" && !REFUNDS.includes(story) && (orderId === null || !PAYMENTS.includes(story));

/** The orders that a story can be about: refunds need a paid one, payments one that waits for its money. */
export function ordersFor(story: Story, orders: LabOptions["orders"]): LabOptions["orders"] {
  if (!PAYMENTS.includes(story)) return [];
  if (REFUNDS.includes(story)) return orders.filter(({ status }) => status === "paid" || status === "part_refunded");
  return orders.filter(({ status }) => status === "placed" || status === "failed");
}

/** Reads the address; whatever does not fit together falls back to the ordinary payment. */
export function choiceOf(get: (name: string) => string | undefined, options: LabOptions): Choice | null {
  const slugs = options.providers.map(({ slug }) => slug);
  const provider = (slugs.find((slug) => slug === get("provider")) ?? slugs[0]) as ProviderSlug | undefined;
  const [firstCase] = options.cases;
  if (provider === undefined || firstCase === undefined) return null;
  const asked = options.stories.find((story) => story === get("story"));
  const story: Story = asked && isOfProvider(asked, provider) ? asked : "customer_pays";
  const offered = ordersFor(story, options.orders);
  const named = offered.find(({ id }) => id === get("order"));
  const orderId = named?.id ?? (REFUNDS.includes(story) && get("order") !== "new" ? (offered[0]?.id ?? null) : null);
  const sponsor = options.sponsors.find(({ id }) => id === get("sponsor")) ?? options.sponsors[0];
  const wanted = options.cases.find(({ id }) => id === get("case")) ?? firstCase;
  const labCase = whyNot(wanted, { provider, story }) === null ? wanted : firstCase;
  return { provider, story, labCase, orderId, sponsorId: sponsor?.id ?? null };
}

/** Why a case cannot be sent with this choice; null when it can. */
export function whyNot(labCase: LabCase, { provider, story }: Pick<Choice, "provider" | "story">): string | null {
  const ofProvider = labCase.disabledFor?.[provider];
  if (ofProvider) return ofProvider;
  return NEEDS_PAYMENT.includes(labCase.id) && story !== "customer_pays" ? lab.needsPayment : null;
}

export const isRefusedCase = ({ expected }: Pick<LabCase, "expected">): boolean =>
  !expected.status.some((status) => status < 300);

const statusesText = (status: readonly number[]): string => status.map(String).join(", ");

/** The end of a case's row: "200, once". */
export function mustText(labCase: LabCase): string {
  const status = statusesText(labCase.expected.status);
  return say(isRefusedCase(labCase) ? lab.must.refused : lab.must[labCase.expected.effect], { status });
}

/**
 * "401, nothing stored, nothing booked"
 *
 * @param wasSent  this very text was accepted before: one event of it is one event
 */
export function expectedText({ expected }: Pick<LabCase, "expected">, story: Story | null, wasSent = false): string {
  if (wasSent && expected.stored === "one" && expected.effect === "booked_once") {
    return say(lab.expectedAgain, { status: statusesText(expected.status) });
  }
  const isMoney = story === null || PAYMENTS.includes(story);
  const effect = expected.effect === "booked_once" && !isMoney ? lab.effectOther : lab.effect[expected.effect];
  return [statusesText(expected.status), lab.stored[expected.stored], effect].join(", ");
}
