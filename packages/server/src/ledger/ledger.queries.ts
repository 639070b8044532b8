import { distributor, ledgerTotals, ledgerTransactions, sealHead, selectRows, unsealedTail } from "@upline/db";
import { ACCOUNTS, type AccountCode, DomainError, POSTING_KINDS } from "@upline/domain";
import { inArray, sql } from "drizzle-orm";
import { z } from "zod";
import type { Deps } from "../deps.ts";
import { cursorOf, pageInput, toPage } from "../pages/keyset.ts";
import { payoutsFrozen } from "../reconciliation/payouts-frozen.ts";

/** The accounts by code and currency, and how far the ledger is sealed. */
export async function readLedger(deps: Deps) {
  const { db } = deps;
  const [totals, head, tail, frozen] = [
    await ledgerTotals(db),
    await sealHead(db),
    await unsealedTail(db),
    await payoutsFrozen(db),
  ];
  return {
    accounts: totals.map(({ code, currency, balance }) => {
      return {
        code,
        kind: ACCOUNTS[code].kind,
        currency,
        debit: balance > 0n ? balance : 0n,
        credit: balance < 0n ? -balance : 0n,
      };
    }),
    seal: head ? { ...head, block: String(head.block) } : null,
    unsealed: tail,
    frozen,
  };
}

const CODES = Object.keys(ACCOUNTS) as [AccountCode, ...AccountCode[]];

export const ListTransactions = pageInput.extend({
  code: z.enum(CODES).optional(),
  kind: z.enum(POSTING_KINDS).optional(),
  owner: z.string().max(60).optional(),
});

/** Transactions, newest first, each with what it moved in all. */
export async function listTransactions(
  deps: Deps,
  { code, kind, owner, cursor, limit }: z.output<typeof ListTransactions>,
) {
  const after = cursorOf(cursor);
  const ofAccount =
    code || owner
      ? sql`and exists (select 1 from ledger.entries e join ledger.accounts a on a.id = e.account_id where e.tx_id = t.id
          and (${code ?? null}::text is null or a.code = ${code ?? null}) and (${owner ?? null}::text is null or a.owner_id = ${owner ?? null}))`
      : sql``;
  const ids = await selectRows<{ id: string }>(
    deps.db,
    sql`select t.id::text as id from ledger.transactions t
      where (${after?.id ?? null}::bigint is null or t.id < ${after?.id ?? null}::bigint)
        and (${kind ?? null}::text is null or t.kind = ${kind ?? null}) ${ofAccount}
      order by t.id desc limit ${limit + 1}`,
  );
  const rows = (
    await ledgerTransactions(
      deps.db,
      ids.map(({ id }) => BigInt(id)),
    )
  ).toReversed();
  const page = toPage(rows, limit, ({ id, effectiveAt }) => ({ at: effectiveAt, id: String(id) }));
  const names = await namesOf(
    deps,
    page.rows.flatMap(({ lines }) => lines.map((line) => line.owner)),
  );
  return {
    ...page,
    rows: page.rows.map(({ id, kind, effectiveAt, reason, lines }) => {
      const person = lines.find((line) => line.owner !== "")?.owner;
      return {
        id: String(id),
        kind,
        effectiveAt,
        reason,
        person: person === undefined ? null : { id: person, name: names.get(person) ?? person },
        moved: movedOf(lines),
      };
    }),
  };
}

/** The debits of a transaction by currency; the credits are the same. */
function movedOf(lines: readonly { readonly currency: string; readonly amount: bigint }[]) {
  const sums = new Map<string, bigint>();
  for (const { currency, amount } of lines) if (amount > 0n) sums.set(currency, (sums.get(currency) ?? 0n) + amount);
  return [...sums].map(([currency, minor]) => ({ currency, minor }));
}

interface Extra extends Record<string, unknown> {
  readonly bodyHash: string;
  readonly approval: string | null;
  readonly reverses: string | null;
  readonly reversedBy: string | null;
  readonly planVersion: string | null;
  readonly period: string | null;
  readonly block: string | null;
  readonly digest: string;
}

/** A transaction as a T: debits and credits, where it comes from, and the block that seals it. @throws DomainError `not_found` */
export async function getTransaction(deps: Deps, transactionId: string) {
  const id = BigInt(transactionId);
  const [found] = await ledgerTransactions(deps.db, [id]);
  if (!found) throw new DomainError("not_found", "There is no ledger transaction of this number.", { transactionId });
  const [extra] = await selectRows<Extra>(
    deps.db,
    sql`select encode(t.body_hash, 'hex') as "bodyHash", t.approval_id as approval, t.reverses_id::text as reverses,
        (select r.id::text from ledger.transactions r where r.reverses_id = t.id) as "reversedBy", t.plan_version as "planVersion",
        t.period_id as period, (select s.block::text from ledger.sealed_transactions s where s.tx_id = t.id) as block,
        encode(ledger.tx_digest(t.id), 'hex') as digest
      from ledger.transactions t where t.id = ${transactionId}::bigint`,
  );
  const names = await namesOf(
    deps,
    found.lines.map(({ owner }) => owner),
  );
  return {
    ...found,
    ...extra,
    id: transactionId,
    lines: found.lines.map(({ code, owner, currency, amount }) => {
      return { code, owner: owner === "" ? null : { id: owner, name: names.get(owner) ?? owner }, currency, amount };
    }),
  };
}

async function namesOf({ db }: Deps, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids)].filter((id) => id !== "") as (typeof distributor.$inferSelect.id)[];
  if (wanted.length === 0) return new Map();
  const rows = await db
    .select({ id: distributor.id, name: distributor.name })
    .from(distributor)
    .where(inArray(distributor.id, wanted));
  return new Map(rows.map(({ id, name }) => [id, name]));
}
