import { inboxEvent, mail, payment, waitingReference } from "@upline/db";
import { toUnixSeconds } from "@upline/domain";
import { asc, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { enrol, foundCompany, place, stateOf } from "../commissions/testing/world.ts";
import { reconcile } from "../ledger/reconcile.ts";
import { getPerson } from "../people/people.queries.ts";
import { resolveDistributor } from "../people/resolve-distributor.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { getEvent } from "./get-event.ts";
import { handleWebhook } from "./handle-webhook.ts";
import { ListInbox, listInbox } from "./inbox.queries.ts";
import { replayEvent } from "./replay-event.ts";
import { requestOf, type Signed, signStandard, signStripe, stripeEvent } from "./testing/sign.ts";

let deps: TestDeps;
let seller: string;
let at: number;
const PAID = "2026-03-20T11:00:00Z";

async function begin() {
  deps = await testDeps({ now: "2026-03-20T12:00:00.000Z" });
  at = toUnixSeconds(deps.clock.wall());
  await foundCompany(deps);
  const ash = await enrol(deps, "Ash", null, "2025-02-01T12:00:00Z");
  seller = await enrol(deps, "Birch", ash, "2026-01-10T12:00:00Z");
  await deps.jobs.drain();
}

/** Sends a request through the door, as a gateway would. */
async function send(signed: Signed): Promise<void> {
  const { status } = await handleWebhook(requestOf(signed), deps);
  if (status !== 200) throw new Error(`the door answered ${status}`);
}
const pays = (id: string, paymentRef: string, order: string, amount = 6300) =>
  signStripe(
    stripeEvent({
      id,
      created: at,
      object: { id: paymentRef, amount_received: amount, currency: "usd", metadata: { order_id: order } },
    }),
    at,
  );
const ours = (id: string, type: string, data: object) =>
  signStandard(id, JSON.stringify({ type, timestamp: "2026-03-20T11:59:00Z", data }), at);
const eventOf = async (eventRef: string) => {
  const [row] = await deps.db.select().from(inboxEvent).where(eq(inboxEvent.eventRef, eventRef));
  if (!row) throw new Error(`${eventRef} is not stored`);
  return row;
};
const effectsOf = async (paymentRef: string) => {
  const [row] = await deps.db.select().from(payment).where(eq(payment.paymentRef, paymentRef));
  return row?.confirmEffects ?? 0;
};

describe("a stored event", () => {
  beforeEach(begin);
  afterEach(() => deps.close());

  test("takes effect in one transaction, and says what it caused", async () => {
    await place(deps, { ref: "one", seller, at: PAID });
    await send(pays("evt_one", "pi_one", "one"));
    await deps.jobs.drain();

    const row = await eventOf("evt_one");
    expect(row).toMatchObject({
      status: "processed",
      because: null,
      attempts: 1,
      paymentRef: "pi_one",
      orderRef: "one",
    });
    expect(row.effects).toMatchObject({ paymentRef: "pi_one", postedMinor: "1418" });
    const { caused, timeline, verification } = await getEvent(deps, row.id);
    expect(caused.linesTotal).toEqual({ minor: 1418n, currency: "USD" });
    expect(caused.lines[0]).toMatchObject({ earner: { id: seller }, bonusId: "retail_bonus" });
    expect(caused.volume).toMatchObject({ pv: 6300n, cv: 5670n });
    expect(timeline.map(({ step }) => step)).toEqual(["received", "verified", "stored", "picked_up", "acted"]);
    expect(verification).toMatchObject({ verifiedWith: "current", ageSeconds: 0 });
  });

  test("in fifty copies and under two ids has one effect", async () => {
    await place(deps, { ref: "two", seller, at: PAID });
    await Promise.all(Array.from({ length: 50 }, () => send(pays("evt_copy", "pi_two", "two"))));
    await send(pays("evt_other_id", "pi_two", "two"));
    await deps.jobs.drain();

    expect(await effectsOf("pi_two")).toBe(1);
    const second = await eventOf("evt_other_id");
    expect(second).toMatchObject({
      status: "processed",
      because: "duplicate",
      effects: { duplicateOf: (await eventOf("evt_copy")).id },
    });
    expect((await stateOf(deps)).lines).toHaveLength(1);
    expect(await deps.db.$count(mail, eq(mail.kind, "payment_confirmed"))).toBe(1);
    expect(await reconcile(deps)).toEqual([]);
  });

  test("that is replayed has no effect, sends nothing twice, and says so", async () => {
    await place(deps, { ref: "again", seller, at: PAID });
    await send(pays("evt_again", "pi_again", "again"));
    await deps.jobs.drain();
    const before = { row: await eventOf("evt_again"), mails: await deps.db.$count(mail), sent: deps.sent.length };

    const replayed = await replayEvent(deps, before.row.id);
    await deps.jobs.drain();
    expect(replayed).toMatchObject({ status: "processed", noEffect: true });
    expect(await effectsOf("pi_again")).toBe(1);
    expect(await deps.db.$count(mail)).toBe(before.mails);
    expect(deps.sent).toHaveLength(before.sent);
    expect((await eventOf("evt_again")).effects).toMatchObject({ postedMinor: "1418" });
    expect(await reconcile(deps)).toEqual([]);
  });

  test("keeps the record of its first run when it is replayed, and lists the replay by itself", async () => {
    await place(deps, { ref: "kept", seller, at: PAID });
    await send(pays("evt_kept", "pi_kept", "kept"));
    await send(pays("evt_told_twice", "pi_kept", "kept"));
    await deps.jobs.drain();
    for (const [ref, because] of [
      ["evt_kept", null],
      ["evt_told_twice", "duplicate"],
    ] as const) {
      const first = await eventOf(ref);
      deps.setNow("2026-03-20T12:40:00.000Z");
      await replayEvent(deps, first.id);
      const { because: kept, timings, effects, processedAt, attempts } = await eventOf(ref);
      expect(first.because).toBe(because);
      expect({ kept, timings, effects, processedAt, attempts }).toEqual({
        kept: because,
        timings: first.timings,
        effects: first.effects,
        processedAt: first.processedAt,
        attempts: first.attempts,
      });
      const { replays } = await getEvent(deps, first.id);
      expect(replays).toMatchObject([{ by: "system", status: "processed", noEffect: true }]);
    }
  });

  test("that was taken over from before shows no time that nobody measured", async () => {
    await place(deps, { ref: "imported", seller, at: PAID });
    await send(pays("evt_imported", "pi_imported", "imported"));
    await deps.jobs.drain();
    const came = await eventOf("evt_imported");
    const taken = { ...came, id: "ibx_taken" as const, eventRef: "evt_taken", verifiedWith: "import" };
    await deps.db.insert(inboxEvent).values(taken);

    const msOf = async (id: string) => (await getEvent(deps, id)).timeline.find(({ step }) => step === "acted")?.ms;
    expect([await msOf(came.id), await msOf(taken.id)]).toEqual([0, null]);
    const { rows } = await listInbox(deps, ListInbox.parse({ q: "evt_taken" }));
    expect(rows).toMatchObject([{ id: taken.id, ms: null }]);
  });

  test("whose order has not arrived waits, and takes effect when the order does", async () => {
    await send(pays("evt_early", "pi_early", "early"));
    await deps.jobs.drain();
    expect(await eventOf("evt_early")).toMatchObject({ status: "unmatched", because: "no_order" });
    expect(await deps.db.$count(waitingReference)).toBeGreaterThan(0);

    await place(deps, { ref: "early", seller, at: PAID });
    await deps.jobs.drain();
    expect(await eventOf("evt_early")).toMatchObject({ status: "processed", waitingFor: null });
    expect(await effectsOf("pi_early")).toBe(1);
    expect(await deps.db.$count(waitingReference)).toBe(0);
  });

  test("of the other mode, of an unknown type, or without a meaning is ignored with its reason", async () => {
    await send(signStripe(stripeEvent({ id: "evt_live", created: at, livemode: true }), at));
    await send(signStripe(stripeEvent({ id: "evt_plan", created: at, type: "plan.created" }), at));
    const pending = { id: "re_1", payment_intent: "pi_1", amount: 1, currency: "usd", status: "pending" };
    await send(
      signStripe(stripeEvent({ id: "evt_pending", created: at, type: "refund.created", object: pending }), at),
    );
    await deps.jobs.drain();
    expect(await eventOf("evt_live")).toMatchObject({ status: "ignored", because: "wrong_mode" });
    expect(await eventOf("evt_plan")).toMatchObject({ status: "ignored", because: "unknown_type" });
    expect(await eventOf("evt_pending")).toMatchObject({ status: "ignored", because: "nothing_to_do" });
  });

  test("of another form than its type promises is dead at once, with the path and without the value", async () => {
    await send(
      signStripe(
        stripeEvent({
          id: "evt_form",
          created: at,
          object: { id: "pi_1", amount_received: "canary", currency: "usd" },
        }),
        at,
      ),
    );
    await deps.jobs.drain();
    const row = await eventOf("evt_form");
    expect(row).toMatchObject({ status: "dead", because: "unexpected_shape", attempts: 1 });
    expect(row.detail).toContain("amount_received");
    expect(row.detail).not.toContain("canary");
    expect(deps.jobs.dead).toHaveLength(1);
    expect(await replayEvent(deps, row.id)).toMatchObject({ status: "received" });
  });

  test("poisoned among a hundred costs the others nothing", async () => {
    await place(deps, { ref: "healthy", seller, at: PAID });
    for (let n = 0; n < 98; n += 1)
      await send(signStripe(stripeEvent({ id: `evt_${n}`, created: at, type: "plan.created" }), at));
    await send(signStripe(stripeEvent({ id: "evt_poison", created: at, object: { id: 7 } }), at));
    await send(pays("evt_healthy", "pi_healthy", "healthy"));
    await deps.jobs.drain();

    const { counts } = await listInbox(deps, ListInbox.parse({}));
    expect(counts).toMatchObject({ all: 100, processed: 1, ignored: 98, dead: 1, received: 0 });
    expect(await effectsOf("pi_healthy")).toBe(1);
  });
});

describe("people and orders announced by events", () => {
  beforeAll(begin);
  afterAll(() => deps.close());

  test("in the wrong order end the same: a paid order waits for its seller, the seller for the sponsor", async () => {
    const buyer = { kind: "customer", person: { id: "c_9", name: "Cy Example", email: "cy@example.test" } };
    const lines = [{ sku: "BOX", quantity: 1, unitPriceMinor: 6300 }];
    const paid = { paymentId: "pay_9", amountMinor: 6300, currency: "USD" };
    const order = { orderId: "W-9", placedAt: "2026-03-20T11:58:00Z", currency: "USD", totalMinor: 6300, buyer, lines };
    const signUp = (id: string, sponsorId: string) => ({
      distributor: { id, name: `${id} Test`, email: `${id}@example.test` },
      sponsorId,
    });
    await send(ours("msg_order", "order.paid", { ...order, sellerId: "dee", payment: paid }));
    await send(ours("msg_dee", "distributor.enrolled", signUp("dee", "cedar")));
    await deps.jobs.drain();
    expect((await eventOf("msg_order")).status).toBe("unmatched");
    expect(await eventOf("msg_dee")).toMatchObject({ status: "unmatched", waitingFor: ["distributor:cedar"] });

    await send(ours("msg_cedar", "distributor.enrolled", signUp("cedar", seller)));
    await deps.jobs.drain();
    expect((await eventOf("msg_cedar")).status).toBe("processed");
    expect((await eventOf("msg_dee")).status).toBe("processed");
    expect((await eventOf("msg_order")).status).toBe("processed");
    expect(await effectsOf("pay_9")).toBe(1);
    expect(await reconcile(deps)).toEqual([]);
  });

  test("bring along what plans read about the person, in force from joining on", async () => {
    const attributes = { package: "gold", depth: "2" };
    const distributor = { id: "fay", name: "Fay Test", email: "fay@example.test", attributes };
    await send(ours("msg_fay", "distributor.enrolled", { distributor, sponsorId: seller }));
    await deps.jobs.drain();
    expect((await eventOf("msg_fay")).status).toBe("processed");
    const fay = await resolveDistributor(deps, "fay");
    expect(fay && (await getPerson(deps, fay)).attributes).toEqual(attributes);
  });

  test("twice are one person, and the second announcement has no effect", async () => {
    const customer = { customer: { id: "c_77", name: "Di Example" }, sponsorId: seller };
    await send(ours("msg_c1", "customer.created", customer));
    await send(ours("msg_c2", "user.created", customer));
    await deps.jobs.drain();
    expect(await eventOf("msg_c1")).toMatchObject({ status: "processed", because: null });
    expect(await eventOf("msg_c2")).toMatchObject({ status: "processed", because: "known_already" });
  });

  test("without a name or an address, or as a renewal, wait for a person", async () => {
    await send(ours("msg_nameless", "distributor.enrolled", { distributor: { id: "x" }, sponsorId: seller }));
    await send(ours("msg_renewal", "subscription.renewed", {}));
    await deps.jobs.drain();
    expect(await eventOf("msg_nameless")).toMatchObject({ status: "held", because: "person_incomplete" });
    expect(await eventOf("msg_renewal")).toMatchObject({ status: "held", because: "renewals_not_supported" });
  });

  test("with a character that no table can hold end at once, in words, and hold nobody else up", async () => {
    const person = (id: string, name: string) => ({ customer: { id, name }, sponsorId: seller });
    await send(ours("msg_nul", "customer.created", person("c_nul", "Di\0 Example")));
    await send(ours("msg_fine", "customer.created", person("c_fine", "Di Example")));
    await deps.jobs.drain();
    expect(await eventOf("msg_nul")).toMatchObject({
      status: "dead",
      because: "cannot_be_processed",
      detail: "It holds a character that cannot be stored, at customer.name.",
    });
    expect(await eventOf("msg_fine")).toMatchObject({ status: "processed" });
  });

  test("pages of the list are complete and do not overlap", async () => {
    const all = await deps.db.select({ id: inboxEvent.id }).from(inboxEvent).orderBy(asc(inboxEvent.id));
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listInbox>> = await listInbox(deps, ListInbox.parse({ limit: 2, cursor }));
      seen.push(...page.rows.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen.toSorted()).toEqual(all.map(({ id }) => id));
  });
});
