import { describe, expect, test } from "vitest";
import type { Currency } from "../money/currency.ts";
import { instant } from "../time/instant.ts";
import { adjustmentPosting } from "./adjustment.ts";

const of = (minor: bigint, against: "available" | "owed") =>
  adjustmentPosting({
    approvalId: "apr_1",
    distributor: "dst_1",
    currency: "USD" as Currency,
    minor,
    against,
    source: {
      sourceType: "approval",
      sourceId: "apr_1",
      effectiveAt: instant("2026-03-01T00:00:00Z"),
      reason: "Sample pack not credited",
    },
  });

describe("an adjustment", () => {
  test.each([
    {
      name: "a credit",
      minor: 2000n,
      against: "available",
      lines: { "company.adjustment": 2000n, "dist.available": -2000n },
    },
    {
      name: "a debit",
      minor: -700n,
      against: "available",
      lines: { "company.adjustment": -700n, "dist.available": 700n },
    },
    {
      name: "a debt forgiven",
      minor: 5n,
      against: "owed",
      lines: { "company.adjustment": 5n, "dist.clawback_receivable": -5n },
    },
    {
      name: "a new debt",
      minor: -5n,
      against: "owed",
      lines: { "company.adjustment": -5n, "dist.clawback_receivable": 5n },
    },
  ] as const)("$name", ({ minor, against, lines }) => {
    const posted = of(minor, against);
    expect(posted).toMatchObject({ kind: "adjust", idem: "adj:apr_1", reason: "Sample pack not credited" });
    expect(Object.fromEntries(posted.lines.map(({ code, amount }) => [code, amount]))).toEqual(lines);
  });

  test("of nothing is a bug", () => {
    expect(() => of(0n, "available")).toThrow("an adjustment moves something");
  });
});
