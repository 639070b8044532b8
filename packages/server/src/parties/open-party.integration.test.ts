import { auditEntry, inboxEvent, salesOrder } from "@upline/db";
import { type CustomerId, type PartyId, toUnixSeconds } from "@upline/domain";
import { asc, like, sql } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { place } from "../commissions/testing/world.ts";
import { handleWebhook } from "../inbox/handle-webhook.ts";
import { requestOf, signStandard } from "../inbox/testing/sign.ts";
import type { TestDeps } from "../testing.ts";
import { as, person } from "../trpc/testing/access-world.ts";
import { closeParty } from "./close-party.ts";
import { getParty } from "./get-party.ts";
import { office, opened, type PartyWorld, partyWorld, sells } from "./testing/party-world.ts";

let world: PartyWorld;
let deps: TestDeps;
async function company(now: string) {
  world = await partyWorld(now);
  deps = world.deps;
}
afterEach(async () => {
  await deps.close();
});

const hostOf = async (id: PartyId) => (await getParty(office(world), id)).host.id as CustomerId;

test("an order names its party once; one that nobody knows, or from before it opened, waits for a person", async () => {
  await company("2026-03-02T12:00:00.000Z");
  const party = await opened(world, { opensOn: "2026-03-10", lastDay: "2026-03-15" });
  const at = "2026-03-03T16:00:00Z";
  await expect(place(deps, { ref: "a", seller: world.birch, at, party: "P-9" })).rejects.toThrow("unknown_party");
  await expect(place(deps, { ref: "b", seller: world.birch, at, party: party.number })).rejects.toThrow(
    "party_not_open",
  );
  await sells(world, party.number, { ref: "c", day: "2026-03-11" });
  await expect(place(deps, { ref: "c", seller: world.birch, at, party: party.number })).rejects.toThrow("known");
  const rows = await deps.db.select().from(salesOrder);
  expect(rows.map(({ partyId, sales }) => ({ partyId, sales }))).toEqual([{ partyId: party.id, sales: 14_999n }]);
});

test("the shop's webhook names the party; sales are the goods less the discount, and a repeat changes nothing", async () => {
  await company("2026-03-02T12:00:00.000Z");
  const party = await opened(world, { opensOn: "2026-03-02", lastDay: "2026-03-05" });
  deps.setNow("2026-03-02T18:00:00.000Z");
  const announced = (id: string, partyId: string) => {
    const paid = { paymentId: `pay_${id}`, amountMinor: 7_050, currency: "USD" };
    const goods = { lines: [{ sku: "BOX", quantity: 1, unitPriceMinor: 6_300 }], taxMinor: 500, shippingMinor: 750 };
    const data = {
      ...{ orderId: id, placedAt: "2026-03-02T17:00:00Z", currency: "USD", totalMinor: 7_050, discountMinor: 500 },
      ...{ ...goods, sellerId: world.birch, partyId, payment: paid },
      buyer: { kind: "customer", person: { id: `c_${id}`, name: "Gus Guest" } },
    };
    return JSON.stringify({ type: "order.paid", timestamp: "2026-03-02T17:30:00Z", data });
  };
  for (const [event, order, number] of [
    ["msg_1", "W-1", party.number],
    ["msg_2", "W-1", party.number],
    ["msg_3", "W-2", "P-77"],
  ] as const) {
    const at = toUnixSeconds(deps.clock.wall());
    await handleWebhook(requestOf(signStandard(event, announced(order, number), at)), deps);
    await deps.jobs.drain();
  }
  const found = await getParty(office(world), party.id);
  expect(found).toMatchObject({ sales: 5_800n, orderCount: 1, orders: [{ whyNot: null, sales: 5_800n }] });
  const events = await deps.db.select().from(inboxEvent).orderBy(asc(inboxEvent.eventRef));
  expect(events.map(({ status, because }) => [status, because])).toEqual([
    ["processed", null],
    ["processed", expect.any(String)],
    ["held", "unknown_party"],
  ]);
});

test("parties are refused on days that are over, with hosts that do not fit, and at parties that have closed", async () => {
  await company("2026-03-02T12:00:00.000Z");
  const days = { opensOn: "2026-03-02", lastDay: "2026-03-05" };
  await expect(opened(world, { ...days, opensOn: "2026-03-01" })).rejects.toMatchObject({ code: "party_day_invalid" });
  await expect(opened(world, { ...days, lastDay: "2026-03-01" })).rejects.toMatchObject({ code: "party_day_invalid" });
  await expect(opened(world, { ...days, lastDay: "2026-06-01" })).rejects.toMatchObject({ code: "party_day_invalid" });
  const self = { kind: "distributor", id: world.birch } as const;
  await expect(opened(world, days, { host: self })).rejects.toMatchObject({ code: "party_host_invalid" });
  const above = { kind: "distributor", id: world.ash } as const;
  await expect(opened(world, days, { host: above })).rejects.toMatchObject({ code: "not_found" });
  const party = await opened(world, days);
  const stranger = { kind: "customer", id: await hostOf(party.id) } as const;
  await expect(opened(world, days, { distributorId: world.ash, host: stranger })).rejects.toMatchObject({
    code: "not_found",
  });

  const own = as(deps, person("distributor", world.birch));
  await closeParty(own, { partyId: party.id }, "parties.closeOwn");
  await expect(closeParty(office(world), { partyId: party.id })).rejects.toMatchObject({ code: "party_closed" });
  await expect(opened(world, days, { bookedAt: party.id })).rejects.toMatchObject({ code: "party_closed" });
  const notes = await deps.db.select().from(auditEntry).where(like(auditEntry.action, "parties.%"));
  expect(notes.map(({ action }) => action)).toEqual(["parties.open", "parties.closeOwn"]);
});

test("the database keeps a party's people, and lets it close once", async () => {
  await company("2026-03-02T12:00:00.000Z");
  const { id } = await opened(world, { opensOn: "2026-03-02", lastDay: "2026-03-05" });
  const refused = (query: ReturnType<typeof sql>) => expect(deps.db.execute(query)).rejects.toThrow();
  await refused(sql`update party set host_id = 'cus_x' where id = ${id}`);
  await refused(sql`delete from party where id = ${id}`);
  await refused(sql`update party set closed_at = closes_at + interval '1 minute' where id = ${id}`);
  await closeParty(office(world), { partyId: id });
  await refused(sql`update party set closed_at = null where id = ${id}`);
  await refused(sql`update party set closed_at = closed_at + interval '1 minute' where id = ${id}`);
});
