import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RUNS } from "../testing.ts";
import { instant } from "../time/instant.ts";
import { ACCOUNTS, type AccountCode } from "./accounts.ts";
import type { Posting } from "./posting.ts";
import { commissionPosting, releasePosting } from "./postings.ts";
import type { LineDelta } from "./split-deltas.ts";

/** What happens to a person: line targets change (null: all are taken back), a line leaves its hold, money is paid out. */
type Happening =
  | { readonly kind: "targets"; readonly minor: Readonly<Record<string, bigint>> }
  | { readonly kind: "release"; readonly key: string }
  | { readonly kind: "freeze"; readonly key: string }
  | { readonly kind: "pay out" };

const KEYS = ["a", "b", "c"];
const anyHappening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({ kind: fc.constant("targets"), minor: fc.dictionary(fc.constantFrom(...KEYS), fc.bigInt(0n, 200n)) }),
  fc.record({ kind: fc.constant("release"), key: fc.constantFrom(...KEYS) }),
  fc.record({ kind: fc.constant("freeze"), key: fc.constantFrom(...KEYS) }),
  fc.record({ kind: fc.constant("pay out") }),
);

/** One person's books: balances as the ledger keeps them, and what the shell keeps of each line. */
function newBooks() {
  const balances = new Map<AccountCode, bigint>();
  const posted = new Map<string, bigint>();
  const pending = new Map<string, bigint>();
  const onHold = new Map<string, bigint>();
  const balance = (code: AccountCode) => balances.get(code) ?? 0n;
  const book = (code: AccountCode, amount: bigint) => {
    const after = balance(code) + amount;
    const { atLeast, atMost } = ACCOUNTS[code];
    expect((atLeast === null || after >= atLeast) && (atMost === null || after <= atMost)).toBe(true);
    balances.set(code, after);
  };
  const post = ({ lines }: Posting) => {
    for (const { code, amount } of lines) book(code, amount);
  };
  return { posted, pending, onHold, balance, book, post };
}
type Books = ReturnType<typeof newBooks>;

let step = 0;
const source = { sourceType: "test", sourceId: "test", effectiveAt: instant(0) };
const who = { distributor: "dst_1", currency: "USD" as const, source };

function setTargets(books: Books, targets: Readonly<Record<string, bigint>>): void {
  const deltas = KEYS.flatMap((key): LineDelta[] => {
    const minor = (targets[key] ?? 0n) - (books.posted.get(key) ?? 0n);
    return minor === 0n ? [] : [{ key, minor, movesKey: key }];
  });
  const { pending: pendingOf, onHold: onHoldOf } = books;
  const made = commissionPosting(
    { ...who, causeId: `cause_${step++}`, deltas },
    { pendingOf, onHoldOf, available: -books.balance("dist.available") },
  );
  if (made === null) return;
  books.post(made.posting);
  for (const { key, minor } of deltas) books.posted.set(key, (books.posted.get(key) ?? 0n) + minor);
  for (const [key, change] of made.split.pendingChanges)
    books.pending.set(key, (books.pending.get(key) ?? 0n) + change);
  for (const [key, change] of made.split.onHoldChanges) books.onHold.set(key, (books.onHold.get(key) ?? 0n) + change);
}

function happen(books: Books, happening: Happening): void {
  if (happening.kind === "targets") {
    setTargets(books, happening.minor);
    return;
  }
  const available = -books.balance("dist.available");
  if (happening.kind === "pay out") {
    books.book("dist.available", available);
    books.book("company.cash", -available);
    return;
  }
  const { key } = happening;
  if (happening.kind === "freeze") {
    books.book("dist.available", available);
    books.book("dist.on_hold", -available);
    books.onHold.set(key, (books.onHold.get(key) ?? 0n) + available);
    return;
  }
  const pendingMinor = books.pending.get(key) ?? 0n;
  if (pendingMinor <= 0n) return;
  const owedMinor = books.balance("dist.clawback_receivable");
  books.post(releasePosting({ ...who, entryId: `line_${step++}`, pendingMinor, owedMinor }));
  books.pending.set(key, 0n);
}

const sumOf = (values: Iterable<bigint>) => [...values].reduce((a, b) => a + b, 0n);

describe("a person's books", () => {
  test("P10: keep every balance in its bounds, zero in sum, and pending and frozen money the sum of the lines' parts", () => {
    const law = fc.property(fc.array(anyHappening, { maxLength: 20 }), (happenings) => {
      const books = newBooks();
      for (const happening of happenings) {
        happen(books, happening);
        expect(-books.balance("dist.pending")).toBe(sumOf(books.pending.values()));
        expect(-books.balance("dist.on_hold")).toBe(sumOf(books.onHold.values()));
        expect([...books.pending.values(), ...books.onHold.values()].every((minor) => minor >= 0n)).toBe(true);
        const codes = Object.keys(ACCOUNTS) as AccountCode[];
        expect(sumOf(codes.map(books.balance))).toBe(0n);
        expect(books.balance("company.commission_expense")).toBe(sumOf(books.posted.values()));
      }
    });
    fc.assert(law, RUNS);
  });

  test("are, after a full refund, as if nothing had been sold: what was paid out is owed", () => {
    const law = fc.property(fc.array(anyHappening, { maxLength: 20 }), (happenings) => {
      const books = newBooks();
      for (const happening of happenings) happen(books, happening);
      setTargets(books, {});

      const [expense, pending] = [books.balance("company.commission_expense"), books.balance("dist.pending")];
      const still = -books.balance("dist.available") - books.balance("dist.on_hold");
      const paidOut = -books.balance("company.cash");
      expect([expense, pending]).toEqual([0n, 0n]);
      expect(books.balance("dist.clawback_receivable") - still).toBe(paidOut);
    });
    fc.assert(law, RUNS);
  });
});
