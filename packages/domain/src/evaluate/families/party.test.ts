import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { planTemplate } from "../../plan/templates/templates.ts";
import { instant } from "../../time/instant.ts";
import { evaluate } from "../evaluate.ts";
import { EMPTY_STATE, type OrderFact, type PeriodFacts, type RefundFact } from "../facts.ts";
import { factsOf, type Story } from "../testing/build-facts.ts";
import { inquiry } from "../why-not.ts";
import { partyOutlook, partySales, whyNotOfParty } from "./party.ts";

const plan = planTemplate("party");
const PARTY = { party: "p1", host: "cus_host", consultant: "dst_a", closedAt: instant("2026-06-10T12:00:00Z") };
const people = [{ id: "dst_a", sponsor: null }] as const;

const bought = (id: string, buyer: string, at: string, sales: bigint) => ({
  order: { order: id, party: "p1", buyer, effectiveAt: instant(at), volumes: { sales } },
  refunds: [],
});

describe("what a party sold", () => {
  it.each([
    ["a guest", "cus_1", "2026-06-09T12:00:00Z", null],
    ["a guest at the last moment", "cus_1", "2026-06-10T12:00:00Z", null],
    ["a guest too late", "cus_1", "2026-06-10T12:00:00.001Z", "late"],
    ["the host", "cus_host", "2026-06-09T12:00:00Z", "host"],
    ["the consultant", "dst_a", "2026-06-09T12:00:00Z", "consultant"],
  ] as const)("%s", (_, buyer, at, because) => {
    const one = bought("o1", buyer, at, 10_000n);
    expect(whyNotOfParty(PARTY, one.order)).toBe(because);
    expect(partySales(PARTY, "sales", [one])).toEqual(
      because === null ? { base: 10_000n, orderIds: ["o1"] } : { base: 0n, orderIds: [] },
    );
  });

  it("is less what was taken back, and of this party alone", () => {
    const one = {
      ...bought("o1", "cus_1", "2026-06-09T12:00:00Z", 10_000n),
      refunds: [{ volumes: { sales: 2_500n } }],
    };
    const other = bought("o2", "cus_2", "2026-06-09T12:00:00Z", 700n);
    const elsewhere = { ...other, order: { ...other.order, party: "p2" } };
    expect(partySales(PARTY, "sales", [one, elsewhere])).toEqual({ base: 7_500n, orderIds: ["o1"] });
  });

  it.each([
    { name: "below the sales", sales: 49_999n, bookings: 1, isMet: false, minor: 6_000n },
    { name: "without a booking", sales: 50_000n, bookings: 0, isMet: false, minor: 5_000n },
    { name: "at both", sales: 50_000n, bookings: 1, isMet: true, minor: 6_000n },
    { name: "with a cent to round", sales: 69_995n, bookings: 2, isMet: true, minor: 9_000n },
  ])("outlook $name", ({ sales, bookings, isMet, minor }) => {
    const orders = [bought("o1", "cus_1", "2026-06-09T12:00:00Z", sales)];
    expect(partyOutlook(plan, { ...PARTY, bookings }, orders)).toMatchObject([
      { bonusId: "host", sales, needSales: 50_000n, needBookings: 1, isMet, minor },
    ]);
  });
});

const sale = (id: string, at: string, points: number): NonNullable<Story["orders"]>[number] => ({
  id,
  of: "dst_a",
  customer: `cus_${id}`,
  at,
  volumes: { sales: String(points) },
  party: "p1",
});
const refund = (id: string, order: string, at: string, points: number) => ({
  id,
  order,
  at,
  volumes: { sales: String(points) },
});

/** June, in which the party closes; what it sold in May is given beside. */
function june(may: Story, rest: Partial<Story> = {}): PeriodFacts {
  const isSale = (fact: PeriodFacts["facts"][number]): fact is OrderFact | RefundFact =>
    fact.t === "order" || fact.t === "refund";
  const before = factsOf(plan, may).facts.filter(isSale);
  const parties = [{ id: "p1", host: "cus_host", bookings: 1, closed: "2026-06-10T12:00:00Z" }];
  return { ...factsOf(plan, { period: "month:2026-06-01", people, parties, ...rest }), partySales: before };
}

const creditIn = (facts: PeriodFacts) =>
  evaluate(plan, facts, EMPTY_STATE).lines.filter(({ bonusId }) => bonusId === "host");

