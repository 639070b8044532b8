import type { Route } from "next";
import Link from "next/link";
import { countText } from "~/components/ui/format";
import { Meter } from "~/components/ui/meter";
import { RankMark } from "~/components/ui/rank-mark";
import { type Column, Table } from "~/components/ui/table";
import { plans as words } from "~/messages/en/plans";
import type { Outputs } from "../../_components/outputs";

type Ranks = Outputs["ranks"]["overview"];
type Rank = Ranks["ladder"][number];

/** The ranks from the top with the people who hold them; the sum is everybody. */
export function Ladder({ ranks, planVersionId }: { readonly ranks: Ranks; readonly planVersionId: string | null }) {
  const { ladder, lastClosed } = ranks;
  const sum = (of: (rank: Rank) => number) => ladder.reduce((total, rank) => total + of(rank), 0);
  const everybody = Math.max(
    1,
    sum(({ count }) => count),
  );
  const hrefOf = ({ id }: Rank) => `/admin/people?rank=${id}` as Route;
  const columns: readonly Column<Rank>[] = [
    {
      id: "rank",
      head: words.rank,
      total: words.people,
      cell: (rank) => (
        <Link className="row-link med" href={hrefOf(rank)}>
          <RankMark bars={rank.bars} of={ladder.length} name={rank.label} />
        </Link>
      ),
    },
    {
      id: "share",
      head: <span className="vh">{words.people}</span>,
      grows: true,
      wideOnly: true,
      cell: ({ count, label }) => <Meter percent={(count / everybody) * 100} label={`${label}: ${countText(count)}`} />,
    },
    {
      id: "now",
      head: words.now,
      align: "end",
      total: countText(sum(({ count }) => count)),
      cell: ({ count }) => countText(count),
    },
    {
      id: "closed",
      head: lastClosed?.label ?? words.closed,
      align: "end",
      total: lastClosed ? countText(sum(({ lastCount }) => lastCount)) : words.never,
      cell: ({ lastCount }) => (lastClosed ? countText(lastCount) : words.never),
    },
    {
      id: "edit",
      wideOnly: true,
      head: <span className="vh">{words.asks}</span>,
      align: "end",
      cell: ({ id }) =>
        planVersionId ? (
          <Link className="link relative z-1" href={`/admin/plans/${planVersionId}/ranks?rank=${id}` as Route}>
            {words.asks}
          </Link>
        ) : null,
    },
  ];
  return (
    <Table
      label={words.ladder}
      columns={columns}
      rows={ladder.toReversed()}
      rowId={({ id }) => id}
      rowHref={hrefOf}
      hasTotals
    />
  );
}
