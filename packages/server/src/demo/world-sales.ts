import { CATALOGUE, type CatalogueItem } from "./catalogue.ts";
import { COUNTRIES, FIRST_NAMES, LAST_NAMES } from "./names.ts";
import type { Random } from "./random.ts";
import { type DemoPeople, type DemoPerson, TODAY } from "./world-people.ts";

export interface DemoCustomer {
  readonly key: string;
  readonly name: string;
  readonly email: string;
  readonly country: string;
  readonly of: DemoPerson;
  readonly fromDay: number;
}

/** A sale of the demo: when it was paid, by whom, for what, and what of it went back. */
export interface DemoOrder {
  readonly key: string;
  readonly day: number;
  /** Minutes after local midnight. */
  readonly minute: number;
  readonly seller: DemoPerson;
  /** Null: the seller's own order. */
  readonly customer: DemoCustomer | null;
  readonly lines: readonly { readonly item: CatalogueItem; readonly quantity: number }[];
  readonly totalMinor: bigint;
  /** Shares of the total, in hundredths of it, and days after the sale. */
  readonly refunds: readonly { readonly percent: number; readonly afterDays: number }[];
}

const DAYS_PER_MONTH = 30;

/** Retail customers, more of them for those who sell more. */
export function makeCustomers(random: Random, people: DemoPeople): DemoCustomer[] {
  const customers: DemoCustomer[] = [];
  for (const person of people.all) {
    const wanted =
      person === people.cast.clover ? 1 : Math.min(14, Math.floor((person.vigour * 2 + random.int(8)) / 13));
    for (let count = 0; count < wanted; count += 1) {
      const number = customers.length + 1;
      const name = `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}`;
      customers.push({
        key: `cust-${number}`,
        name,
        email: `customer.${number}@shoppers.example`,
        country: random.pick(COUNTRIES),
        of: person,
        fromDay: Math.min(TODAY - 1, person.joinDay + random.between(2, 90)),
      });
    }
  }
  return customers;
}

/** Twelve and a half months of orders. */
export function makeOrders(random: Random, people: DemoPeople, customers: readonly DemoCustomer[]): DemoOrder[] {
  const orders: Omit<DemoOrder, "key">[] = [];
  for (const customer of customers) {
    const every = random.between(21, 62);
    for (let day = customer.fromDay + random.int(20); day < TODAY; day += every + random.int(16)) {
      if (sells(customer.of, day)) orders.push(sale(random, day, customer.of, customer));
    }
  }
  for (const person of people.all) {
    if (person.vigour === 0) continue;
    const percent = Math.min(90, 15 + person.vigour);
    for (let day = person.joinDay + random.between(1, 12); day < TODAY; day += DAYS_PER_MONTH) {
      if (random.chance(percent) && sells(person, day)) orders.push(sale(random, day, person, null));
    }
  }
  orders.push(...castOrders(people, customers));
  const sorted = orders.toSorted((a, b) => a.day - b.day || a.minute - b.minute);
  return sorted.map((order, index) => ({ ...order, key: `MO-${20_001 + index}` }));
}

/** Orders that the story needs: Hazel is active in March, Fern is a little short of it, Clover has begun. */
function castOrders({ cast }: DemoPeople, customers: readonly DemoCustomer[]): Omit<DemoOrder, "key">[] {
  const find = (sku: string) => CATALOGUE.filter((item) => item.sku === sku).map((item) => ({ item, quantity: 1 }));
  const hazels = customers.find(({ of }) => of === cast.hazel) ?? null;
  const wanted: readonly [number, DemoPerson, DemoCustomer | null, readonly string[]][] = [
    [TODAY - 14, cast.hazel, null, ["BOX-YEAR", "TEA-CHAM"]],
    [TODAY - 13, cast.fern, null, ["BOX-YEAR"]],
    [TODAY - 6, cast.clover, null, ["BOX-YEAR"]],
    [TODAY - 2, cast.hazel, hazels, ["BOX-EVEN", "TEA-MINT"]],
  ];
  return wanted.map(([day, seller, customer, skus], index) => {
    const lines = skus.flatMap(find);
    const totalMinor = lines.reduce((sum, { item }) => sum + item.priceMinor, 0n);
    return { day, minute: 10 * 60 + index, seller, customer, lines, totalMinor, refunds: [] };
  });
}

const sells = (person: DemoPerson, day: number): boolean =>
  day >= person.joinDay &&
  (person.quietFrom === null || day < person.quietFrom) &&
  (person.ends === null || day < person.ends.day);

function sale(random: Random, day: number, seller: DemoPerson, customer: DemoCustomer | null): Omit<DemoOrder, "key"> {
  const boxes = CATALOGUE.filter(({ category }) => category === "Box");
  const single = CATALOGUE.filter(({ category }) => category !== "Box" && category !== "Samples");
  const lines =
    customer === null
      ? [
          { item: random.pick(boxes), quantity: 1 },
          ...(random.chance(40) ? [{ item: random.pick(single), quantity: 1 }] : []),
        ]
      : [
          { item: random.pick(random.chance(55) ? boxes : single), quantity: random.between(1, 3) },
          ...(random.chance(45) ? [{ item: random.pick(single), quantity: 1 }] : []),
        ];
  return priced(random, {
    day: Math.min(day, TODAY - 1),
    minute: random.between(8 * 60, 22 * 60),
    seller,
    customer,
    lines,
  });
}

type Unpriced = Pick<DemoOrder, "day" | "minute" | "seller" | "customer" | "lines">;

function priced(random: Random, order: Unpriced): Omit<DemoOrder, "key"> {
  const totalMinor = order.lines.reduce((sum, { item, quantity }) => sum + item.priceMinor * BigInt(quantity), 0n);
  return { ...order, totalMinor, refunds: refundsOf(random, order.day) };
}

/** Three sales of a hundred go back, half of them only in part, a few in two steps. */
function refundsOf(random: Random, day: number): DemoOrder["refunds"] {
  if (!random.chance(3)) return [];
  const kind = random.int(10);
  const first = random.between(3, 24);
  const all =
    kind < 5
      ? [{ percent: 100, afterDays: first }]
      : kind < 9
        ? [{ percent: random.pick([25, 33, 50]), afterDays: first }]
        : [
            { percent: 33, afterDays: first },
            { percent: 67, afterDays: first + random.between(2, 9) },
          ];
  return all.filter(({ afterDays }) => day + afterDays < TODAY);
}
