import { selectRows } from "@upline/db";
import type { DistributorId, Instant, PayoutCandidate, PayoutMethodId } from "@upline/domain";
import { sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";

/** A person who has something available, with all that decides about a payout. */
export interface Candidate extends PayoutCandidate {
  readonly distributorId: DistributorId;
  readonly country: string | null;
  readonly account: {
    readonly methodId: PayoutMethodId;
    readonly fingerprint: string;
    readonly ending: string;
  } | null;
  /** Payouts of this cycle that are over without having arrived. */
  readonly over: number;
  /** What came back from earlier payouts after tax was taken, and has not left again. */
  readonly alreadyTaxed: bigint;
}

interface Row extends Record<string, unknown> {
  readonly id: DistributorId;
  readonly status: PayoutCandidate["status"];
  readonly country: string | null;
  readonly available: string;
  readonly owed: string;
  readonly is_identified: boolean;
  readonly has_tax_form: boolean;
  readonly is_under_review: boolean;
  readonly method_id: PayoutMethodId | null;
  readonly fingerprint: string | null;
  readonly ending: string | null;
  readonly verified_at: string | null;
  readonly usable_from: string | null;
  readonly has_payout: boolean;
  readonly over: number;
  readonly already_taxed: string;
}

/**
 * Everybody who has something available in this currency, in the order of their ids.
 *
 * @param only  these people, also when they have nothing
 */
export async function candidatesOf(
  { db }: Pick<Deps, "db">,
  { cycle, currency, only }: { cycle: string; currency: string; only?: readonly DistributorId[] },
): Promise<readonly Candidate[]> {
  const who =
    only === undefined
      ? sql`coalesce(av.balance, 0) < 0`
      : sql`d.id = any (array(select jsonb_array_elements_text(${JSON.stringify(only)}::text::jsonb)))`;
  const balanceOf = (
    code: string,
  ) => sql`(select b.owner_id, b.balance from (select a.owner_id, x.balance from ledger.accounts a
      join ledger.balances x on x.account_id = a.id where a.code = ${code} and a.currency = ${currency}) b)`;
  const rows = await selectRows<Row>(
    db,
    sql`select d.id, d.status, d.country, (-coalesce(av.balance, 0))::text as available, coalesce(ow.balance, 0)::text as owed,
        coalesce(s.is_identified, false) as is_identified, coalesce(s.has_tax_form, false) as has_tax_form, s.review is not null as is_under_review,
        m.id as method_id, m.fingerprint, m.ending, m.verified_at::text as verified_at, m.usable_from::text as usable_from,
        coalesce(p.has_payout, false) as has_payout, coalesce(p.over, 0)::int as over, coalesce(p.already_taxed, 0)::text as already_taxed
      from distributor d
      left join ${balanceOf("dist.available")} av on av.owner_id = d.id
      left join ${balanceOf("dist.clawback_receivable")} ow on ow.owner_id = d.id
      left join payout_standing s on s.distributor_id = d.id
      left join payout_method m on m.distributor_id = d.id and m.replaced_at is null
      left join lateral (select bool_or(cycle = ${cycle} and state not in ('failed', 'cancelled', 'returned')) as has_payout,
          count(*) filter (where cycle = ${cycle} and state in ('failed', 'cancelled', 'returned')) as over,
          coalesce(sum(net_minor) filter (where state = 'returned'), 0)
            - coalesce(sum(taxed_before_minor) filter (where state not in ('failed', 'cancelled')), 0) as already_taxed
        from payout where distributor_id = d.id and currency = ${currency}) p on true
      where ${who} order by d.id`,
  );
  return rows.map((row) => ({
    distributorId: row.id,
    country: row.country,
    available: BigInt(row.available),
    owed: BigInt(row.owed),
    status: row.status,
    isIdentified: row.is_identified,
    hasTaxForm: row.has_tax_form,
    isUnderReview: row.is_under_review,
    method:
      row.method_id === null ? null : { verifiedAt: at(row.verified_at), usableFrom: at(row.usable_from) as Instant },
    account:
      row.method_id === null
        ? null
        : { methodId: row.method_id, fingerprint: row.fingerprint ?? "", ending: row.ending ?? "" },
    hasPayout: row.has_payout,
    over: row.over,
    alreadyTaxed: BigInt(row.already_taxed) > 0n ? BigInt(row.already_taxed) : 0n,
  }));
}

const at = (text: string | null): Instant | null => (text === null ? null : (new Date(text).toISOString() as Instant));
