import { Money } from "~/components/ui/money";
import { Say } from "~/components/ui/say";
import { planEditor } from "~/messages/en/plan-editor";
import { percentOf } from "../../../_components/percent-of";

const words = planEditor.estimate;

/** What a bonus would have paid, and of what that is a share. */
export interface Estimate {
  readonly minor: bigint;
  readonly baseMinor: bigint;
  /** "March 2026"; null for the sample network. */
  readonly periodLabel: string | null;
}

/** "≈ 7.2 % of CV, $1,204.50 in March 2026": the engine's answer, an estimate until the plan is in force. */
export function EstimateLine({
  of: { minor, baseMinor, periodLabel },
  currency,
}: {
  readonly of: Estimate;
  readonly currency: string;
}) {
  const percent = percentOf(minor, baseMinor);
  const amount = <Money key="amount" minor={minor} currency={currency} isEstimate />;
  const period = periodLabel ?? words.sample;
  return (
    <span className="sm muted">
      {percent === null ? (
        <Say of={words.amount} with={{ amount, period }} />
      ) : (
        <Say
          of={words.share}
          with={{
            percent: (
              <b key="percent" className="strong num">
                ≈ {percent} %
              </b>
            ),
            amount,
            period,
          }}
        />
      )}
    </span>
  );
}
