import { describe, expect, test } from "vitest";
import { LAB_CASES } from "./cases.ts";
import { fits, type Outcome } from "./fits.ts";

const expectedOf = (id: string) => {
  const found = LAB_CASES.find((one) => one.id === id);
  if (!found) throw new Error(`no case ${id}`);
  return found.expected;
};
const paid = { type: "payment_intent.succeeded", status: "processed" };
const once = { status: "paid", confirmEffects: 1, refundedMinor: 0n };
const outcome = (given: Partial<Outcome>): Outcome => ({
  statuses: [200],
  events: [paid],
  payments: [once],
  lines: 1,
  ...given,
});
const nothing = { events: [], payments: [], lines: 0 };

describe("a run of the laboratory did what its case promised", () => {
  test.each<[string, Partial<Outcome>]>([
    ["valid", {}],
    ["duplicate", {}],
    ["new_event_id", { events: [paid, paid] }],
    ["out_of_order", { events: [paid, paid], payments: [{ ...once, status: "part_refunded", refundedMinor: 3200n }] }],
    ["late_failure", { events: [paid, { type: "payment_intent.payment_failed", status: "processed" }] }],
    ["unknown_kind", { events: [{ type: "shipping_label.printed", status: "ignored" }], payments: [], lines: 0 }],
    ["tampered", { ...nothing, statuses: [401] }],
  ])("%s", (id, given) => {
    expect(fits(expectedOf(id), outcome(given))).toBe(true);
  });

  test.each<[string, string, Partial<Outcome>]>([
    ["another answer came", "valid", { statuses: [200, 503] }],
    ["nobody answered", "valid", { statuses: [] }],
    ["a copy was stored as an event of its own", "duplicate", { events: [paid, paid] }],
    ["the money was booked twice", "duplicate", { payments: [{ ...once, confirmEffects: 2 }] }],
    ["one of two payments was booked twice", "valid", { payments: [once, { ...once, confirmEffects: 2 }] }],
    ["the money was not booked", "valid", { payments: [{ ...once, confirmEffects: 0 }] }],
    ["the event is held", "valid", { events: [{ ...paid, status: "held" }] }],
    ["the event was ignored", "valid", { events: [{ ...paid, status: "ignored" }] }],
    ["the refund was forgotten", "out_of_order", { events: [paid, paid] }],
    [
      "a late failure undid the payment",
      "late_failure",
      { events: [paid, paid], payments: [{ ...once, status: "failed" }] },
    ],
    ["an unknown kind had an effect", "unknown_kind", { events: [{ type: "x", status: "processed" }], lines: 1 }],
    ["a refused request left an event", "tampered", { statuses: [401], lines: 0 }],
  ])("not when %s", (_, id, given) => {
    expect(fits(expectedOf(id), outcome(given))).toBe(false);
  });
});
