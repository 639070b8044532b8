import type { PlanVersion } from "@upline/domain";
import type { Route } from "next";
import Link from "next/link";
import { SectionHead } from "~/components/shell/page-head";
import { countText } from "~/components/ui/format";
import { Money } from "~/components/ui/money";
import { RankMark } from "~/components/ui/rank-mark";
import { EmptyState } from "~/components/ui/states";
import { type Column, Table } from "~/components/ui/table";
import { plans } from "~/messages/en/plans";
import { simulator } from "~/messages/en/simulator";
import { say } from "~/messages/say";
import { Kept, type PreviewResult } from "./preview-money";

const words = simulator.preview;

/** Whom the version touches: the largest changes each way with their names, ranks before and after. */
export function PreviewPeople({
  result,
  plan,
  base,
}: {
  readonly result: PreviewResult;
  readonly plan: PlanVersion;
  readonly base: PlanVersion | null;
}) {
  const { winners, losers, winnersCount, losersCount, rises, falls, risesCount, fallsCount } = result;
  const labelOf = (id: string) => [...plan.ranks, ...(base?.ranks ?? [])].find((rank) => rank.id === id)?.label ?? id;
  return (
    <>
      <div className="mt-7 grid gap-x-10 gap-y-7 lg:grid-cols-2">
        <Paid title={words.gains} rows={winners} count={winnersCount} result={result} />
        <Paid title={words.losses} rows={losers} count={losersCount} result={result} />
        <Moved title={words.rises} moves={rises} count={risesCount} labelOf={labelOf} result={result} />
        <Moved title={words.falls} moves={falls} count={fallsCount} labelOf={labelOf} result={result} />
      </div>
      <Ranks result={result} />
      <Kept result={result} />
    </>
  );
}

type PaidRow = PreviewResult["winners"][number];

const hrefOf = (result: PreviewResult, id: string, page: string): Route | null =>
  result.isSample ? null : (`/admin/people/${id}/${page}` as Route);

function Name({ result, person, page }: { result: PreviewResult; person: PaidRow["person"]; page: string }) {
  const href = hrefOf(result, person.id, page);
  if (!href) return <bdi className="med">{person.name}</bdi>;
  return (
    <Link className="row-link med" href={href}>
      <bdi>{person.name}</bdi>
    </Link>
  );
}

function Paid({
  title,
  rows,
  count,
  result,
}: {
  readonly title: string;
  readonly rows: readonly PaidRow[];
  readonly count: number;
  readonly result: PreviewResult;
}) {
  const money = (minor: bigint, isSigned = false) => (
    <Money minor={minor} currency={result.currency} isSigned={isSigned} />
  );
  const columns: readonly Column<PaidRow>[] = [
    {
      id: "person",
      head: words.person,
      cell: ({ person }) => <Name result={result} person={person} page="earnings" />,
    },
    { id: "before", head: words.before, align: "end", wideOnly: true, cell: ({ before }) => money(before) },
    { id: "after", head: words.after, align: "end", cell: ({ after }) => money(after) },
    { id: "change", head: words.change, align: "end", cell: ({ change }) => <b>{money(change, true)}</b> },
  ];
  return (
    <section className="min-w-0">
      <SectionHead title={title}>
        <span className="muted">{say(words.gainsNote, { count })}</span>
      </SectionHead>
      {rows.length === 0 ? (
        <EmptyState>{words.none}</EmptyState>
      ) : (
        <>
          <Table label={title} columns={columns} rows={rows} rowId={({ person }) => person.id} />
          <More shown={rows.length} of={count} />
        </>
      )}
    </section>
  );
}

function More({ shown, of }: { readonly shown: number; readonly of: number }) {
  return of > shown ? <p className="sm muted mt-2">{say(words.notShown, { count: of - shown })}</p> : null;
}

function Moved({
  title,
  moves,
  count,
  labelOf,
  result,
}: {
  readonly title: string;
  readonly moves: PreviewResult["rises"];
  readonly count: number;
  readonly labelOf: (id: string) => string;
  readonly result: PreviewResult;
}) {
  return (
    <section className="min-w-0">
      <SectionHead title={title}>
        <span className="muted">{say(words.gainsNote, { count })}</span>
      </SectionHead>
      {moves.length === 0 ? (
        <EmptyState>{words.none}</EmptyState>
      ) : (
        <>
          <ul className="ppl">
            {moves.map(({ person, from, to }) => (
              <li key={person.id} className="relative">
                <Name result={result} person={person} page="rank" />
                <span className="why">{say(plans.moves, { from: labelOf(from), to: labelOf(to) })}</span>
              </li>
            ))}
          </ul>
          <More shown={moves.length} of={count} />
        </>
      )}
    </section>
  );
}

function Ranks({ result }: { readonly result: PreviewResult }) {
  const { before, after } = result.ranks;
  const rows = after.map((rank, index) => {
    return { ...rank, bars: index + 1, was: before.find(({ rankId }) => rankId === rank.rankId)?.count ?? 0 };
  });
  const columns: readonly Column<(typeof rows)[number]>[] = [
    { id: "rank", head: words.rank, cell: ({ bars, label }) => <RankMark bars={bars} of={rows.length} name={label} /> },
    { id: "before", head: words.before, align: "end", cell: ({ was }) => countText(was) },
    { id: "after", head: words.after, align: "end", cell: ({ count }) => countText(count) },
    {
      id: "change",
      head: words.change,
      align: "end",
      cell: ({ count, was }) => {
        const change = count - was;
        return change === 0 ? "—" : `${change > 0 ? "+" : "−"}${countText(Math.abs(change))}`;
      },
    },
  ];
  return (
    <section className="mt-7">
      <SectionHead title={words.ranks} />
      <Table label={words.ranks} columns={columns} rows={rows.toReversed()} rowId={({ rankId }) => rankId} />
    </section>
  );
}
