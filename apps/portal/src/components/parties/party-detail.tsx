"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useState } from "react";
import { parties } from "~/messages/en/parties";
import { useTRPC } from "~/trpc/client";
import { PageHead } from "../shell/page-head";
import { Button, ButtonLink } from "../ui/button";
import { countText, volumeText } from "../ui/format";
import { Money } from "../ui/money";
import { StatusPill } from "../ui/status-pill";
import { Strip } from "../ui/strip";
import { CloseParty } from "./close-party";
import { HostCredit } from "./host-credit";
import { PartyBookings, PartyFacts } from "./party-facts";
import { PartyOrders } from "./party-orders";
import { PartyRewards } from "./party-rewards";
import type { Party, PartyBase } from "./party-view";

const words = parties.detail;

/** One party: what it sold, what its host is credited, and whether each order counts. */
export function PartyDetail({
  partyId,
  base,
  canChange,
  canSpend = false,
}: {
  readonly partyId: `pty_${string}`;
  readonly base: PartyBase;
  readonly canChange: boolean;
  /** May note that the host's credit was spent. */
  readonly canSpend?: boolean;
}) {
  const trpc = useTRPC();
  const { data: party } = useSuspenseQuery(trpc.parties.get.queryOptions({ partyId }));
  const [isClosing, setIsClosing] = useState(false);
  const isOpen = party.state !== "closed";
  return (
    <>
      <PageHead
        title={
          <>
            {party.number} <bdi>{party.host.name}</bdi>
          </>
        }
        back={{ href: base as Route, label: parties.title }}
        sub={<StatusPill kind="party" state={party.state} isTag />}
      >
        {canChange && isOpen ? (
          <>
            <ButtonLink href={`${base}/new?bookedAt=${party.id}` as Route}>{words.book}</ButtonLink>
            <Button onClick={() => setIsClosing(true)}>{words.close}</Button>
          </>
        ) : null}
      </PageHead>
      <div className="mb-7">
        <Strip label={parties.figures} items={figuresOf(party)} />
      </div>
      <div className="review">
        <div className="grid gap-8 min-w-0">
          <PartyRewards party={party} base={base} />
          <PartyOrders party={party} base={base} />
        </div>
        <aside className="grid gap-7 min-w-0 content-start">
          <PartyFacts party={party} base={base} />
          <HostCredit party={party} canSpend={canSpend} />
          <PartyBookings party={party} base={base} />
        </aside>
      </div>
      {isClosing ? <CloseParty party={party} base={base} onClose={() => setIsClosing(false)} /> : null}
    </>
  );
}

function figuresOf({ sales, orderCount, bookings, rewards }: Party) {
  const credits = rewards.flatMap(({ bonusId, settle, worth, line }) => {
    const name = settle === "credit" ? parties.credit : parties.creditCash;
    const value = line ? (
      <Money minor={line.minor - line.takenBack} currency={worth.currency} isEstimate={line.isEstimate} />
    ) : (
      <span className="muted">{parties.creditNone}</span>
    );
    return [{ id: bonusId, label: name, value }];
  });
  return [
    { id: "sales", label: parties.sales, value: <bdi className="num">{volumeText(sales)}</bdi> },
    { id: "orders", label: parties.orders, value: countText(orderCount) },
    { id: "bookings", label: parties.bookings, value: countText(bookings) },
    ...credits,
  ];
}
