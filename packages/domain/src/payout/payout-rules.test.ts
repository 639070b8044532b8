import { describe, expect, test } from "vitest";
import { instant } from "../time/instant.ts";
import { mayResend, nextAskAt } from "./asking.ts";
import { accountEnding, accountProblem, type BankAccount, normalAccount } from "./bank-account.ts";
import { batchList } from "./batch-list.ts";
import { NOT_PAID_OUT, notPaidOut, type PayoutCandidate } from "./eligibility.ts";
import { payoutCycleAt } from "./payout-cycle.ts";
import { DEFAULT_PAYOUT_POLICY, PayoutPolicy, payoutAmounts, withholdingRate } from "./payout-policy.ts";
import { payoutKey } from "./payout-postings.ts";

const NOW = instant("2026-03-20T12:00:00Z");
const FINE: PayoutCandidate = {
  available: 15_175n,
  owed: 0n,
  status: "good",
  isIdentified: true,
  hasTaxForm: true,
  isUnderReview: false,
  method: { verifiedAt: instant("2026-03-01T00:00:00Z"), usableFrom: NOW },
  hasPayout: false,
};
const STRICT: PayoutPolicy = {
  ...DEFAULT_PAYOUT_POLICY,
  feeMinor: "300",
  requiresIdentity: true,
  requiresTaxForm: true,
  personLimitMinor: "1000000",
};

describe("who is paid", () => {
  test("somebody in order is", () => {
    expect(notPaidOut(FINE, STRICT, NOW)).toEqual([]);
    expect(notPaidOut({ ...FINE, available: 2_500n }, STRICT, NOW)).toEqual([]);
  });

  test.each([
    { change: { hasPayout: true }, reason: "already_in_cycle" },
    { change: { available: 2_499n }, reason: "below_minimum" },
    { change: { owed: 1n }, reason: "owes" },
    { change: { status: "suspended" }, reason: "not_in_good_standing" },
    { change: { status: "terminated" }, reason: "not_in_good_standing" },
    { change: { isUnderReview: true }, reason: "under_review" },
    { change: { isIdentified: false }, reason: "identity_missing" },
    { change: { hasTaxForm: false }, reason: "tax_form_missing" },
    { change: { method: null }, reason: "method_missing" },
    { change: { method: { verifiedAt: null, usableFrom: NOW } }, reason: "method_not_verified" },
    {
      change: { method: { verifiedAt: NOW, usableFrom: instant("2026-03-20T12:00:00.001Z") } },
      reason: "method_waiting",
    },
    { change: { available: 1_000_001n }, reason: "above_limit" },
  ] as const)("$change is not: $reason", ({ change, reason }) => {
    expect(notPaidOut({ ...FINE, ...change } as PayoutCandidate, STRICT, NOW)).toEqual([reason]);
  });

  test("what a company does not ask for is in nobody's way", () => {
    expect(notPaidOut({ ...FINE, isIdentified: false, hasTaxForm: false }, DEFAULT_PAYOUT_POLICY, NOW)).toEqual([]);
    expect(notPaidOut({ ...FINE, available: 0n }, { ...DEFAULT_PAYOUT_POLICY, minimumMinor: "0" }, NOW)).toEqual([
      "below_minimum",
    ]);
    expect(NOT_PAID_OUT).toHaveLength(11);
  });
});

describe("what is kept back", () => {
  const policy: PayoutPolicy = {
    ...STRICT,
    withholding: [
      { country: "*", appliesTo: "everybody", rate: "0.1", from: "2020-01-01", until: null },
      { country: "US", appliesTo: "without_tax_form", rate: "0.28", from: "2020-01-01", until: "2025-12-31" },
      { country: "US", appliesTo: "without_tax_form", rate: "0.24", from: "2026-01-01", until: null },
      { country: "AT", appliesTo: "everybody", rate: "0", from: "2020-01-01", until: null },
    ],
  };
  test.each([
    { of: { country: "US", hasTaxForm: false }, day: "2025-12-31", rate: "0.28" },
    { of: { country: "US", hasTaxForm: false }, day: "2026-01-01", rate: "0.24" },
    { of: { country: "US", hasTaxForm: true }, day: "2026-03-20", rate: "0.1" },
    { of: { country: "AT", hasTaxForm: false }, day: "2026-03-20", rate: "0" },
    { of: { country: null, hasTaxForm: false }, day: "2026-03-20", rate: "0.1" },
    { of: { country: "DE", hasTaxForm: false }, day: "2019-12-31", rate: "0" },
  ])("$of on $day: $rate", ({ of, day, rate }) => {
    expect(withholdingRate(PayoutPolicy.parse(policy), of, day)).toBe(rate);
  });

  test.each([
    { gross: 15_175n, rateText: "0", alreadyTaxed: 0n, is: { gross: 15_175n, fee: 300n, tax: 0n, net: 14_875n } },
    { gross: 10_000n, rateText: "0.24", alreadyTaxed: 0n, is: { gross: 10_000n, fee: 300n, tax: 2_400n, net: 7_300n } },
    { gross: 10_001n, rateText: "0.5", alreadyTaxed: 0n, is: { gross: 10_001n, fee: 300n, tax: 5_001n, net: 4_700n } },
    {
      gross: 10_000n,
      rateText: "0.24",
      alreadyTaxed: 7_300n,
      is: { gross: 10_000n, fee: 300n, tax: 648n, net: 9_052n },
    },
    { gross: 7_300n, rateText: "0.24", alreadyTaxed: 7_400n, is: { gross: 7_300n, fee: 300n, tax: 0n, net: 7_000n } },
    { gross: 300n, rateText: "0", alreadyTaxed: 0n, is: null },
    { gross: 301n, rateText: "0", alreadyTaxed: 0n, is: { gross: 301n, fee: 300n, tax: 0n, net: 1n } },
  ])("$gross at $rateText", ({ gross, is, ...taxed }) => {
    expect(payoutAmounts(gross, STRICT, taxed)).toEqual(is);
  });
});

