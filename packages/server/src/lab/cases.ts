/** What a case must lead to: the answer's status, how many events are kept, and what is booked. */
export interface Expectation {
  readonly status: readonly number[];
  /** Events behind the accepted requests, however many copies of each were sent. */
  readonly stored: "one" | "two" | "none";
  readonly effect: "booked_once" | "none" | "parked_then_both" | "stays_paid";
}

export interface LabCase {
  readonly id: string;
  /** What the sandbox is asked to do. */
  readonly mischief: string;
  readonly expected: Expectation;
  /** Why a provider cannot have this case, by slug. */
  readonly disabledFor?: Readonly<Record<string, string>>;
}

const refused = (status: number): Expectation => ({ status: [status], stored: "none", effect: "none" });

/** The matrix of the laboratory; the page, its expectations and the tests read this one table. */
export const LAB_CASES: readonly LabCase[] = [
  { id: "valid", mischief: "valid", expected: { status: [200], stored: "one", effect: "booked_once" } },
  { id: "duplicate", mischief: "duplicate", expected: { status: [200], stored: "one", effect: "booked_once" } },
  { id: "new_event_id", mischief: "new_event_id", expected: { status: [200], stored: "two", effect: "booked_once" } },
  {
    id: "out_of_order",
    mischief: "out_of_order",
    expected: { status: [200], stored: "two", effect: "parked_then_both" },
  },
  { id: "late_failure", mischief: "late_failure", expected: { status: [200], stored: "two", effect: "stays_paid" } },
  {
    id: "previous_secret",
    mischief: "previous_secret",
    expected: { status: [200], stored: "one", effect: "booked_once" },
  },
  { id: "tampered", mischief: "tampered", expected: refused(401) },
  { id: "wrong_secret", mischief: "wrong_secret", expected: refused(401) },
  { id: "no_signature", mischief: "no_signature", expected: refused(401) },
  { id: "stale", mischief: "stale", expected: refused(401) },
  { id: "future", mischief: "future", expected: refused(401) },
  { id: "not_json", mischief: "not_json", expected: refused(400) },
  { id: "unknown_kind", mischief: "unknown_kind", expected: { status: [200], stored: "one", effect: "none" } },
  { id: "too_large", mischief: "too_large", expected: refused(413) },
  { id: "gzip", mischief: "gzip", expected: refused(415) },
  { id: "half_body", mischief: "half_body", expected: refused(408) },
  { id: "unknown_provider", mischief: "unknown_provider", expected: refused(404) },
  { id: "get", mischief: "get", expected: refused(405) },
];

/**
 * The matrix as it can be sent here.
 *
 * @param hasPrevious  slugs of the providers that have a previous secret, which a gateway may still sign with
 */
export function casesFor(hasPrevious: readonly string[], slugs: readonly string[]): readonly LabCase[] {
  const without = slugs.filter((slug) => !hasPrevious.includes(slug));
  const why = Object.fromEntries(without.map((slug) => [slug, "No previous secret is set for this provider."]));
  return LAB_CASES.map((one) => (one.id === "previous_secret" ? { ...one, disabledFor: why } : one));
}

export const LAB_STORIES = [
  "customer_pays",
  "partial_refund",
  "full_refund",
  "payment_failed",
  "customer_created",
  "distributor_enrolled",
  "order_placed",
] as const;
