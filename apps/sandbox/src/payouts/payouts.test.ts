import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type FakePortal, fakePortal } from "../testing/fake-portal.ts";
import { control, started, TOKEN } from "../testing/started.ts";

let portal: FakePortal;
let sandbox: Awaited<ReturnType<typeof started>>;
beforeEach(async () => {
  portal = await fakePortal();
  sandbox = await started(portal.url, { payoutPauseMs: 30 });
});
afterEach(async () => {
  await sandbox.close();
  await portal.close();
});

const IBAN = "DE89370400440532013000";
const authorization = `Bearer ${TOKEN}`;
async function pay(key: string, account: object = { holder: "Hazel", iban: IBAN }, amountMinor = "14875") {
  const answer = await fetch(`${sandbox.url}/payouts`, {
    method: "POST",
    headers: { authorization, "idempotency-key": key },
    body: JSON.stringify({ reference: "pyt_1", amountMinor, currency: "USD", account }),
  });
  return { status: answer.status, json: (await answer.json()) as { id?: string; facts?: { kind: string }[] } };
}
async function find(key: string) {
  const answer = await fetch(`${sandbox.url}/payouts/${key}`, { headers: { authorization } });
  const json = (await answer.json()) as { facts?: { kind: string; code: string | null }[]; asked?: number };
  return { status: answer.status, kinds: json.facts?.map(({ kind }) => kind), asked: json.asked };
}
const ending = (account: string) => ({ holder: "Hazel", routing: "021000021", account: `12345${account}` });
const soon = () => expect.poll;

describe("the payout provider", () => {
  test("makes one payment for a key, whatever the number of calls", async () => {
    const [first, second] = [await pay("upl-key-one"), await pay("upl-key-one", undefined, "99999")];
    expect([first.status, second.status, second.json.id]).toEqual([201, 200, first.json.id]);
    expect((await find("upl-key-one")).asked).toBe(2);
    const list = await fetch(`${sandbox.url}/payouts`, { headers: { authorization } });
    expect(((await list.json()) as { payments: { amountMinor: string }[] }).payments).toMatchObject([
      { amountMinor: "14875" },
    ]);
  });

  test("settles by itself and says so with a signed webhook", async () => {
    await pay("upl-key-two");
    await soon()(async () => (await find("upl-key-two")).kinds).toEqual(["accepted", "settled"]);
    await soon()(() => portal.received.length).toBe(1);
    const [event] = portal.received;
    expect(event).toMatchObject({ path: "/api/webhooks/standard", signedWith: "current" });
    expect(JSON.parse(event?.raw.toString() ?? "")).toMatchObject({
      type: "payout.settled",
      data: { payoutKey: "upl-key-two" },
    });
  });

  test.each([
    { account: "0001", status: 422, kinds: ["accepted", "failed"] },
    { account: "0002", status: 201, kinds: ["accepted", "failed"] },
    { account: "0003", status: 201, kinds: ["accepted", "settled", "returned"] },
    { account: "0004", status: 504, kinds: ["accepted", "settled"] },
    { account: "0006", status: 503, kinds: undefined },
  ])("an account ending in $account answers $status and ends as $kinds", async ({ account, status, kinds }) => {
    expect((await pay("upl-key-three", ending(account))).status).toBe(status);
    await soon()(async () => (await find("upl-key-three")).kinds).toEqual(kinds);
  });

  test("does what it is told, once", async () => {
    await control(sandbox.url, "payouts/tell", { next: ["down", "refuse"] });
    expect((await pay("upl-key-four")).status).toBe(503);
    expect((await pay("upl-key-four")).status).toBe(422);
    expect((await pay("upl-key-five")).status).toBe(201);
    const { json } = await control(sandbox.url, "payouts/happen", { key: "upl-key-five", kind: "returned" });
    expect(json.facts.map(({ kind }: { kind: string }) => kind)).toContain("returned");
  });

  test("knows nothing without a key, a token, or a payment", async () => {
    expect((await pay("")).status).toBe(400);
    expect((await find("upl-nobody")).status).toBe(404);
    expect((await fetch(`${sandbox.url}/payouts`)).status).toBe(401);
  });

  test("says whether an account can be paid", async () => {
    const check = async (account: object) => {
      const answer = await fetch(`${sandbox.url}/payout-accounts/check`, {
        method: "POST",
        headers: { authorization },
        body: JSON.stringify({ account }),
      });
      return ((await answer.json()) as { payable: boolean }).payable;
    };
    expect([await check(ending("4417")), await check(ending("9999"))]).toEqual([true, false]);
  });
});
