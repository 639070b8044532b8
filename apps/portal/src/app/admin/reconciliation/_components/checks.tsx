"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { Banner } from "~/components/ui/banner";
import { millisecondsText, moneyText } from "~/components/ui/format";
import { Instant } from "~/components/ui/instant";
import { Say } from "~/components/ui/say";
import { StatusPill } from "~/components/ui/status-pill";
import { reconciliation } from "~/messages/en/reconciliation";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import type { Outputs } from "../../_components/outputs";

type Check = Outputs["reconciliation"]["list"]["checks"][number];
type Fault = Check["faults"][number];

const ASK_EVERY_MS = 15_000;

/** Each check in words, when it ran, and the rows that disagree with what to do about them. */
export function Checks() {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(
    trpc.reconciliation.list.queryOptions(undefined, { refetchInterval: ASK_EVERY_MS }),
  );
  return (
    <>
      {data.isFrozen ? (
        <Banner label={reconciliation.state} tone="bad">
          {reconciliation.frozen}
        </Banner>
      ) : (
        <p className="sm muted mb-4">{reconciliation.open}</p>
      )}
      <ul className="health" aria-label={reconciliation.list}>
        {data.checks.map((check) => (
          <One key={check.check} check={check} />
        ))}
      </ul>
      <p className="xs muted mt-4">{reconciliation.partly}</p>
    </>
  );
}

function One({ check: { check, checkedAt, tookMs, faultCount, faultySince, faults } }: { readonly check: Check }) {
  const { name, what } = reconciliation.checks[check];
  const state = faultCount > 0 ? "failed" : checkedAt ? "ok" : "waiting";
  const label =
    faultCount > 0
      ? say(reconciliation.disagrees, { count: faultCount })
      : checkedAt
        ? reconciliation.agrees
        : reconciliation.never;
  return (
    <li>
      <StatusPill kind="check" state={state} label={label} />
      <div className="min-w-0">
        <div className="t">{name}</div>
        <p>{what}</p>
        {checkedAt ? (
          <p className="xs muted">
            <Say
              of={reconciliation.last}
              with={{ at: <Instant at={checkedAt} style="short" />, took: millisecondsText(tookMs ?? 0) }}
            />
          </p>
        ) : null}
        {faults.length > 0 ? (
          <ul className="mt-2 grid gap-2">
            {faults.map((fault) => (
              <li key={`${fault.rule} ${fault.ref}`} className="!block !p-0 sm break-words">
                {faultText(fault)}
              </li>
            ))}
          </ul>
        ) : null}
        {faults.length < faultCount ? (
          <p className="xs muted">{say(reconciliation.first, { count: faults.length })}</p>
        ) : null}
      </div>
      <span className="xs muted">
        {faultySince ? (
          <Say of={reconciliation.since} with={{ at: <Instant at={faultySince} style="short" /> }} />
        ) : null}
      </span>
    </li>
  );
}

/** A row that disagrees as a sentence; amounts of a currency are written as money. */
function faultText({ rule, ref, have, want, currency }: Fault): string {
  const text = (value: string) => (currency && /^-?\d+$/.test(value) ? moneyText(BigInt(value), currency) : value);
  const known = (reconciliation.rules as Readonly<Record<string, string>>)[rule] ?? reconciliation.unknown;
  return say(known as "{ref} {have} {want}", { ref, have: text(have), want: text(want) });
}
