import { SectionHead } from "~/components/shell/page-head";
import { countText } from "~/components/ui/format";
import { Money } from "~/components/ui/money";
import { EmptyState } from "~/components/ui/states";
import { type Column, Table } from "~/components/ui/table";
import { Volume } from "~/components/ui/volume";
import { order as words } from "~/messages/en/order";
import type { Order } from "./order-detail";

type Line = Order["lines"][number];

/** What was bought, with the volumes that were fixed at the sale. */
export function OrderGoods({ order: { lines, total, pv, cv } }: { readonly order: Order }) {
  const columns: readonly Column<Line>[] = [
    {
      id: "article",
      head: words.article,
      grows: true,
      cell: ({ name, sku }) => (
        <>
          {name} <span className="mono muted u">{sku}</span>
        </>
      ),
    },
    { id: "quantity", head: words.quantity, align: "end", cell: ({ quantity }) => countText(quantity) },
    {
      id: "price",
      head: words.price,
      align: "end",
      cell: ({ unitPriceMinor }) => <Money minor={unitPriceMinor} currency={total.currency} />,
      total: <Money {...total} />,
    },
    {
      id: "pv",
      head: words.pv,
      align: "end",
      wideOnly: true,
      cell: (line) => <Volume hundredths={line.pv} unit="PV" hideUnit />,
      total: <Volume hundredths={pv} unit="PV" hideUnit />,
    },
    {
      id: "cv",
      head: words.cv,
      align: "end",
      cell: (line) => <Volume hundredths={line.cv} unit="CV" hideUnit />,
      total: <Volume hundredths={cv} unit="CV" hideUnit />,
    },
  ];
  return (
    <section>
      <SectionHead title={words.goods} />
      <Table
        label={words.goods}
        columns={columns}
        rows={lines}
        rowId={({ line }) => String(line)}
        hasTotals
        empty={<EmptyState>{words.noGoods}</EmptyState>}
      />
    </section>
  );
}
