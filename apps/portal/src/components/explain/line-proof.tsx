"use client";

import { Printer } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { type ReactNode, useEffect } from "react";
import { earnings } from "~/messages/en/earnings";
import { explain } from "~/messages/en/explain";
import { say } from "~/messages/say";
import { leaveTrace } from "../shell/traces";
import { Button } from "../ui/button";
import { Conditions, Equation, LeadSentence, LineLife, Notes, ReversalTable, UplinePath } from "../ui/explanation";
import { Id } from "../ui/id";
import { Day, Instant } from "../ui/instant";
import { Money } from "../ui/money";
import { Sentence } from "../ui/sentence";
import { StatusPill } from "../ui/status-pill";
import { Facts } from "../ui/sums";
import type { EarningRow, LineExplanation } from "../views";

/** "Fast start, level 1"; a reversal says what it takes back. */
export function lineTitle({ bonusLabel: label, level, reverses, settle }: EarningRow): string {
  const bonusLabel = settle === "credit" ? say(earnings.inCredit, { bonus: label }) : label;
  if (reverses) return say(earnings.refundOf, { bonus: bonusLabel });
  return !level ? bonusLabel : say(earnings.lineOf, { bonus: bonusLabel, level });
}

/**
 * Why this cent: the sentence, the arithmetic, the path, the life, the proof, in this order.
 * For the back office the ids lead on; a distributor reads them as text.
 */
export function LineProof({
  explanation,
  isAdmin,
}: {
  readonly explanation: LineExplanation;
  readonly isAdmin?: boolean;
}) {
  const { row, earner, sentence, equation, path, conditions, life, notes, original, reversals } = explanation;
  const reversed = original ?? (reversals.length > 0 ? row : null);
  const taken = original ? [row] : reversals;
  useEffect(() => leaveTrace(row.id), [row.id]);
  return (
    <>
      <ProofHead row={row} />
      <LeadSentence parts={sentence} />
      {reversed ? (
        <Part title={explain.reversals}>
          <ReversalTable original={reversed} reversals={taken} />
        </Part>
      ) : null}
      <Part title={explain.arithmetic}>
        <Equation equation={equation} level={row.level} />
      </Part>
      {path.length > 0 ? (
        <Part title={explain.path}>
          <UplinePath hops={path} selfName={isAdmin ? earner.name : explain.you} />
        </Part>
      ) : null}
      {life.length > 0 ? (
        <Part title={explain.life}>
          <LineLife life={life} />
        </Part>
      ) : null}
      {conditions.length > 0 ? (
        <Part title={explain.conditions}>
          <Conditions traces={conditions} />
        </Part>
      ) : null}
      {notes.length > 0 ? (
        <Part title={explain.notes}>
          <Notes notes={notes} />
        </Part>
      ) : null}
      <Part title={explain.proof}>
        <Proof explanation={explanation} isAdmin={isAdmin === true} />
      </Part>
    </>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function ProofHead({ row }: { readonly row: EarningRow }) {
  const { amount, state, availableAt, effectiveAt, isEstimate } = row;
  const until = state === "pending" && availableAt ? availableAt : null;
  const [before = "", after = ""] = explain.pendingUntil.split("{on}");
  return (
    <header className="mb-4 flex items-start gap-4">
      <div>
        <div className="label mb-1">{lineTitle(row)}</div>
        <Money {...amount} size={40} isSigned isEstimate={isEstimate} tone="sign" />
      </div>
      <div className="ms-auto grid justify-items-end gap-1.5 pt-0.5">
        <StatusPill
          kind="money"
          state={isEstimate ? "estimated" : state}
          isTag
          label={
            until ? (
              <span>
                {before}
                <Day at={until} />
                {after}
              </span>
            ) : undefined
          }
        />
        <span className="xs muted">
          <Instant at={effectiveAt} style="full" />
        </span>
        <span className="no-print inline-flex">
          <Button
            variant="quiet"
            size="sm"
            className="btn-icon"
            aria-label={explain.print}
            onClick={() => window.print()}
          >
            <Printer className="i" aria-hidden="true" />
          </Button>
        </span>
      </div>
    </header>
  );
}

function Proof({ explanation, isAdmin }: { readonly explanation: LineExplanation; readonly isAdmin: boolean }) {
  const { row, plan, cause, original } = explanation;
  const { orderId, orderNumber, paymentRef, provider, eventId, ledgerTxIds } = cause;
  const rows = [
    { id: "rule", label: explain.rule, value: <Sentence parts={plan.ruleSentence} isPlain /> },
    {
      id: "plan",
      label: explain.plan,
      value: (
        <>
          {say(explain.planVersion, { version: plan.version })}
          {plan.label ? <span className="muted">, {plan.label}</span> : null}
        </>
      ),
    },
    orderNumber && orderId
      ? {
          id: "order",
          label: explain.order,
          value: isAdmin ? (
            <Link className="proof" href={`/admin/orders/${orderId}` as Route}>
              {orderNumber}
            </Link>
          ) : (
            orderNumber
          ),
        }
      : null,
    paymentRef
      ? {
          id: "payment",
          label: explain.payment,
          value: <span className="mono">{[provider, paymentRef].filter(Boolean).join(" · ")}</span>,
        }
      : null,
    eventId
      ? {
          id: "event",
          label: explain.event,
          value: <Id id={eventId} href={isAdmin ? (`/integrations/events/${eventId}` as Route) : undefined} />,
        }
      : null,
    original
      ? {
          id: "original",
          label: explain.original,
          value: <Id id={original.id} href={`/earnings/${original.id}` as Route} />,
        }
      : null,
    ...ledgerTxIds.map((id) => ({ id: `tx-${id}`, label: explain.ledger, value: <span className="mono">{id}</span> })),
    { id: "line", label: explain.line, value: <Id id={row.id} isWhole /> },
  ];
  return <Facts rows={rows.filter((fact) => fact !== null)} />;
}
