"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ArrowRightLeft, Banknote, Calculator, type LucideIcon, ScrollText, SquarePen } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { ButtonLink } from "~/components/ui/button";
import { instantText, moneyText } from "~/components/ui/format";
import { useZones } from "~/components/ui/zones";
import { approvals as words } from "~/messages/en/approvals";
import { shell } from "~/messages/en/shell";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { Asked } from "../../_components/asked";
import { hrefOf, type Summary, summaryText, type Waiting } from "./summary-text";

const ICONS: Readonly<Record<Summary["kind"], LucideIcon>> = {
  adjust: SquarePen,
  move: ArrowRightLeft,
  payout_batch: Banknote,
  commission_run: Calculator,
  plan: ScrollText,
};

/** One request: what, who asked and why, and either the way to decide it or the reason why not. */
export function WaitingRow({ waiting, canDecide }: { readonly waiting: Waiting; readonly canDecide: boolean }) {
  const { reader } = useZones();
  const { summary, requestedBy, requestedAt, reason, whyNot } = waiting;
  const Icon = ICONS[summary.kind];
  const what = summaryText(summary);
  const values = { name: requestedBy ?? "", at: instantText(requestedAt, reader, "short") };
  return (
    <li>
      <Icon className="i" aria-hidden="true" />
      <div className="min-w-0">
        <p className="xs muted">{words.kinds[summary.kind]}</p>
        <p>
          <Link className="link strong" href={hrefOf(waiting) as Route}>
            <bdi>{what}</bdi>
          </Link>
        </p>
        <p className="sm muted">{reason ? say(words.askedWhy, { ...values, reason }) : say(words.asked, values)}</p>
        {whyNot ? <p className="sm">{whyText(waiting)}</p> : null}
      </div>
      <div className="acts">{canDecide ? <Acts waiting={waiting} what={what} /> : null}</div>
    </li>
  );
}

/** An adjustment has no other place, so it is decided here; everything else where it can be seen whole. */
function Acts({ waiting, what }: { readonly waiting: Waiting; readonly what: string }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const after = () => queries.invalidateQueries(trpc.approvals.pathFilter());
  const approve = useMutation(trpc.approvals.approve.mutationOptions({ onSettled: after }));
  const decline = useMutation(trpc.approvals.decline.mutationOptions({ onSettled: after }));
  const { id, summary, fingerprint, whyNot, isOwn, reason } = waiting;
  const approvalId = id as `apr_${string}`;
  const send = (why: string) => decline.mutateAsync({ approvalId, reason: why });
  const isDead = whyNot === "expired" || whyNot === "outdated";
  if (summary.kind === "plan") return whyNot === null ? <Review waiting={waiting} what={what} /> : null;
  return (
    <>
      {isDead ? (
        <Asked
          {...{
            verb: words.close,
            name: say(words.closeName, { what }),
            title: words.closeTitle,
            text: words.closeText,
          }}
          {...{ done: words.declined, size: "sm", wantsReason: true, act: decline, send }}
        />
      ) : isOwn ? (
        <Asked
          {...{ verb: words.withdraw, name: say(words.withdrawName, { what }), title: words.withdrawTitle }}
          {...{ done: words.declined, size: "sm", wantsReason: true, act: decline, send }}
          text={what}
        />
      ) : null}
      {whyNot === null && summary.kind === "adjust" ? (
        <>
          <Asked
            {...{ verb: words.decline, name: say(words.declineName, { what }), title: words.declineTitle }}
            {...{ done: words.declined, size: "sm", wantsReason: true, act: decline, send }}
            text={what}
          />
          <Asked
            verb={say(words.approve, { amount: moneyText(summary.minor, summary.currency) })}
            {...{ title: words.approveTitle, done: words.approved, look: "primary", size: "sm", act: approve }}
            text={`${what}: “${reason ?? ""}”`}
            send={() => approve.mutateAsync({ approvalId, fingerprint })}
          />
        </>
      ) : null}
      {whyNot === null && summary.kind !== "adjust" ? <Review waiting={waiting} what={what} /> : null}
    </>
  );
}

const Review = ({ waiting, what }: { readonly waiting: Waiting; readonly what: string }) => (
  <ButtonLink size="sm" href={hrefOf(waiting) as Route} aria-label={say(words.reviewName, { what })}>
    {words.review}
  </ButtonLink>
);

function whyText({ whyNot, roles }: Waiting): string {
  if (whyNot === null) return "";
  if (whyNot !== "role") return words.whyNot[whyNot];
  const names = [...roles, "owner" as const].map((role) => shell.roles[role]);
  const first = names.slice(0, -1).join(", ");
  return say(words.whyNot.role, { roles: say(words.or, { first, last: names.at(-1) ?? "" }) });
}
