import { describe, expect, test } from "vitest";
import { InvariantError } from "../errors/domain-error.ts";
import { instant } from "../time/instant.ts";
import { type PostingLine, posting } from "./posting.ts";
import { commissionPosting, releasePosting } from "./postings.ts";
import type { LineDelta, PersonFunds } from "./split-deltas.ts";

const source = { sourceType: "inbox_event", sourceId: "ibx_1", effectiveAt: instant("2026-03-10T09:00:00Z") };
const move = (deltas: readonly LineDelta[]) => {
  return { distributor: "dst_1", currency: "USD" as const, causeId: "ibx_1", deltas, source };
};
const delta = (key: string, minor: bigint, movesKey = key): LineDelta => ({ key, minor, movesKey });
const funds = (given: { pending?: object; onHold?: object; available?: bigint }): PersonFunds => ({
  pendingOf: new Map<string, bigint>(Object.entries(given.pending ?? {})),
  onHoldOf: new Map<string, bigint>(Object.entries(given.onHold ?? {})),
  available: given.available ?? 0n,
});
const linesOf = (lines: readonly PostingLine[]) => Object.fromEntries(lines.map(({ code, amount }) => [code, amount]));

describe("the posting of a person's line differences", () => {
  test.each([
    {
      name: "makes a gain pending",
      deltas: [delta("a", 129n), delta("b", 71n)],
      has: funds({}),
      kind: "accrue",
      lines: { "company.commission_expense": 200n, "dist.pending": -200n },
      pending: { a: 129n, b: 71n },
    },
    {
      name: "takes a loss from what is pending of its own line",
      deltas: [delta("ref", -43n, "a")],
      has: funds({ pending: { a: 129n, b: 71n }, available: 1000n }),
      kind: "clawback",
      lines: { "company.commission_expense": -43n, "dist.pending": 43n },
      pending: { a: -43n },
    },
    {
      name: "leaves what is pending of other lines, and takes available money",
      deltas: [delta("ref", -43n, "a")],
      has: funds({ pending: { b: 71n }, available: 1000n }),
      kind: "clawback",
      lines: { "company.commission_expense": -43n, "dist.available": 43n },
      pending: {},
    },
    {
      name: "takes pending, frozen, available money in this order, and the rest is owed",
      deltas: [delta("ref", -100n, "a")],
      has: funds({ pending: { a: 40n }, onHold: { a: 30n, b: 500n }, available: 20n }),
      kind: "clawback",
      lines: {
        "company.commission_expense": -100n,
        "dist.pending": 40n,
        "dist.on_hold": 30n,
        "dist.available": 20n,
        "dist.clawback_receivable": 10n,
      },
      pending: { a: -40n },
    },
    {
      name: "draws two refunds of one line from the same pending money",
      deltas: [delta("ref1", -30n, "a"), delta("ref2", -30n, "a")],
      has: funds({ pending: { a: 50n }, available: 5n }),
      kind: "clawback",
      lines: {
        "company.commission_expense": -60n,
        "dist.pending": 50n,
        "dist.available": 5n,
        "dist.clawback_receivable": 5n,
      },
      pending: { a: -50n },
    },
    {
      name: "sets a released loss against a gain of the same cause",
      deltas: [delta("new", 100n), delta("old", -60n)],
      has: funds({ available: 60n }),
      kind: "accrue",
      lines: { "company.commission_expense": 40n, "dist.pending": -40n },
      pending: { new: 40n },
    },
    {
      name: "touches released money only with the net",
      deltas: [delta("new", 60n), delta("old", -100n)],
      has: funds({ available: 100n }),
      kind: "clawback",
      lines: { "company.commission_expense": -40n, "dist.available": 40n },
      pending: {},
    },
    {
      name: "moves pending money from line to line without moving a balance",
      deltas: [delta("new", 60n), delta("old", -60n)],
      has: funds({ pending: { old: 60n } }),
      kind: "accrue",
      lines: { "company.commission_expense": -60n },
      pending: { old: -60n, new: 60n },
    },
  ])("$name", ({ deltas, has, kind, lines, pending }) => {
    const made = commissionPosting(move(deltas), has);

    expect(made?.posting).toMatchObject({ kind, idem: "cl:ibx_1:dst_1", ...source });
    expect(linesOf(made?.posting.lines ?? [])).toEqual(lines);
    expect(Object.fromEntries(made?.split.pendingChanges ?? [])).toEqual(pending);
  });

  test("is none when nothing differs", () => {
    expect(commissionPosting(move([]), funds({}))).toBeNull();
  });

  test("keeps both sides of differences that cancel each other", () => {
    const made = commissionPosting(move([delta("new", 60n), delta("old", -60n)]), funds({ available: 60n }));
    expect(made?.posting.lines.map(({ amount }) => amount)).toEqual([60n, -60n]);
  });
});

