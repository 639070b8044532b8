import { auditEntry, payoutMethod } from "@upline/db";
import type { DistributorId } from "@upline/domain";
import { afterAll, beforeAll, expect, test } from "vitest";
import { userWithPassword } from "../auth/testing/user-with-password.ts";
import { enrol } from "../commissions/testing/world.ts";
import { unwrapAccount } from "./account-secret.ts";
import { callAs, give, type PayoutWorld, payoutWorld, user } from "./testing/payout-world.ts";

const IBAN = "DE89370400440532013000";
const PASSWORD = "a password of the tests";

let world: PayoutWorld;
let ash: DistributorId;
beforeAll(async () => {
  world = await payoutWorld();
  ash = await enrol(world.deps, "Ash", null, "2025-02-05T12:00:00Z");
  await give(world.deps, ash, 9_000n);
  const { deps } = world;
  const own = ownViewer();
  const { userId: id, name, email, role } = own;
  await userWithPassword(deps, { id, name, email, role, distributorId: null, password: PASSWORD });
});
afterAll(() => world.deps.close());

const ownViewer = () => user("ash", "distributor", ash);
const asAsh = () => callAs(world.deps, ownViewer());
const iban = (text: string) => ({
  account: { kind: "iban" as const, holder: "Ash Test", iban: text },
  password: PASSWORD,
});

test("an account is checked by the provider, waits 72 hours, and is shown by its last four letters only", async () => {
  const { deps } = world;
  await asAsh().payouts.changeMethod(iban("de89 3704 0044 0532 0130 00"));
  await deps.jobs.drain();
  const { method, inTheWay, outlook } = await asAsh().payouts.own({});
  expect(method).toEqual({
    kind: "iban",
    holder: "Ash Test",
    ending: "3000",
    isVerified: true,
    refusedBecause: null,
    usableFrom: "2026-03-23T12:00:00.000Z",
    isWaiting: true,
  });
  expect([inTheWay, outlook.nextAt]).toEqual([[], "2026-03-27T04:00:00.000Z"]);
  expect(deps.sent.at(-1)?.subject).toBe("New account for your payouts");
});

test("it is stored wrapped, opens at its own row only, and stands in no other table", async () => {
  const { deps } = world;
  const [row] = await deps.db.select().from(payoutMethod);
  if (!row) throw new Error("no method");
  expect(JSON.stringify(row)).not.toContain(IBAN);
  expect(unwrapAccount(row.wrapped, row.id, deps.config)).toMatchObject({ iban: IBAN });
  expect(() => unwrapAccount(row.wrapped, "pmt_other", deps.config)).toThrow();
  expect(
    JSON.stringify(await deps.db.select({ before: auditEntry.before, after: auditEntry.after }).from(auditEntry)),
  ).not.toContain(IBAN);
});

test.each([
  { name: "a wrong password", input: { ...iban(IBAN), password: "another password" }, code: "credentials_wrong" },
  { name: "a digit that is wrong", input: iban("DE89370400440532013001"), code: "account_malformed" },
  { name: "a number that is too short", input: iban("DE8937040044053201300"), code: "account_malformed" },
  { name: "a country that has none", input: iban("ZZ89370400440532013000"), code: "account_malformed" },
])("$name is refused with a sentence, and the old account stays", async ({ input, code }) => {
  const before = await asAsh().payouts.own({});
  await expect(asAsh().payouts.changeMethod(input)).rejects.toMatchObject({
    cause: { code },
    message: expect.stringMatching(/\.$/),
  });
  expect(await asAsh().payouts.own({})).toEqual(before);
});

test("an account that the provider refuses is not verified, and says so", async () => {
  const account = { kind: "us" as const, holder: "Ash Test", routing: "021000021", account: "123459999" };
  await asAsh().payouts.changeMethod({ account, password: PASSWORD });
  await world.deps.jobs.drain();
  const { method, inTheWay } = await asAsh().payouts.own({});
  expect([method?.isVerified, method?.refusedBecause !== null, inTheWay]).toEqual([
    false,
    true,
    ["method_not_verified"],
  ]);
});
