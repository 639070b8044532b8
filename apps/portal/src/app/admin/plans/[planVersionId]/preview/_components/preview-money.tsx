import { SectionHead } from "~/components/shell/page-head";
import { countText } from "~/components/ui/format";
import { Money } from "~/components/ui/money";
import { Strip } from "~/components/ui/strip";
import { type Column, Table } from "~/components/ui/table";
import { reasonWords } from "~/messages/en/reasons";
import { simulator } from "~/messages/en/simulator";
import { say } from "~/messages/say";
import type { Outputs } from "../../../../_components/outputs";
import { percentOf } from "../../../../_components/percent-of";

const words = simulator.preview;
export type PreviewResult = Outputs["plans"]["preview"];
type Pair = { readonly before: bigint; readonly after: bigint };

const share = (part: bigint, whole: bigint) => {
  const percent = percentOf(part, whole);
  return percent === null ? "—" : `${percent} %`;
};

/** What is paid in all and by bonus, as a share of what it is paid on, and what stays with the company. */
export function PreviewMoney({ result }: { readonly result: PreviewResult }) {
  const { currency, payoutBefore, payoutAfter, payoutBaseMinor, earners, largest, breakage } = result;
  const unpaid = breakage.reduce((sum, one) => ({ before: sum.before + one.before, after: sum.after + one.after }), {
    before: 0n,
    after: 0n,
  });
  const isSame = payoutBefore === payoutAfter && result.winnersCount + result.losersCount === 0;
  const amount = (minor: bigint) => <Money minor={minor} currency={currency} />;
  return (
    <>
      {isSame && result.risesCount + result.fallsCount === 0 ? <p className="mt-4 med">{words.same}</p> : null}
      <div className="mt-4">
        <Strip
          label={words.figures}
          items={[
            {
              id: "payout",
              label: words.payout,
              value: amount(payoutAfter),
              note: <Change before={payoutBefore} after={payoutAfter} currency={currency} />,
            },
            {
              id: "share",
              label: words.share,
              value: share(payoutAfter, payoutBaseMinor),
              note: say(words.was, { was: share(payoutBefore, payoutBaseMinor) }),
            },
            {
              id: "earners",
              label: words.earners,
              value: countText(earners.after),
              note: say(words.was, { was: countText(earners.before) }),
            },
            {
              id: "largest",
              label: words.largest,
              value: largest.after ? amount(largest.after.minor) : "—",
              note: largest.after ? <bdi>{largest.after.person.name}</bdi> : null,
            },
            {
              id: "breakage",
              label: words.breakage,
              value: amount(unpaid.after),
              note: <Change before={unpaid.before} after={unpaid.after} currency={currency} />,
            },
          ]}
        />
      </div>
      <section className="mt-7">
        <SectionHead title={words.byBonus} />
        <Sides result={result} />
      </section>
    </>
  );
}

function Change({ before, after, currency }: Pair & { readonly currency: string }) {
  if (before === after) return words.unchanged;
  return <Money minor={after - before} currency={currency} isSigned />;
}

type Row = PreviewResult["byBonus"][number];

function Sides({ result }: { readonly result: PreviewResult }) {
  const { currency, byBonus, payoutBefore, payoutAfter, payoutBaseMinor } = result;
  const money = (minor: bigint) => <Money minor={minor} currency={currency} />;
  const columns: readonly Column<Row>[] = [
    { id: "bonus", head: words.bonus, total: words.total, cell: ({ label }) => <span className="med">{label}</span> },
    { id: "before", head: words.before, align: "end", total: money(payoutBefore), cell: ({ before }) => money(before) },
    { id: "after", head: words.after, align: "end", total: money(payoutAfter), cell: ({ after }) => money(after) },
    {
      id: "change",
      head: words.change,
      align: "end",
      wideOnly: true,
      total: <Change before={payoutBefore} after={payoutAfter} currency={currency} />,
      cell: (row) => <Change {...row} currency={currency} />,
    },
    {
      id: "share",
      head: words.ofCv,
      align: "end",
      wideOnly: true,
      total: `${share(payoutBefore, payoutBaseMinor)} → ${share(payoutAfter, payoutBaseMinor)}`,
      cell: ({ before, after }) => `${share(before, payoutBaseMinor)} → ${share(after, payoutBaseMinor)}`,
    },
  ];
  return <Table label={words.byBonus} columns={columns} rows={byBonus} rowId={({ bonusId }) => bonusId} hasTotals />;
}

/** Levels that are used up and paid to nobody, by bonus and reason. */
export function Kept({ result: { breakage, currency } }: { readonly result: PreviewResult }) {
  const columns: readonly Column<(typeof breakage)[number]>[] = [
    { id: "bonus", head: words.bonus, cell: ({ label }) => <span className="med">{label}</span> },
    { id: "reason", head: words.reason, cell: ({ code }) => reasonWords(code).title },
    {
      id: "before",
      head: words.before,
      align: "end",
      cell: ({ before }) => <Money minor={before} currency={currency} />,
    },
    { id: "after", head: words.after, align: "end", cell: ({ after }) => <Money minor={after} currency={currency} /> },
  ];
  const shown = breakage.filter(({ before, after }) => before !== 0n || after !== 0n);
  if (shown.length === 0) return null;
  return (
    <section className="mt-7">
      <SectionHead title={words.kept}>
        <span className="muted">{words.keptNote}</span>
      </SectionHead>
      <Table label={words.kept} columns={columns} rows={shown} rowId={({ bonusId, code }) => `${bonusId} ${code}`} />
    </section>
  );
}
