"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { SectionHead } from "~/components/shell/page-head";
import { Button } from "~/components/ui/button";
import { instantText, moneyText } from "~/components/ui/format";
import { Day } from "~/components/ui/instant";
import { Money } from "~/components/ui/money";
import { Stat, Stats } from "~/components/ui/stat";
import { EmptyState } from "~/components/ui/states";
import { StatusPill } from "~/components/ui/status-pill";
import { Table } from "~/components/ui/table";
import { useZones } from "~/components/ui/zones";
import { payouts } from "~/messages/en/payouts";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { MethodForm } from "./method-form";

const words = payouts.own;

export function OwnPayouts() {
  const trpc = useTRPC();
  const { reader } = useZones();
  const [isChanging, setIsChanging] = useState(false);
  const { data } = useSuspenseQuery(trpc.payouts.own.queryOptions({}));
  const { currency, outlook, method, inTheWay } = data;
  const spoken = (minor: string) => moneyText(BigInt(minor), currency);
  const values = { minimum: spoken(outlook.minimumMinor), hours: String(outlook.coolDownHours) };
  return (
    <div className="grid gap-8">
      <Stats>
        <Stat label={words.available}>
          <Money minor={BigInt(data.availableMinor)} currency={currency} />
        </Stat>
        <Stat label={words.next}>
          <Day at={outlook.nextAt} style="weekday" />
        </Stat>
      </Stats>
      {inTheWay.length === 0 ? (
        <p>{words.willPay}</p>
      ) : (
        <ul className="grid gap-1">
          {inTheWay.map((reason) => (
            <li key={reason}>{say(words.inTheWay[reason], values)}</li>
          ))}
        </ul>
      )}
      <section className="grid max-w-xl gap-3">
        <SectionHead title={words.account} />
        {method ? (
          <div className="grid gap-1">
            <p>{say(words.accountNow, { holder: method.holder, ending: method.ending })}</p>
            <p className="sm muted">
              {method.refusedBecause ? words.refused : method.isVerified ? words.verified : words.notVerified}
              {method.isWaiting
                ? ` · ${say(words.waiting, { at: instantText(method.usableFrom, reader, "short") })}`
                : null}
            </p>
          </div>
        ) : (
          <p className="muted">{words.noAccount}</p>
        )}
        {isChanging ? (
          <MethodForm hours={outlook.coolDownHours} onDone={() => setIsChanging(false)} />
        ) : (
          <div>
            <Button onClick={() => setIsChanging(true)}>{method ? words.change : words.add}</Button>
          </div>
        )}
      </section>
      <section>
        <SectionHead title={words.list} />
        <Table
          label={words.list}
          rows={data.payouts}
          rowId={({ id }) => id}
          empty={<EmptyState>{words.none}</EmptyState>}
          columns={[
            {
              id: "day",
              head: words.day,
              grows: true,
              cell: (row) => (
                <>
                  <Day at={row.sentAt ?? row.reservedAt} />
                  <p className="xs muted wraps">
                    {say(words.equation, {
                      gross: spoken(row.grossMinor),
                      fee: spoken(row.feeMinor),
                      tax: spoken(row.taxMinor),
                    })}
                    {row.because && row.state !== "unknown"
                      ? ` · ${payouts.because[row.because] ?? row.because}`
                      : null}
                  </p>
                </>
              ),
            },
            {
              id: "account",
              head: words.account,
              wideOnly: true,
              cell: ({ ending }) => say(payouts.batch.ending, { ending }),
            },
            { id: "state", head: payouts.state, cell: ({ state }) => <StatusPill kind="payout" state={state} /> },
            {
              id: "amount",
              head: words.amount,
              align: "end",
              cell: ({ netMinor }) => <Money minor={BigInt(netMinor)} currency={currency} />,
            },
          ]}
        />
      </section>
    </div>
  );
}
