import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RUNS } from "../../../testing.ts";
import { instant } from "../../../time/instant.ts";
import { addDays } from "../../../time/period.ts";
import { isWithin, type OrderSource, type SourceOrder, whyNotTaken } from "./orders.ts";

const joinedAt = instant("2026-02-10T15:00:00Z");
const zone = "America/New_York";
const order: SourceOrder = {
  buyerKind: "distributor",
  effectiveAt: instant("2026-03-01T10:00:00Z"),
  volumes: { cv: 1_000n },
  margin: 500n,
  isFirst: true,
};

function ask(source: OrderSource, change: Partial<SourceOrder> = {}, taken: readonly string[] = []) {
  return whyNotTaken(source, { ...order, ...change }, { joinedAt, zone, isTaken: (id) => taken.includes(id) });
}

describe("the orders source", () => {
  const both: OrderSource = { kind: "orders", volume: "cv", of: "both" };
  const customer = { buyerKind: "customer" } as const;
  it.each<[string, OrderSource, Partial<SourceOrder>, string | null]>([
    ["an order of either", both, {}, null],
    ["no volume", both, { volumes: {} }, "no_volume"],
    ["own, asked for own", { ...both, of: "own" }, {}, null],
    ["own, asked for customers'", { ...both, of: "customers" }, {}, "not_in_source"],
    ["a customer's, asked for own", { ...both, of: "own" }, customer, "not_in_source"],
    ["a customer's, asked for customers'", { ...both, of: "customers" }, customer, null],
    ["one that another bonus takes", { ...both, except: ["fast"] }, {}, "volume_used_elsewhere"],
    ["inside the window", { ...both, withinDaysOfJoin: 60 }, {}, null],
    [
      "before joining",
      { ...both, withinDaysOfJoin: 60 },
      { effectiveAt: instant("2026-02-10T14:59:59Z") },
      "out_of_window",
    ],
    ["not the first", { ...both, firstOnly: true }, { isFirst: false }, "not_first_order"],
    ["a margin", { kind: "margin", of: "customers" }, customer, null],
    ["a sale without margin", { kind: "margin", of: "customers" }, { ...customer, margin: 0n }, "no_volume"],
    ["no volume before anything else", { ...both, of: "customers", firstOnly: true }, { volumes: {} }, "no_volume"],
  ])("meets %s", (_, source, change, reason) => {
    expect(ask(source, change, ["fast"])).toBe(reason);
  });

  // N13: the window ends at the same local time 60 calendar days later, across the clock change of 8 March.
  it.each([
    ["2026-04-11T13:59:59.999Z", null],
    ["2026-04-11T14:00:00.000Z", "out_of_window"],
  ])("closes a 60-day window to the millisecond: %s", (at, reason) => {
    expect(ask({ ...both, withinDaysOfJoin: 60 }, { effectiveAt: instant(at) })).toBe(reason);
  });

  it("takes the calendar for every window, also where it guesses", () => {
    const anyMs = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 11, 1) });
    fc.assert(
      fc.property(anyMs, fc.integer({ min: 1, max: 90 }), fc.integer({ min: -3, max: 100 }), (join, days, after) => {
        const [joined, at] = [instant(join), instant(join + after * 86_400_000 + 1)];
        expect(isWithin(at, joined, days, zone)).toBe(at >= joined && at < addDays(joined, days, zone));
      }),
      RUNS,
    );
  });
});
