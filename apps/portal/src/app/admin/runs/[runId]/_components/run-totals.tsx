import { SectionHead } from "~/components/shell/page-head";
import { countText, minorDigitsOf } from "~/components/ui/format";
import { Money } from "~/components/ui/money";
import { Strip } from "~/components/ui/strip";
import { type Column, Table } from "~/components/ui/table";
import { runs as words } from "~/messages/en/runs";
import { say } from "~/messages/say";
import { percentOf } from "../../../_components/percent-of";
import type { Run } from "./run-review";

export type Summary = NonNullable<Run["summary"]>;
interface Props {
  readonly run: Run;
  readonly summary: Summary;
}

const sumOf = (rows: readonly { readonly minor: string }[]) => rows.reduce((sum, { minor }) => sum + BigInt(minor), 0n);

/** What the run posts, what was paid at once, and both as a share of what was sold. */
export function RunTotals({ run, summary }: Props) {
  const { currency, totalMinor } = run;
  const live = sumOf(summary.bonuses.filter(({ isLive }) => isLive));
  const volume = summary.volumes.find(({ id }) => id === "cv") ?? summary.volumes.at(-1);
  const scale = 10n ** BigInt(Math.max(0, 2 - minorDigitsOf(currency)));
  const percent = volume ? percentOf((totalMinor + live) * scale, BigInt(volume.amount)) : null;
  const amount = (minor: bigint) => <Money minor={minor} currency={currency} />;
  return (
    <>
      <section className="mt-5">
        <h2 className="vh">{words.figures}</h2>
        <Strip
          label={words.figures}
          items={[
            {
              id: "total",
              label: run.state === "posted" ? words.wasPosted : words.toPost,
              value: amount(totalMinor),
              note: `${words.lines}: ${countText(run.lineCount)}`,
            },
            { id: "live", label: words.live, value: amount(live) },
            volume && percent !== null
              ? {
                  id: "share",
                  label: say(words.share, { volume: volume.id.toUpperCase() }),
                  value: `${percent} %`,
                  note: words.shareNote,
                }
              : null,
            {
              id: "earners",
              label: words.earners,
              value: countText(summary.earners),
              note: say(words.ofPeople, { count: countText(summary.people) }),
            },
            { id: "kept", label: words.kept, value: amount(sumOf(summary.breakage)), note: words.keptNote },
          ]}
        />
      </section>
      <Bonuses run={run} summary={summary} />
      <Ranks run={run} summary={summary} />
    </>
  );
}

function Bonuses({ run, summary }: Props) {
  const changes = new Map(run.compared?.bonuses.map(({ key, delta }) => [key, delta]));
  const columns: readonly Column<Summary["bonuses"][number]>[] = [
    {
      id: "bonus",
      head: words.bonus,
      grows: true,
      cell: ({ label, isLive, isPool, limited }) => (
        <>
          <span className="med">{label}</span>{" "}
          <span className="xs muted">
            {[
              isLive ? words.atOnce : null,
              isPool ? words.pool : null,
              limited > 0 ? say(words.limited, { count: limited }) : null,
            ]
              .filter((text) => text !== null)
              .join(" · ")}
          </span>
        </>
      ),
    },
    { id: "lines", head: words.lines, align: "end", wideOnly: true, cell: ({ lines }) => countText(lines) },
    {
      id: "amount",
      head: words.amount,
      align: "end",
      cell: ({ minor }) => <Money minor={BigInt(minor)} currency={run.currency} />,
    },
    {
      id: "change",
      head: words.change,
      align: "end",
      wideOnly: true,
      cell: ({ id, isLive }) => {
        const delta = changes.get(id);
        if (isLive || !run.compared?.last || delta === undefined) return words.none;
        return <Money minor={delta} currency={run.currency} isSigned />;
      },
    },
  ];
  return (
    <section className="mt-7">
      <SectionHead title={words.byBonus} />
      <Table label={words.byBonus} columns={columns} rows={summary.bonuses} rowId={({ id }) => id} />
    </section>
  );
}

function Ranks({ run, summary }: Props) {
  const columns: readonly Column<Summary["ranks"][number]>[] = [
    { id: "rank", head: words.rank, grows: true, cell: ({ label }) => <span className="med">{label}</span> },
    { id: "people", head: words.people, align: "end", cell: ({ people }) => countText(people) },
    { id: "earners", head: words.earners, align: "end", wideOnly: true, cell: ({ earners }) => countText(earners) },
    {
      id: "amount",
      head: words.amount,
      align: "end",
      cell: ({ minor }) => <Money minor={BigInt(minor)} currency={run.currency} />,
    },
  ];
  return (
    <section className="mt-7">
      <SectionHead title={words.byRank} />
      <Table label={words.byRank} columns={columns} rows={summary.ranks} rowId={({ id }) => id} />
    </section>
  );
}
