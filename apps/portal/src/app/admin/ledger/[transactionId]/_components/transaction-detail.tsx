"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { SectionHead } from "~/components/shell/page-head";
import { moneyText, periodText } from "~/components/ui/format";
import { Id } from "~/components/ui/id";
import { Instant } from "~/components/ui/instant";
import { Facts } from "~/components/ui/sums";
import { type Column, Table } from "~/components/ui/table";
import { ledger } from "~/messages/en/ledger";
import { useTRPC } from "~/trpc/client";
import type { Outputs } from "../../../_components/outputs";

type Transaction = Outputs["ledger"]["transaction"];
type Line = Transaction["lines"][number];

export function TransactionDetail({ transactionId }: { readonly transactionId: string }) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.ledger.transaction.queryOptions({ transactionId }));
  return (
    <div className="grid gap-8">
      <section>
        <SectionHead title={ledger.lines} />
        {currenciesOf(data).map((currency) => (
          <TView key={currency} lines={data.lines.filter((line) => line.currency === currency)} currency={currency} />
        ))}
      </section>
      <section className="min-w-0">
        <SectionHead title={ledger.facts} />
        <Facts rows={factsOf(data)} />
      </section>
    </div>
  );
}

const currenciesOf = ({ lines }: Transaction) => [...new Set(lines.map(({ currency }) => currency))];

function TView({ lines, currency }: { readonly lines: readonly Line[]; readonly currency: string }) {
  const debits = lines.reduce((sum, { amount }) => (amount > 0n ? sum + amount : sum), 0n);
  const total = moneyText(debits, currency);
  const columns: readonly Column<Line>[] = [
    {
      id: "account",
      head: ledger.account,
      grows: true,
      total: ledger.total,
      cell: ({ code, owner }) => (
        <>
          {ledger.codes[code]}
          {owner ? (
            <span className="u">
              <Link className="link" href={`/admin/people/${owner.id}` as Route}>
                <bdi>{owner.name}</bdi>
              </Link>
            </span>
          ) : null}
        </>
      ),
    },
    {
      id: "debit",
      head: ledger.debit,
      align: "end",
      total,
      cell: ({ amount }) => (amount > 0n ? moneyText(amount, currency) : ""),
    },
    {
      id: "credit",
      head: ledger.credit,
      align: "end",
      total,
      cell: ({ amount }) => (amount < 0n ? moneyText(-amount, currency) : ""),
    },
  ];
  return (
    <Table
      label={`${ledger.lines} ${currency}`}
      columns={columns}
      rows={lines}
      rowId={({ code, owner }) => `${code} ${owner?.id ?? ""}`}
      hasTotals
    />
  );
}

function factsOf(data: Transaction): readonly { id: string; label: string; value: ReactNode }[] {
  const { reverses, reversedBy } = data;
  const rows: readonly { id: string; label: string; value: ReactNode | null | undefined }[] = [
    { id: "reason", label: ledger.reason, value: data.reason },
    { id: "source", label: ledger.source, value: sourceOf(data) },
    { id: "period", label: ledger.period, value: data.period ? periodText(data.period, true) : null },
    { id: "plan", label: ledger.planVersion, value: data.planVersion },
    { id: "effective", label: ledger.effectiveAt, value: <Instant at={data.effectiveAt} style="full" inCompanyZone /> },
    { id: "recorded", label: ledger.recordedAt, value: <Instant at={data.recordedAt} style="full" inCompanyZone /> },
    { id: "actor", label: ledger.actor, value: data.actor },
    { id: "approval", label: ledger.approval, value: data.approval ? <Id id={data.approval} /> : null },
    { id: "reverses", label: ledger.reverses, value: reverses ? <TransactionLink id={reverses} /> : null },
    { id: "reversedBy", label: ledger.reversedBy, value: reversedBy ? <TransactionLink id={reversedBy} /> : null },
    { id: "key", label: ledger.key, value: <span className="mono break-all">{data.idem}</span> },
    { id: "block", label: ledger.sealedIn, value: data.block ?? ledger.notSealed },
    { id: "digest", label: ledger.digest, value: <span className="mono break-all">{data.digest}</span> },
    { id: "body", label: ledger.bodyHash, value: <span className="mono break-all">{data.bodyHash}</span> },
  ];
  return rows.flatMap(({ id, label, value }) => (value ? [{ id, label, value }] : []));
}

const TransactionLink = ({ id }: { readonly id: string }) => (
  <Link className="link num" href={`/admin/ledger/${id}` as Route}>
    {id}
  </Link>
);

/** An event and a line have pages of their own. */
function sourceOf({ sourceType, sourceId, lines }: Transaction): ReactNode {
  const person = lines.find(({ owner }) => owner !== null)?.owner?.id;
  if (sourceType === "inbox_event") return <Id id={sourceId} href={`/integrations/events/${sourceId}` as Route} />;
  if (sourceType === "commission_line" && person)
    return <Id id={sourceId} href={`/admin/people/${person}/earnings/${sourceId}` as Route} />;
  return <Id id={sourceId} />;
}
