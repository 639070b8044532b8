import type { ExampleLine } from "@upline/domain";
import { ArrowRight } from "lucide-react";
import { Fragment } from "react";
import { decimalGrouped, moneyText, rateText, volumeText } from "~/components/ui/format";
import { Money } from "~/components/ui/money";
import { Say } from "~/components/ui/say";
import { planEditor } from "~/messages/en/plan-editor";
import { say } from "~/messages/say";
import type { Outputs } from "../../../_components/outputs";

const words = planEditor.example;
export type Example = Outputs["plans"]["workedExamples"]["examples"][number];

/** One line that the engine pays in the sample network: where it comes from, who is passed over, and the arithmetic. */
export function WorkedExample({ example, currency }: { readonly example: Example; readonly currency: string }) {
  const { line, people, minor } = example;
  return (
    <section className="example" aria-label={words.title}>
      <h4>{words.title}</h4>
      {line === null ? (
        <p className="muted">{words.nobody}</p>
      ) : (
        <>
          <p>{sourceText(line, currency)}</p>
          {line.path.length > 0 ? <Path line={line} /> : null}
          <p className="example-sum">
            <Arithmetic line={line} currency={currency} />
          </p>
          {line.steps.map((step) => {
            const text = stepText(step);
            return text === null ? null : (
              <p key={step.kind} className="sm muted">
                {text}
              </p>
            );
          })}
          <p className="sm muted">
            <Say of={words.total} with={{ count: people, amount: <Money minor={minor} currency={currency} /> }} />
          </p>
        </>
      )}
    </section>
  );
}

const isMoney = (volume: string) => volume === "payout" || volume === "fund" || volume === "margin";
const baseText = ({ base, volume }: ExampleLine, currency: string): string =>
  isMoney(volume) ? moneyText(base, currency) : `${volumeText(base)} ${volume}`;

function sourceText(line: ExampleLine, currency: string): string {
  const { what, name } = line.source;
  const base = baseText(line, currency);
  if (what === "rank" || what === "tier") return say(words[what], { name: line.earner });
  if (what === "fund") return say(words.fund, { base });
  if (what === "payout") return say(words.payout, { base, name: name ?? line.earner });
  if (what === "legs") return say(words.legs, { base, name: line.earner });
  if (what === "party") return say(words.party, { base, name: line.earner });
  return name === null ? say(words.order, { base }) : say(words.distributor, { base, name });
}

/** From where the money comes to whom it goes: passed over, not paid, paid. */
function Path({ line: { path, source } }: { readonly line: ExampleLine }) {
  return (
    <ol className="hops" aria-label={words.path}>
      {source.name && source.name !== path[0]?.name ? <li className="hop">{source.name}</li> : null}
      {path.map(({ name, outcome, level }, index) => (
        <Fragment key={name}>
          <li className={`hop is-${outcome}`}>
            {index > 0 || (source.name && source.name !== name) ? (
              <ArrowRight className="i i14" aria-hidden="true" />
            ) : null}
            <span className="strong">{name}</span>{" "}
            <span className="muted">
              {outcome === "paid" && level ? say(words.level, { level }) : words.outcomes[outcome]}
            </span>
          </li>
        </Fragment>
      ))}
    </ol>
  );
}

function Arithmetic({ line, currency }: { readonly line: ExampleLine; readonly currency: string }) {
  const { source, minor, steps } = line;
  const amount = <Money minor={minor} currency={currency} />;
  const rate = steps.find((step) => step.kind === "rate");
  const isWhole = source.what === "rank" || source.what === "tier" || source.what === "fund" || !rate;
  if (isWhole) return <Say of={words.gets} with={{ name: line.earner, amount }} />;
  const isShare = !rate.rate.includes("/") && Number(rate.rate) <= 2;
  const factor = rate.minus
    ? say(words.difference, {
        rate: rateText(line.rate + millionths(rate.minus)),
        minus: rateText(millionths(rate.minus)),
      })
    : isShare
      ? rateText(line.rate)
      : decimalGrouped(rate.rate);
  return <Say of={words.equation} with={{ base: baseText(line, currency), rate: factor, amount, name: line.earner }} />;
}

/** A decimal of the plan as millionths. */
function millionths(decimal: string): bigint {
  const [whole = "0", fraction = ""] = decimal.split(".");
  return BigInt(`${whole}${fraction.padEnd(6, "0").slice(0, 6)}`);
}

function stepText(step: ExampleLine["steps"][number]): string | null {
  if (step.kind === "legs") {
    const [left, right] = step.added.map(decimalGrouped);
    const [keptLeft, keptRight] = step.closing.map(decimalGrouped);
    return say(words.matched, {
      left: left ?? "0",
      right: right ?? "0",
      matched: decimalGrouped(step.matched),
      keptLeft: keptLeft ?? "0",
      keptRight: keptRight ?? "0",
    });
  }
  if (step.kind === "limit") {
    return say(words.limited, { before: decimalGrouped(step.before), after: decimalGrouped(step.after) });
  }
  return null;
}
