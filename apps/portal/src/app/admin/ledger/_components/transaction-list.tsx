"use client";

import { useSuspenseInfiniteQuery } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { SectionHead } from "~/components/shell/page-head";
import { SelectBox } from "~/components/ui/field";
import { FilterBar } from "~/components/ui/filter-bar";
import { shortId } from "~/components/ui/id";
import { Instant } from "~/components/ui/instant";
import { Money } from "~/components/ui/money";
import { EmptyState } from "~/components/ui/states";
import { type Column, Table } from "~/components/ui/table";
import { useUrlState } from "~/components/ui/use-url-state";
import { ledger } from "~/messages/en/ledger";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { byCursor } from "~/trpc/paging";
import type { Outputs } from "../../_components/outputs";
import { type LedgerSearch, ledgerInput } from "./ledger-search";

type Row = Outputs["ledger"]["transactions"]["rows"][number];

/** Kind and account, in the address; a person arrives by link and can be removed. */
export function TransactionFilters() {
  const { get, set } = useUrlState();
  const owner = get("owner");
  return (
    <div className="mt-8">
      <SectionHead title={ledger.transactions} />
      <div className="mb-4 flex flex-wrap gap-2">
        <Choice name="kind" label={ledger.kind} any={ledger.anyKind} words={ledger.kinds} get={get} set={set} />
        <Choice name="code" label={ledger.account} any={ledger.anyAccount} words={ledger.codes} get={get} set={set} />
      </div>
      {owner ? (
        <FilterBar filters={[{ name: "owner", label: say(ledger.ofPerson, { name: shortId(owner) }) }]} />
      ) : null}
    </div>
  );
}

function Choice({
  name,
  label,
  any,
  words,
  get,
  set,
}: {
  readonly name: string;
  readonly label: string;
  readonly any: string;
  readonly words: Readonly<Record<string, string>>;
} & Pick<ReturnType<typeof useUrlState>, "get" | "set">) {
  return (
    <SelectBox>
      <select
        className="select"
        aria-label={label}
        value={get(name) ?? ""}
        onChange={(event) => set({ [name]: event.target.value }, true)}
      >
        <option value="">{any}</option>
        {Object.entries(words).map(([value, word]) => (
          <option key={value} value={value}>
            {word}
          </option>
        ))}
      </select>
    </SelectBox>
  );
}

/** Transactions, newest first; a page at a time. */
export function TransactionList() {
  const trpc = useTRPC();
  const search: LedgerSearch = Object.fromEntries(useSearchParams());
  const input = ledgerInput(search);
  const list = useSuspenseInfiniteQuery(trpc.ledger.transactions.infiniteQueryOptions(input, byCursor));
  const rows = list.data.pages.flatMap((page) => page.rows);
  return (
    <Table
      label={ledger.list}
      columns={COLUMNS}
      rows={rows}
      rowId={({ id }) => id}
      rowHref={hrefOf}
      more={{ hasMore: list.hasNextPage, isLoading: list.isFetchingNextPage, onMore: () => void list.fetchNextPage() }}
      empty={<EmptyState>{Object.keys(input).length > 0 ? ledger.empty : ledger.none}</EmptyState>}
    />
  );
}

const hrefOf = ({ id }: Row) => `/admin/ledger/${id}` as Route;

const COLUMNS: readonly Column<Row>[] = [
  {
    id: "number",
    head: ledger.number,
    cell: (row) => (
      <Link className="row-link num" href={hrefOf(row)}>
        {row.id}
      </Link>
    ),
  },
  {
    id: "kind",
    head: ledger.kind,
    grows: true,
    cell: ({ kind, reason, person }) => (
      <>
        {ledger.kinds[kind]}
        <span className="u">
          <bdi>{person?.name ?? ledger.company}</bdi>
          {reason ? ` · ${reason}` : ""}
        </span>
      </>
    ),
  },
  {
    id: "when",
    head: ledger.when,
    wideOnly: true,
    cell: ({ effectiveAt }) => <Instant at={effectiveAt} style="short" />,
  },
  {
    id: "moved",
    head: ledger.moved,
    align: "end",
    cell: ({ moved }) => moved.map((one) => <Money key={one.currency} {...one} />),
  },
];