test.each([
  { at: "2026-03-20T03:59:59.999Z", id: "2026-03-13", why: "Thursday evening in New York" },
  { at: "2026-03-20T04:00:00.000Z", id: "2026-03-20", why: "Friday midnight, an hour earlier than in winter" },
  { at: "2026-03-06T04:59:59.999Z", id: "2026-02-27", why: "before the clocks went forward" },
  { at: "2026-03-06T05:00:00.000Z", id: "2026-03-06", why: "Friday midnight in winter" },
])("the cycle at $at is that of $id: $why", ({ at, id }) => {
  expect(payoutCycleAt(instant(at), { weekday: 5 }, "America/New_York").id).toBe(id);
});

test("keys are the same for every attempt, and others after a final failure", () => {
  expect([payoutKey("2026-03-20", "dst_1"), payoutKey("2026-03-20", "dst_1", 2)]).toEqual([
    "po:2026-03-20:dst_1",
    "po:2026-03-20:dst_1:2",
  ]);
});

test("a provider is asked after 10 s, 1, 5, 15 minutes, then every 15", () => {
  const delays = [0, 1, 2, 3, 4, 9].map((asked) => Date.parse(nextAskAt(NOW, asked)) - Date.parse(NOW));
  expect(delays).toEqual([10_000, 60_000, 300_000, 900_000, 900_000, 900_000]);
});

test.each([
  { notFound: 1, ms: 3_600_000, may: false },
  { notFound: 2, ms: 899_999, may: false },
  { notFound: 2, ms: 900_000, may: true },
])("$notFound times not found, $ms ms after the call: sent again is $may", ({ notFound, ms, may }) => {
  expect(mayResend({ calledAt: NOW, notFound }, instant(Date.parse(NOW) + ms), 900_000)).toBe(may);
});

describe("an account", () => {
  const iban = (text: string): BankAccount => ({ kind: "iban", holder: "Hazel Brook", iban: text });
  const us = (routing: string, account = "000123456789"): BankAccount => ({
    kind: "us",
    holder: "Hazel Brook",
    routing,
    account,
  });
  test.each([
    { account: iban("DE89 3704 0044 0532 0130 00"), problem: null },
    { account: iban("gb82 west 1234 5698 7654 32"), problem: null },
    { account: iban("DE89 3704 0044 0532 0130 01"), problem: "iban_check" },
    { account: iban("DE98 3704 0044 0532 0130 00"), problem: "iban_check" },
    { account: iban("DE89 3704 0044 0532 0130 0"), problem: "iban_length" },
    { account: iban("ZZ89 3704 0044 0532 0130 00"), problem: "iban_country" },
    { account: iban("12345678"), problem: "iban_letters" },
    { account: us("021000021"), problem: null },
    { account: us("021000022"), problem: "routing_check" },
    { account: us("000000000"), problem: "routing_check" },
    { account: us("02100002"), problem: "routing_digits" },
    { account: us("021000021", "12"), problem: "account_digits" },
  ])("$account: $problem", ({ account, problem }) => {
    expect(accountProblem(normalAccount(account))).toBe(problem);
  });

  test("shows its last four letters", () => {
    expect(accountEnding(normalAccount(iban("DE89 3704 0044 0532 0130 00")))).toBe("3000");
  });
});

test("a batch has one list, whatever order it is read in", () => {
  const item = (id: string, netMinor: bigint) => ({
    payoutId: id,
    distributorId: "dst_1",
    netMinor,
    currency: "USD",
    fingerprint: "f1",
  });
  const of = { batchId: "pob_1", cycle: "2026-03-20", currency: "USD" };
  const list = batchList(of, [item("pyt_2", 5n), item("pyt_1", 7n)]);
  expect(list).toEqual(batchList(of, [item("pyt_1", 7n), item("pyt_2", 5n)]));
  expect(list).toMatchObject({ totalMinor: "12", count: "2", items: ["pyt_1 dst_1 7 USD f1", "pyt_2 dst_1 5 USD f1"] });
});