describe("the posting at the end of a hold", () => {
  const release = (pendingMinor: bigint, owedMinor: bigint) =>
    releasePosting({ distributor: "dst_1", currency: "USD", entryId: "line_1", pendingMinor, owedMinor, source });

  test.each([
    { owed: 0n, lines: { "dist.pending": 100n, "dist.available": -100n } },
    { owed: 30n, lines: { "dist.pending": 100n, "dist.clawback_receivable": -30n, "dist.available": -70n } },
    { owed: 100n, lines: { "dist.pending": 100n, "dist.clawback_receivable": -100n } },
    { owed: 500n, lines: { "dist.pending": 100n, "dist.clawback_receivable": -100n } },
  ])("pays a debt of $owed first", ({ owed, lines }) => {
    const made = release(100n, owed);
    expect(made).toMatchObject({ kind: "release", idem: "rel:line_1" });
    expect(linesOf(made.lines)).toEqual(lines);
  });

  test("is refused for nothing, and for a debt below zero", () => {
    expect(() => release(0n, 0n)).toThrow(InvariantError);
    expect(() => release(1n, -1n)).toThrow(InvariantError);
  });
});

describe("a posting", () => {
  const cash = (amount: bigint): PostingLine => ({ code: "company.cash", currency: "USD", amount });
  const funding = (amount: bigint): PostingLine => ({ code: "company.funding", currency: "USD", amount });

  test("leaves out what moves nothing, and what it was not told", () => {
    expect(posting("fund", "bank-ref-1", source, [cash(5n), funding(-5n), cash(0n)])).toEqual({
      kind: "fund",
      idem: "bank-ref-1",
      ...source,
      lines: [cash(5n), funding(-5n)],
    });
  });

  test.each([
    { name: "no lines", idem: "bank-ref-1", lines: [] },
    { name: "one line", idem: "bank-ref-1", lines: [cash(5n), funding(0n)] },
    { name: "debits that are not credits", idem: "bank-ref-1", lines: [cash(5n), funding(-4n)] },
    {
      name: "a balance across currencies",
      idem: "bank-ref-1",
      lines: [cash(5n), { ...funding(-5n), currency: "EUR" as const }],
    },
    {
      name: "an owner of the company's cash",
      idem: "bank-ref-1",
      lines: [{ ...cash(5n), owner: "dst_1" }, funding(-5n)],
    },
    {
      name: "pending money of nobody",
      idem: "bank-ref-1",
      lines: [cash(5n), { code: "dist.pending" as const, currency: "USD" as const, amount: -5n }],
    },
    { name: "a short key", idem: "rel:1", lines: [cash(5n), funding(-5n)] },
    { name: "a long key", idem: "x".repeat(201), lines: [cash(5n), funding(-5n)] },
  ])("is refused for $name", ({ idem, lines }) => {
    expect(() => posting("fund", idem, source, lines)).toThrow(InvariantError);
  });
});
