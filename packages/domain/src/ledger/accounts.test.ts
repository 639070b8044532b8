import { describe, expect, test } from "vitest";
import { ACCOUNTS, POSTING_KINDS } from "./accounts.ts";

describe("the chart of accounts", () => {
  const accounts = Object.entries(ACCOUNTS).map(([code, account]) => ({ code, ...account }));

  test("names what people own dist for money and credit for store credit", () => {
    for (const { code, isOwned } of accounts) expect(isOwned).toBe(/^(dist|credit)\./.test(code));
  });

  test("lets a liability never become a claim, nor a claim a liability", () => {
    const bounded = accounts.filter(({ atLeast, atMost }) => atLeast !== null || atMost !== null);
    expect(bounded.map(({ code, kind, atLeast, atMost }) => `${code} ${kind} ${atLeast} ${atMost}`).sort()).toEqual([
      "credit.available liability null 0",
      "credit.pending liability null 0",
      "credit.receivable asset 0 null",
      "dist.available liability null 0",
      "dist.clawback_receivable asset 0 null",
      "dist.on_hold liability null 0",
      "dist.payout_held liability null 0",
      "dist.pending liability null 0",
      "payouts.in_transit liability null 0",
      "tax.withheld liability null 0",
    ]);
  });

  test("has codes in a form that the database takes, and each kind of posting once", () => {
    for (const { code } of accounts) expect(code).toMatch(/^[a-z_]+(\.[a-z_]+)*$/);
    expect(new Set(POSTING_KINDS).size).toBe(POSTING_KINDS.length);
  });
});
