import { Fragment, type ReactNode } from "react";
import { explain } from "~/messages/en/explain";
import { reasonWords } from "~/messages/en/reasons";
import { say } from "~/messages/say";
import type { CondTrace, EarningRow, LineExplanation, PathHop } from "../views";
import { cx } from "./cx";
import { decimalGrouped, decimalText, minorDigitsOf, minorOf, moneyText, rateFromDecimal, volumeText } from "./format";
import { shortId } from "./id";
import { Day, Instant } from "./instant";
import { Money } from "./money";
import { Reason } from "./reason";
import { Sentence } from "./sentence";
import { StatusPill } from "./status-pill";

/** The arithmetic, factor by factor; the result is the engine's, nothing is computed here. */
export function Equation({
  equation,
  level,
}: {
  readonly equation: LineExplanation["equation"];
  readonly level: number | null;
}) {
  const { what, exact, rounded, currency, how, groupExact, groupRounded, refund } = equation;
  const result = <Money minor={rounded} currency={currency} />;
  if (refund) {
    const original = minorOf(refund.originalAmount, minorDigitsOf(currency));
    const part = { part: decimalGrouped(refund.refundedBase), whole: decimalGrouped(refund.ofBase) };
    return (
      <Factors
        factors={[
          {
            value: original === null ? refund.originalAmount : <Money minor={original} currency={currency} />,
            name: explain.originalAmount,
          },
          { value: say(explain.of, part), name: explain.refundedPart },
          { value: result, name: explain.lessBefore },
        ]}
      />
    );
  }
  const isExact = trimmed(exact) === trimmed(decimalText(rounded, minorDigitsOf(currency)));
  return (
    <>
      <Factors
        factors={[
          { value: baseOf(equation), name: explain.base[what] },
          rateOf(equation, level),
          {
            value: result,
            name: isExact ? explain.exact : say(how === "line" ? explain.rounded : explain.odd, { exact }),
          },
        ]}
      />
      {how === "largestRemainder" && groupExact && groupRounded ? (
        <p className="sm muted mt-2">
          {say(explain.rounding, {
            groupExact,
            exact,
            group: moneyText(minorOf(groupRounded, minorDigitsOf(currency)) ?? 0n, currency),
          })}
        </p>
      ) : null}
    </>
  );
}

/** What the rate is applied to: points, money, or an instalment. */
function baseOf({ base, baseMinor, baseText, volume, currency }: LineExplanation["equation"]): ReactNode {
  if (baseMinor !== null) return <Money minor={baseMinor} currency={currency} />;
  return volume === "" ? baseText : `${volumeText(base)} ${volume.toUpperCase()}`;
}

function rateOf({ rate, unit, what, currency, onTop }: LineExplanation["equation"], level: number | null) {
  if (onTop && onTop.count > 0) {
    const each = minorOf(onTop.each, minorDigitsOf(currency)) ?? 0n;
    const value = say(explain.onTop, {
      rate: rateFromDecimal(rate),
      count: onTop.count,
      each: moneyText(each, currency),
    });
    return { value, name: explain.rateOnTop };
  }
  if (unit === "amount") {
    const minor = minorOf(rate, minorDigitsOf(currency));
    const value = minor === null ? rate : <Money minor={minor} currency={currency} />;
    return { value, name: what === "rank" ? explain.amountOnce : explain.amountEach };
  }
  if (what === "fund") return { value: rateFromDecimal(rate), name: explain.share };
  return { value: rateFromDecimal(rate), name: level ? say(explain.rateLevel, { level }) : explain.rate };
}

/** Two factors and their result, each with its name below. */
function Factors({ factors }: { readonly factors: readonly { readonly value: ReactNode; readonly name: string }[] }) {
  const signs = ["×", "=", null];
  return (
    <div className="eq">
      {factors.map(({ value, name }, index) => (
        <Fragment key={name}>
          <span className="v">{value}</span>
          {signs[index] ? <span className="o">{signs[index]}</span> : null}
        </Fragment>
      ))}
      {factors.map(({ name }, index) => (
        <Fragment key={name}>
          <span className="c">{name}</span>
          {signs[index] ? <span /> : null}
        </Fragment>
      ))}
    </div>
  );
}

/** "1.650" and "1.65" are the same number. */
const trimmed = (decimal: string) => (decimal.includes(".") ? decimal.replace(/\.?0+$/, "") : decimal);

const DOT = { source: "src", paid: "on", skipped: "skip-m", unpaid: "skip-m", you: "you" } as const;

/** From the buyer up to the earner, with everybody who was passed over and why. */
export function UplinePath({
  hops,
  selfName = explain.you,
}: {
  readonly hops: readonly PathHop[];
  readonly selfName?: string | undefined;
}) {
  return (
    <ol className="path">
      {hops.map((hop, index) => (
        <li key={index} className={DOT[hop.outcome]}>
          <span className="dot" />
          <div>
            <div className="t">{hop.outcome === "you" ? selfName : <bdi>{hop.name}</bdi>}</div>
            <HopNote hop={hop} />
          </div>
          <div className="lv">{levelOf(hop)}</div>
        </li>
      ))}
    </ol>
  );
}

