import { SectionHead } from "~/components/shell/page-head";
import { Money } from "~/components/ui/money";
import { Table } from "~/components/ui/table";
import { legs as words } from "~/messages/en/legs";
import { bareText } from "./quantity";
import type { LegBonus } from "./short";

/** What earlier closes did, newest first. */
export function LegCloses({ bonus: { closes, volume } }: { readonly bonus: LegBonus }) {
  const both = ([left, right]: readonly [bigint, bigint]) => `${bareText(left, volume)} · ${bareText(right, volume)}`;
  return (
    <div className="legs-closes">
      <SectionHead title={words.history} />
      <Table
        label={words.historyLabel}
        rows={closes}
        rowId={({ period }) => period.id}
        empty={<p className="sm muted">{words.noHistory}</p>}
        columns={[
          { id: "period", head: words.period, grows: true, cell: ({ period }) => period.label },
          { id: "used", head: words.matchedBoth, align: "end", wideOnly: true, cell: ({ used }) => both(used) },
          { id: "closing", head: words.carriedBoth, align: "end", cell: ({ closing }) => both(closing) },
          {
            id: "paid",
            head: words.paid,
            align: "end",
            cell: ({ paid }) => (paid ? <Money {...paid} /> : "—"),
          },
        ]}
      />
    </div>
  );
}
