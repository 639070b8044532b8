"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { SectionHead } from "~/components/shell/page-head";
import { Delta } from "~/components/ui/delta";
import { countText, dateText, localDate, millisecondsText, periodText, volumeText } from "~/components/ui/format";
import { Instant } from "~/components/ui/instant";
import { Money } from "~/components/ui/money";
import { Say } from "~/components/ui/say";
import { Strip } from "~/components/ui/strip";
import { useZones } from "~/components/ui/zones";
import { admin } from "~/messages/en/admin";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import type { Outputs } from "../outputs";
import { Feed } from "./feed";
import { Queue, Waiting } from "./waiting";
import { WeekBars } from "./week-bars";

const words = admin.overview;
type Overview = Outputs["reports"]["overview"];

/** The figures of the company as they are now; every notice of the live connection asks again. */
export function OverviewPanel() {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.reports.overview.queryOptions());
  const { data: approvals } = useSuspenseQuery(trpc.approvals.count.queryOptions());
  return (
    <div className="review">
      <div className="grid gap-8 min-w-0">
        <Sales sales={data.salesThisWeek} answeredMs={data.answeredMs} />
        <Figures overview={data} />
        <section>
          <SectionHead title={words.feed}>
            <Link className="link" href="/admin/orders">
              {words.allOrders}
            </Link>
          </SectionHead>
          <Feed rows={data.feed} />
        </section>
      </div>
      <aside className="grid gap-7 min-w-0">
        <Waiting waiting={data.waiting} frozen={data.frozen} approvals={approvals.all} />
        <Queue queue={data.queue} />
      </aside>
    </div>
  );
}

function Sales({ sales, answeredMs }: { readonly sales: Overview["salesThisWeek"]; readonly answeredMs: number }) {
  const { company } = useZones();
  const { total, lastWeekMinor, from, to, byDay } = sales;
  const day = dateText(localDate(from, company), "weekday");
  return (
    <section aria-label={words.sales}>
      <div className="flex flex-wrap items-end gap-x-8 gap-y-3">
        <div>
          <div className="label mb-1">{words.sales}</div>
          <Money {...total} size={40} />
          <div className="xs muted mt-1">{say(words.since, { day })}</div>
        </div>
        <div className="sm sm:ms-auto sm:text-end">
          <Delta minor={total.minor - lastWeekMinor} currency={total.currency} against={words.against} />
          <p className="xs muted mt-1">
            <Say
              of={words.asked}
              with={{
                at: <Instant at={to} style="seconds" inCompanyZone />,
                took: millisecondsText(answeredMs),
              }}
            />
          </p>
        </div>
      </div>
      <div className="mt-5">
        <WeekBars from={from} to={to} byDay={byDay} currency={total.currency} />
      </div>
    </section>
  );
}

function Figures({ overview: { salesThisWeek: sales, commissions } }: { readonly overview: Overview }) {
  const { minor, currency, cv, percentOfCv, periodId } = commissions;
  const { orders, refundedMinor, pv } = sales;
  const refunded =
    refundedMinor > 0n ? (
      <>
        {words.refunded} <Money minor={refundedMinor} currency={currency} tone="muted" />
      </>
    ) : undefined;
  return (
    <Strip
      label={words.sales}
      items={[
        { id: "orders", label: words.orders, value: countText(orders), note: refunded },
        { id: "pv", label: words.pv, value: volumeText(pv, "prose") },
        { id: "cv", label: words.cv, value: volumeText(sales.cv, "prose") },
        {
          id: "commissions",
          label: say(words.commissions, { period: periodText(periodId) }),
          value: <Money minor={minor} currency={currency} />,
          note:
            percentOfCv === null ? words.noCv : say(words.ofCv, { percent: percentOfCv, cv: volumeText(cv, "prose") }),
        },
      ]}
    />
  );
}