function HopNote({ hop: { outcome, reason, detail, level } }: { hop: PathHop }) {
  if (detail.text) return <div className="s">{detail.text}</div>;
  if (outcome === "paid" && level) return <div className="s">{say(explain.usesLevel, { level })}</div>;
  if (!reason) return null;
  const words = reasonWords(reason);
  const why =
    detail.have && detail.need
      ? `${words.title.toLowerCase()}, ${decimalGrouped(detail.have)} of ${decimalGrouped(detail.need)} PV`
      : words.title.toLowerCase();
  return <div className="s">{say(outcome === "skipped" ? explain.passed : explain.unpaid, { why })}</div>;
}

function levelOf({ outcome, level, detail }: PathHop): ReactNode {
  if (outcome === "source") return detail.end ?? null;
  if (outcome === "skipped") return explain.noLevel;
  if (!level) return null;
  const text = say(explain.level, { level });
  return outcome === "you" ? <b>{detail.rate ? `${text}, ${rateFromDecimal(detail.rate)}` : text}</b> : text;
}

/** The conditions as they were evaluated, nested; each with have, need and missing where it has them. */
export function Conditions({ traces }: { readonly traces: readonly CondTrace[] }) {
  return (
    <ul className="fx">
      {traces.map((trace) => (
        <li key={trace.text}>
          {trace.parts && trace.parts.length > 0 ? (
            <details open={!trace.ok}>
              <summary className="sm">
                <Verdict trace={trace} />
              </summary>
              <div className="ps-5">
                <Conditions traces={trace.parts} />
              </div>
            </details>
          ) : (
            <div className="sm py-1">
              <Verdict trace={trace} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

function Verdict({ trace: { text, ok, have, need } }: { trace: CondTrace }) {
  const words: Readonly<Record<string, string>> = explain.groups;
  return (
    <>
      <span className={cx("st", ok ? "st-ok" : "st-wait")}>{ok ? explain.met : explain.notMet}</span>{" "}
      {words[text] ?? (text.startsWith("dst_") ? shortId(text) : text)}
      {have !== undefined && need !== undefined ? (
        <span className="muted num">
          {" "}
          · {say(explain.haveOf, { have: decimalGrouped(have), need: decimalGrouped(need) })}
        </span>
      ) : null}
    </>
  );
}

/** Posted, available, in payout, paid: what has happened with its time, what is to come with the expected one. */
export function LineLife({ life }: { readonly life: LineExplanation["life"] }) {
  return (
    <ol className="hold">
      {life.map(({ step, at, expectedAt }, index) => {
        const isAtRisk = step === "posted" && at !== null && life[index + 1]?.at === null;
        return (
          <li key={step} className={cx(at !== null && "done", isAtRisk && "risk")}>
            <b>{explain.step[step]}</b>
            <span className="muted">{at ? <Instant at={at} /> : expectedAt ? <Expected at={expectedAt} /> : "—"}</span>
            {isAtRisk ? <span className="warn">{explain.atRisk}</span> : null}
          </li>
        );
      })}
    </ol>
  );
}

function Expected({ at }: { at: string }) {
  const [before = "", after = ""] = explain.expected.split("{on}");
  return (
    <>
      {before}
      <Day at={at} />
      {after}
    </>
  );
}

/** Original and taken-back lines side by side, and what stays. */
export function ReversalTable({
  original,
  reversals,
}: {
  readonly original: EarningRow;
  readonly reversals: readonly EarningRow[];
}) {
  const left = reversals.reduce((sum, { amount }) => sum + amount.minor, original.amount.minor);
  const [before = "", after = ""] = explain.leftOver.split("{amount}");
  return (
    <>
      <div className="led">
        <table>
          <tbody>
            {[original, ...reversals].map(({ id, bonusLabel, postedAt, effectiveAt, amount, state }) => (
              <tr key={id}>
                <td>{bonusLabel}</td>
                <td className="muted">
                  <Instant at={postedAt ?? effectiveAt} />
                </td>
                <td>
                  <StatusPill kind="money" state={state} />
                </td>
                <td>
                  <Money minor={amount.minor} currency={amount.currency} isSigned tone="sign" />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="sm muted mt-2">
        {before}
        <Money minor={left} currency={original.amount.currency} />
        {after}
      </p>
    </>
  );
}

/** The further facts of a line: late, partly refunded, rounding. */
export function Notes({ notes }: { readonly notes: LineExplanation["notes"] }) {
  return (
    <ul className="sm">
      {notes.map(({ code, detail }) => (
        <li key={code} className="py-1">
          <Reason code={code} detail={detail} />
        </li>
      ))}
    </ul>
  );
}

/** The one sentence that opens an explanation. */
export function LeadSentence({ parts }: { readonly parts: LineExplanation["sentence"] }) {
  return (
    <p className="sentence">
      <Sentence parts={parts} />
    </p>
  );
}
