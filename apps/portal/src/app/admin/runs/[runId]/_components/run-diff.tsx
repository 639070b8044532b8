import type { Route } from "next";
import Link from "next/link";
import { SectionHead } from "~/components/shell/page-head";
import { countText } from "~/components/ui/format";
import { Money } from "~/components/ui/money";
import { EmptyState } from "~/components/ui/states";
import { type Column, Table } from "~/components/ui/table";
import { runs as words } from "~/messages/en/runs";
import { say } from "~/messages/say";
import type { Run } from "./run-review";
import type { Summary } from "./run-totals";

type Compared = NonNullable<Run["compared"]>;
interface Person {
  readonly key: string;
  readonly name: string;
  readonly before: bigint;
  readonly after: bigint;
}

/** What is other than in the run before and than the estimate said, and who stands out. */
export function RunDiff({ run, summary }: { readonly run: Run; readonly summary: Summary }) {
  const { compared, currency } = run;
  if (compared === null) return null;
  return (
    <>
      <section className="mt-7">
        <SectionHead title={words.outliers}>
          {compared.outlierCount > 0 ? countText(compared.outlierCount) : null}
        </SectionHead>
        <Table
          label={words.outliers}
          columns={[
            ...people(currency, compared.last !== null),
            {
              id: "why",
              head: "",
              wideOnly: true,
              cell: ({ reasons }) => reasons.map((reason) => words.reasons[reason]).join(", "),
            },
          ]}
          rows={compared.outliers as readonly Compared["outliers"][number][]}
          rowId={({ key }) => key}
          empty={<EmptyState>{words.outliersNone}</EmptyState>}
        />
      </section>
      <section className="mt-7">
        <SectionHead title={words.diff}>
          {compared.last && compared.peopleCount > compared.people.length
            ? say(words.diffShown, {
                shown: countText(compared.people.length),
                count: countText(compared.peopleCount),
              })
            : null}
        </SectionHead>
        {compared.last ? (
          <Table
            label={words.diff}
            columns={people(currency, true)}
            rows={compared.people}
            rowId={({ key }) => key}
            empty={<EmptyState>{words.diffSame}</EmptyState>}
          />
        ) : (
          <EmptyState>{words.diffNone}</EmptyState>
        )}
      </section>
      <Estimate estimate={summary.estimate} />
    </>
  );
}

function people<Row extends Person>(currency: string, hasBefore: boolean): readonly Column<Row>[] {
  const all: readonly Column<Row>[] = [
    {
      id: "person",
      head: words.person,
      grows: true,
      cell: ({ key, name }) => (
        <Link className="proof med" href={`/admin/people/${key}` as Route}>
          <bdi>{name}</bdi>
        </Link>
      ),
    },
    {
      id: "before",
      head: words.before,
      align: "end",
      wideOnly: true,
      cell: ({ before }) => <Money minor={before} currency={currency} />,
    },
    { id: "now", head: words.now, align: "end", cell: ({ after }) => <Money minor={after} currency={currency} /> },
    {
      id: "change",
      head: words.change,
      align: "end",
      cell: ({ before, after }) => <Money minor={after - before} currency={currency} isSigned />,
    },
  ];
  return all.filter(({ id }) => hasBefore || (id !== "before" && id !== "change"));
}

function Estimate({ estimate }: { readonly estimate: Summary["estimate"] }) {
  const text =
    estimate.changed === 0
      ? words.estimateSame
      : estimate.lines === 0
        ? words.estimateNone
        : say(words.estimateOther, { count: estimate.changed });
  return (
    <section className="mt-7">
      <SectionHead title={words.estimate} />
      <p>{text}</p>
    </section>
  );
}
