"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { SectionHead } from "~/components/shell/page-head";
import { Banner } from "~/components/ui/banner";
import { Copy } from "~/components/ui/copy";
import { moneyText } from "~/components/ui/format";
import { Instant } from "~/components/ui/instant";
import { Facts } from "~/components/ui/sums";
import { type Column, Table } from "~/components/ui/table";
import { ledger } from "~/messages/en/ledger";
import { reconciliation } from "~/messages/en/reconciliation";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { ageText } from "../../_components/age";
import type { Outputs } from "../../_components/outputs";
import { VerifyButton } from "./verify-button";

type Ledger = Outputs["ledger"]["get"];
type Account = Ledger["accounts"][number];

/** Accounts on one side, the seal on the other. */
export function LedgerPanel() {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.ledger.get.queryOptions());
  return (
    <>
      {data.frozen.length > 0 ? (
        <Banner
          label={reconciliation.state}
          tone="bad"
          action={
            <a className="link" href="/admin/reconciliation">
              {reconciliation.title}
            </a>
          }
        >
          {reconciliation.frozen}
        </Banner>
      ) : null}
      <div className="review">
        <section className="min-w-0">
          <SectionHead title={ledger.accounts} />
          <Table
            label={ledger.accounts}
            columns={COLUMNS}
            rows={data.accounts}
            rowId={({ code, currency }) => `${code} ${currency}`}
            empty={<p className="sm muted">{ledger.none}</p>}
          />
          <p className="xs muted mt-2">{ledger.balance}</p>
        </section>
        <aside className="grid gap-7 min-w-0 content-start">
          <Seal ledger={data} />
          <section>
            <SectionHead title={ledger.exports} />
            <p className="sm muted mb-2">{ledger.exportsWhat}</p>
            <p className="sm flex gap-4">
              <a className="link" href="/api/ledger/ledger.jsonl" download>
                {ledger.jsonl}
              </a>
              <a className="link" href="/api/ledger/ledger.csv" download>
                {ledger.csv}
              </a>
            </p>
          </section>
        </aside>
      </div>
    </>
  );
}

function Seal({ ledger: { seal, unsealed } }: { readonly ledger: Ledger }) {
  const { transactions, oldestSeconds } = unsealed;
  return (
    <section>
      <SectionHead title={ledger.seal}>
        <VerifyButton />
      </SectionHead>
      {seal === null ? (
        <p className="sm muted">{ledger.never}</p>
      ) : (
        <Facts
          rows={[
            { id: "block", label: ledger.block, value: <span className="num">{seal.block}</span> },
            {
              id: "hash",
              label: ledger.hash,
              value: (
                <span className="id">
                  <span className="mono" title={seal.hash}>
                    {seal.hash.slice(0, 8)}…{seal.hash.slice(-8)}
                  </span>
                  <Copy value={seal.hash} what={ledger.hash} />
                </span>
              ),
            },
            { id: "at", label: ledger.sealedAt, value: <Instant at={seal.sealedAt} style="short" /> },
            {
              id: "tail",
              label: ledger.unsealed,
              value:
                transactions === 0
                  ? ledger.unsealedNone
                  : say(ledger.unsealedCount, { count: transactions, age: ageText(oldestSeconds ?? 0) }),
            },
          ]}
        />
      )}
      <p className="xs muted mt-2">{ledger.keep}</p>
    </section>
  );
}

const sideOf = (side: "debit" | "credit") => (row: Account) =>
  row[side] > 0n ? moneyText(row[side], row.currency) : "";

const COLUMNS: readonly Column<Account>[] = [
  { id: "account", head: ledger.account, grows: true, cell: ({ code }) => ledger.codes[code] },
  { id: "kind", head: ledger.kind, wideOnly: true, cell: ({ kind }) => ledger.accountKinds[kind] },
  { id: "debit", head: ledger.debit, align: "end", cell: sideOf("debit") },
  { id: "credit", head: ledger.credit, align: "end", cell: sideOf("credit") },
];