it("credits what was sold in the period before as well, less what was taken back of it since", () => {
  const may: Story = {
    period: "month:2026-05-01",
    people,
    orders: [sale("o1", "2026-05-20T12:00:00Z", 400)],
    refunds: [refund("r1", "o1", "2026-05-25T12:00:00Z", 100)],
  };
  const facts = june(may, { orders: [sale("o2", "2026-06-02T12:00:00Z", 300)] });
  // 10 % of 600, and 10.00 for the booking.
  expect(creditIn(facts)).toMatchObject([{ earnerId: "cus_host", minor: 7_000n, base: 60_000n, settle: "credit" }]);
  expect(creditIn({ ...facts, partySales: [] })).toEqual([]);
});

test("whatever guests bring back after the close, all of it takes all of the credit back", () => {
  const some = fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 2, maxLength: 5 });
  fc.assert(
    fc.property(some, some, fc.nat(), (sold, parts, seed) => {
      const orders = sold.map((points, n) => sale(`o${n}`, `2026-05-2${n}T12:00:00Z`, points + 300));
      const may: Story = { period: "month:2026-05-01", people, orders };
      const here = june(may);
      const originals = creditIn(here);
      expect(originals).toHaveLength(1);

      // Each order goes back in two parts: some before others, in July or in August.
      const backs = orders.flatMap(({ id, volumes }, n) => {
        const whole = Number(volumes.sales);
        const first = ((parts[n % parts.length] ?? 1) % (whole - 1)) + 1;
        const at = (month: number) => `2026-0${month}-1${n}T12:00:00Z`;
        const inJuly = (seed >> n) % 2 === 0;
        return [
          { inJuly, refund: refund(`${id}_a`, id, at(inJuly ? 7 : 8), first) },
          { inJuly: false, refund: refund(`${id}_b`, id, at(8), whole - first) },
        ];
      });
      const july = backs.filter(({ inJuly }) => inJuly).map(({ refund }) => refund);
      const august = backs.filter(({ inJuly }) => !inJuly).map(({ refund }) => refund);
      const back = [
        factsOf(plan, { period: "month:2026-07-01", people, refunds: july, past: { orders }, originals }),
        factsOf(plan, {
          period: "month:2026-08-01",
          people,
          refunds: august,
          past: { orders, refunds: july },
          originals,
        }),
      ].flatMap(creditIn);
      expect(back.every(({ settle }) => settle === "credit")).toBe(true);
      const sum = [...originals, ...back].reduce((all, { minor }) => all + minor, 0n);
      expect(sum).toBe(0n);
    }),
    { numRuns: 200 },
  );
});

it("does not take back what had gone before the party closed", () => {
  const orders = [sale("o1", "2026-05-20T12:00:00Z", 1_000)];
  const early = refund("r1", "o1", "2026-06-02T12:00:00Z", 400);
  const facts = june({
    period: "month:2026-05-01",
    people,
    orders,
    refunds: [{ ...early, at: "2026-05-30T12:00:00Z" }],
  });
  const originals = creditIn(facts);
  expect(originals).toMatchObject([{ minor: 7_000n, base: 60_000n }]);
  const story: Story = {
    period: "month:2026-07-01",
    people,
    refunds: [refund("r2", "o1", "2026-07-02T12:00:00Z", 300)],
    past: { orders, refunds: [early] },
    originals,
  };
  const given = factsOf(plan, story);
  const past = given.past.map((fact) => (fact.t === "refund" ? { ...fact, countsIn: "month:2026-06-01" } : fact));
  expect(creditIn({ ...given, past })).toMatchObject([{ minor: -3_500n }]);
});

it.each([
  { name: "open", closed: null, points: 600, code: "party_open" },
  { name: "too small", closed: "2026-06-10T12:00:00Z", points: 100, code: "party_below_minimum" },
  { name: "closed in another month", closed: "2026-05-10T12:00:00Z", points: 600, code: "not_in_source" },
])("says to a host why there is no credit: $name", ({ closed, points, code }) => {
  const hosts = [...people, { id: "dst_b", sponsor: "dst_a" }];
  const parties = [{ id: "p1", host: "dst_b", bookings: 1, closed }];
  const orders = [sale("o1", "2026-06-02T12:00:00Z", points)];
  const facts = factsOf(plan, { period: "month:2026-06-01", people: hosts, parties, orders });
  const question = { distributorId: "dst_b", bonusId: "host", orderId: "o1" };
  expect(inquiry(plan, facts, EMPTY_STATE).whyNot(question)).toMatchObject({ code });
});
