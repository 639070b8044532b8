"use client";

import { RotateCcw, ShoppingCart } from "lucide-react";
import { useState } from "react";
import { PageHead, SectionHead } from "~/components/shell/page-head";
import { Button } from "~/components/ui/button";
import { Bars } from "~/components/ui/charts";
import { Dialog, Sheet } from "~/components/ui/dialog";
import { Area, Choose, Field } from "~/components/ui/field";
import { Id } from "~/components/ui/id";
import { Money } from "~/components/ui/money";
import { PayloadInspector } from "~/components/ui/payload-inspector";
import { Chain, Pipeline } from "~/components/ui/pipeline";
import { RankMark } from "~/components/ui/rank-mark";
import { Stat, Stats } from "~/components/ui/stat";
import { EmptyState, ErrorState, Skeleton } from "~/components/ui/states";
import { StatusPill } from "~/components/ui/status-pill";
import { Stepper } from "~/components/ui/stepper";
import { Table } from "~/components/ui/table";
import { Timeline } from "~/components/ui/timeline";
import { useToast } from "~/components/ui/toast";
import { now, rows } from "./samples";

const BODY =
  '{"id":"evt_3QzL8mKc2TqYw7Rb1nVd","type":"payment_intent.succeeded","data":{"object":{"amount_received":9600,"currency":"usd"}}}';

/** The components in their states, one below the other. */
export function Components() {
  const toast = useToast();
  const [open, setOpen] = useState<"dialog" | "sheet" | null>(null);
  return (
    <main id="main" className="page grid gap-10">
      <PageHead title="Components" sub="Sample data">
        <Button size="sm" onClick={() => setOpen("sheet")}>
          Sheet
        </Button>
        <Button size="sm" onClick={() => toast({ text: "Line released. It goes out on Friday.", onUndo: () => {} })}>
          Toast
        </Button>
        <Button size="sm" variant="primary" onClick={() => setOpen("dialog")}>
          Dialog
        </Button>
      </PageHead>
      <Stats>
        <Stat label="Sales this week" note="+$118.80 against last week">
          <Money minor={3_335_955n} currency="USD" size={28} />
        </Stat>
        <Stat label="Orders" note="7 days">
          418
        </Stat>
        <Stat label="Commission, of CV" note="in March">
          31.2 %
        </Stat>
      </Stats>
      <section className="flex flex-wrap gap-6">
        <Money minor={-1250n} currency="USD" tone="sign" />
        <Money minor={1_234_567n} currency="JPY" />
        <Money minor={23_180n} currency="USD" isEstimate />
        <RankMark bars={3} name="Leaf" />
        <RankMark bars={4} name="Branch" isProvisional />
        <Id id="ord_01m7tmpzv6fd0d2zkakgtz4a0x" />
        {(["estimated", "pending", "available", "in_payout", "paid", "held", "reversed"] as const).map((state) => (
          <StatusPill key={state} kind="money" state={state} isTag />
        ))}
        {(["processed", "unmatched", "dead", "ignored", "received"] as const).map((state) => (
          <StatusPill key={state} kind="inbox" state={state} />
        ))}
      </section>
      <section>
        <SectionHead title="Table" />
        <Table
          label="Lines"
          rows={rows}
          rowId={({ id }) => id}
          hasTotals
          sort={{ by: "at", isDescending: true }}
          onSort={() => {}}
          more={{ hasMore: true, isLoading: false, onMore: () => {}, total: 31 }}
          columns={[
            {
              id: "bonus",
              head: "Bonus",
              sort: "bonus",
              grows: true,
              cell: ({ bonusLabel }) => bonusLabel,
              total: "Total",
            },
            { id: "state", head: "State", sort: "at", cell: ({ state }) => <StatusPill kind="money" state={state} /> },
            {
              id: "amount",
              head: "Amount",
              align: "end",
              cell: ({ amount }) => <Money {...amount} tone="sign" />,
              total: <Money minor={4905n} currency="USD" />,
            },
          ]}
        />
      </section>
      <section className="grid gap-8 lg:grid-cols-2">
        <Pipeline
          label="Pipeline"
          stages={[
            { id: "r", label: "Received", state: "done", ms: 1.8 },
            { id: "s", label: "Stored", state: "done", ms: 6.1 },
            {
              id: "a",
              label: "Answered 200",
              state: "done",
              ms: 7,
              isAnswer: true,
              note: "the sender is free from here",
            },
            { id: "l", label: "6 lines posted", state: "done", ms: 61 },
            { id: "e", label: "E-mail", state: "waiting", ms: null },
          ]}
        />
        <Chain
          items={[
            { id: "r", label: "Received", state: "done", ms: 0, note: "14:32:08.114 from 203.0.113.42" },
            { id: "o", label: "Order O-48213 paid, $96.00", state: "done", ms: 38, icon: ShoppingCart },
            { id: "m", label: "E-mail marketing is down, 503", state: "waiting", ms: 5600, note: "Try 1 of 8" },
          ]}
        />
      </section>
      <PayloadInspector
        text={BODY}
        hex="7b226964223a226576745f33"
        sizeBytes={131}
        signedPart='"amount_received":9600'
      />
      <Stepper
        label="Run"
        steps={[
          { id: "1", label: "Draft", note: "saved", state: "done" },
          { id: "2", label: "Preview", note: "11 people change", state: "now" },
          { id: "3", label: "Published", state: "todo" },
        ]}
      />
      <Timeline
        zone="America/New_York"
        entries={[
          {
            id: "1",
            at: now,
            icon: ShoppingCart,
            title: "Order O-48213, Wild Mint",
            end: <Money minor={9600n} currency="USD" />,
          },
          { id: "2", at: "2026-03-12T14:04:22.000Z", icon: RotateCcw, title: "Refund of O-47720", note: "half of it" },
        ]}
      />
      <section className="grid gap-6 lg:grid-cols-2">
        <div className="form">
          <Field id="a" label="E-mail" defaultValue="hazel@meadow-oak.example" hint="As on the agreement." />
          <Field id="b" label="Code" error="This code is not valid, or it has been used." />
          <Choose id="c" label="Provider" options={[{ value: "stripe", label: "Stripe" }]} />
          <Area id="d" label="Body" className="mono" defaultValue={BODY} />
        </div>
        <div className="grid content-start gap-6">
          <ErrorState
            what="The earnings list could not be read."
            money="Your earnings themselves are safe."
            todo="Try again."
            reference="req_01m7tmpzv6fd0d2z4t8m"
            onRetry={() => {}}
          />
          <EmptyState action={<Button size="sm">Open the laboratory</Button>}>
            No events yet. Send one from the laboratory.
          </EmptyState>
          <Skeleton of="rows" count={2} />
        </div>
      </section>
      <Bars
        label="Sales"
        points={[3, 5, 2, 8, 6, 7, 4].map((size, index) => ({
          id: String(index),
          label: `${12 + index} Mar`,
          size,
          text: `$${size}00.00`,
        }))}
      />
      <Dialog
        isOpen={open === "dialog"}
        onClose={() => setOpen(null)}
        title="Publish version 4"
        foot={<Button variant="primary">Publish, 11 people change</Button>}
      >
        <p>In force from 1 April 2026, 00:00 (New York). March keeps version 3.</p>
      </Dialog>
      <Sheet isOpen={open === "sheet"} onClose={() => setOpen(null)} title="Line">
        <p className="p-6">Content</p>
      </Sheet>
    </main>
  );
}
