"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { PageHead, SectionHead } from "~/components/shell/page-head";
import { periodText } from "~/components/ui/format";
import { Id } from "~/components/ui/id";
import { Instant } from "~/components/ui/instant";
import { Money } from "~/components/ui/money";
import { StatusPill } from "~/components/ui/status-pill";
import { Strip } from "~/components/ui/strip";
import { Facts } from "~/components/ui/sums";
import { Volume } from "~/components/ui/volume";
import { admin } from "~/messages/en/admin";
import { order as words } from "~/messages/en/order";
import { parties } from "~/messages/en/parties";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import type { Outputs } from "../../../_components/outputs";
import { percentOf } from "../../../_components/percent-of";
import { OrderChain } from "./order-chain";
import { OrderGoods } from "./order-goods";
import { OrderPayments } from "./order-payments";
import { OrderUpline } from "./order-upline";

export type Order = Outputs["orders"]["get"];

/** What was sold, how it was paid, and every effect of it; live. */
export function OrderDetail({ orderId }: { readonly orderId: string }) {
  const trpc = useTRPC();
  const { data: order } = useSuspenseQuery(trpc.orders.get.queryOptions({ orderId }));
  const { number, status, total, refundedMinor, pv, cv, chain } = order;
  const share = percentOf(chain.linesTotal.minor, cv);
  return (
    <>
      <PageHead
        title={<span className="inline-flex flex-wrap items-center gap-3">{number}</span>}
        back={{ href: "/admin/orders", label: admin.orders.title }}
        sub={<StatusPill kind="order" state={status} isTag />}
      />
      <div className="mb-7">
        <Strip
          label={words.facts}
          items={[
            { id: "total", label: words.total, value: <Money {...total} /> },
            refundedMinor > 0n
              ? {
                  id: "refunded",
                  label: words.refunded,
                  value: <Money minor={-refundedMinor} currency={total.currency} tone="sign" />,
                }
              : null,
            { id: "pv", label: words.pv, value: <Volume hundredths={pv} unit="PV" hideUnit /> },
            { id: "cv", label: words.cv, value: <Volume hundredths={cv} unit="CV" hideUnit /> },
            {
              id: "lines",
              label: words.commissions,
              value: <Money {...chain.linesTotal} />,
              note: share ? say(words.ofCv, { percent: share }) : undefined,
            },
          ]}
        />
      </div>
      <div className="review">
        <div className="grid gap-8 min-w-0">
          <OrderChain order={order} />
          <OrderGoods order={order} />
          <OrderPayments order={order} />
        </div>
        <aside className="grid gap-7 min-w-0">
          <OrderFacts order={order} />
          <OrderUpline order={order} />
        </aside>
      </div>
    </>
  );
}

function OrderFacts({ order }: { readonly order: Order }) {
  const { placedAt, effectiveAt, periodId, packageLevel, buyer, seller, plan, party, id, heldBecause } = order;
  const rows = [
    heldBecause
      ? {
          id: "held",
          label: words.heldBecause,
          value: <span className="warn">{heldBecause.replaceAll("_", " ")}</span>,
        }
      : null,
    { id: "placed", label: words.placed, value: <Instant at={placedAt} inCompanyZone /> },
    {
      id: "paid",
      label: words.paid,
      value: effectiveAt ? <Instant at={effectiveAt} inCompanyZone /> : words.notPaid,
    },
    periodId ? { id: "period", label: words.counts, value: periodText(periodId, true) } : null,
    packageLevel ? { id: "package", label: words.package, value: <bdi>{packageLevel}</bdi> } : null,
    {
      id: "buyer",
      label: words.buyer,
      value: (
        <>
          {buyer.kind === "distributor" ? (
            <Link className="proof" href={`/admin/people/${buyer.id}` as Route}>
              <bdi>{buyer.name}</bdi>
            </Link>
          ) : (
            <bdi>{buyer.name}</bdi>
          )}{" "}
          <span className="muted">{buyer.kind === "distributor" ? words.distributor : words.customerOf}</span>
          {buyer.email ? (
            <div className="muted">
              <bdi>{buyer.email}</bdi>
            </div>
          ) : null}
        </>
      ),
    },
    {
      id: "seller",
      label: words.seller,
      value: (
        <>
          <Link className="proof" href={`/admin/people/${seller.id}` as Route}>
            <bdi>{seller.name}</bdi>
          </Link>{" "}
          <span className="muted">{seller.number}</span>
        </>
      ),
    },
    party
      ? {
          id: "party",
          label: parties.ofOrder,
          value: (
            <>
              <Link className="proof" href={`/admin/parties/${party.id}` as Route}>
                {party.number}
              </Link>{" "}
              {party.whyNot ? (
                <div className="muted">{say(parties.notForHost, { why: parties.detail.whyNot[party.whyNot] })}</div>
              ) : null}
            </>
          ),
        }
      : null,
    {
      id: "plan",
      label: words.plan,
      value: plan ? (
        <Link className="proof" href={`/admin/plans/${plan.versionId}/ranks` as Route}>
          {plan.label}
        </Link>
      ) : (
        words.noPlan
      ),
    },
    { id: "id", label: words.id, value: <Id id={id} /> },
  ];
  return (
    <section>
      <SectionHead title={words.number} />
      <Facts rows={rows.filter((row) => row !== null)} />
    </section>
  );
}
