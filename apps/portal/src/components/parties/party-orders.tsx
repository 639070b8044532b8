import type { Route } from "next";
import Link from "next/link";
import { parties } from "~/messages/en/parties";
import { say } from "~/messages/say";
import { SectionHead } from "../shell/page-head";
import { volumeText } from "../ui/format";
import { Instant } from "../ui/instant";
import { EmptyState } from "../ui/states";
import { type Column, Table } from "../ui/table";
import type { Party, PartyBase } from "./party-view";

const words = parties.detail;
type Order = Party["orders"][number];

/** What was sold at the party, and why an order does not count. */
export function PartyOrders({ party, base }: { readonly party: Party; readonly base: PartyBase }) {
  return (
    <section>
      <SectionHead title={words.guests} />
      <Table
        label={words.guests}
        columns={columnsOf(base)}
        rows={party.orders}
        rowId={({ id }) => id}
        empty={<EmptyState>{say(words.noOrders, { number: party.number })}</EmptyState>}
      />
    </section>
  );
}

function columnsOf(base: PartyBase): readonly Column<Order>[] {
  return [
    {
      id: "order",
      head: words.order,
      cell: ({ id, number }) =>
        base === "/admin/parties" ? (
          <Link className="link" href={`/admin/orders/${id}` as Route}>
            {number}
          </Link>
        ) : (
          number
        ),
    },
    {
      id: "guest",
      head: words.guest,
      grows: true,
      cell: ({ buyerName }) => (buyerName ? <bdi>{buyerName}</bdi> : <span className="muted">{words.anonymous}</span>),
    },
    {
      id: "paid",
      head: words.paid,
      wideOnly: true,
      cell: ({ effectiveAt }) => (effectiveAt ? <Instant at={effectiveAt} /> : null),
    },
    {
      id: "counts",
      head: words.counts,
      wraps: true,
      cell: ({ whyNot }) => (whyNot ? <span className="muted">{words.whyNot[whyNot]}</span> : words.yes),
    },
    {
      id: "value",
      head: words.value,
      align: "end",
      cell: ({ sales, whyNot }) => (
        <bdi className={whyNot ? "num nowrap muted" : "num nowrap"}>{volumeText(sales)}</bdi>
      ),
    },
  ];
}
