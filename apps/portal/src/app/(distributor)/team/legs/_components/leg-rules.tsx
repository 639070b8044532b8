import type { ReactNode } from "react";
import { minorDigitsOf, rateText } from "~/components/ui/format";
import { Money } from "~/components/ui/money";
import { Say } from "~/components/ui/say";
import { legs as words } from "~/messages/en/legs";
import { say } from "~/messages/say";
import { quantityText } from "./quantity";
import type { LegBonus } from "./short";

/** How the legs are matched, and what happens to the rest, in the plan's own figures. */
export function LegRules({ bonus }: { readonly bonus: LegBonus }) {
  const { match, volume, carryMax, expireAfter } = bonus;
  const rate = rateOf(bonus);
  const text = (hundredths: bigint) => quantityText(hundredths, volume);
  return (
    <p className="sm muted legs-rules">
      {match.kind === "percent" ? <Say of={words.rulePercent} with={{ rate }} /> : null}
      {match.kind === "steps" ? <Say of={words.ruleSteps} with={{ rate }} /> : null}
      {match.kind === "cycle" ? (
        <Say of={words.ruleCycle} with={{ weak: text(match.weak), strong: text(match.strong), rate }} />
      ) : null}
      {match.kind === "pairs" ? <Say of={words.rulePairs} with={{ rate }} /> : null}{" "}
      {match.kind === "pairs" && match.first
        ? `${say(words.ruleFirst, { strong: match.first.strong, weak: match.first.weak })} `
        : null}
      {carryMax === null ? words.carries : say(words.carriesMost, { most: text(carryMax) })}{" "}
      {expireAfter === null ? null : say(words.expires, { count: expireAfter })}
    </p>
  );
}

/** "10 %", "$8.00", or "$0.05 per point". */
function rateOf({ rate, match, pays: { currency } }: LegBonus): ReactNode {
  if (rate.unit === "share") return rateText(rate.millionths);
  const minor = (rate.millionths * 10n ** BigInt(minorDigitsOf(currency))) / 1_000_000n;
  const amount = <Money key="rate" minor={minor} currency={currency} />;
  const isPerPoint = match.kind === "percent" || match.kind === "steps";
  return isPerPoint ? <Say key="rate" of={words.perPoint} with={{ amount }} /> : amount;
}
