import { CircleSlash2 } from "lucide-react";
import { Instant } from "~/components/ui/instant";
import { Money } from "~/components/ui/money";
import { Reason } from "~/components/ui/reason";
import { Say } from "~/components/ui/say";
import { Volume } from "~/components/ui/volume";
import type { PersonRef } from "~/components/views";
import { earnings } from "~/messages/en/earnings";
import { reasonWords } from "~/messages/en/reasons";
import { say } from "~/messages/say";

export interface NotPaidRow {
  readonly orderId: string;
  readonly orderNumber: string;
  readonly effectiveAt: string;
  readonly bonusId: string;
  readonly bonusLabel: string;
  readonly from: PersonRef | null;
  readonly level: number | null;
  readonly code: string;
  readonly detail: Readonly<Record<string, string>>;
  readonly wouldHaveEarned: bigint | null;
  readonly cv: bigint;
  readonly currency: string;
}

/** One order and one bonus that paid nothing: the reason, and what it would have been. */
export function NotPaidLine({ row }: { readonly row: NotPaidRow }) {
  const { orderNumber, effectiveAt, bonusLabel, from, level, code, detail, wouldHaveEarned, cv, currency } = row;
  return (
    <li>
      <span className="ico">
        <CircleSlash2 className="i" aria-hidden="true" />
      </span>
      <div className="min-w-0">
        <div className="t">
          {bonusLabel}, {orderNumber}
          {from ? (
            <span className="muted">
              {" "}
              · <bdi>{from.name}</bdi>
            </span>
          ) : null}
        </div>
        <div className="reason sm">
          <Reason code={code} detail={detail} />
        </div>
        <div className="s">
          <Instant at={effectiveAt} /> · <Volume hundredths={cv} unit="CV" style="prose" />
          {level === null ? null : ` · ${say(earnings.onLevel, { level })}`}
        </div>
      </div>
      <div className="r">
        <span className="tag">{reasonWords(code).title}</span>
        {wouldHaveEarned !== null && wouldHaveEarned > 0n ? (
          <span className="xs muted block mt-1">
            <Say
              of={earnings.would}
              with={{ amount: <Money key="amount" minor={wouldHaveEarned} currency={currency} tone="muted" /> }}
            />
          </span>
        ) : null}
      </div>
    </li>
  );
}
