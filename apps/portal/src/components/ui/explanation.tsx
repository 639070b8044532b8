import type { ReactNode } from "react";
import { explain } from "~/messages/en/explain";
import { reasonWords } from "~/messages/en/reasons";
import { say } from "~/messages/say";
import type { CondTrace, EarningRow, LineExplanation, PathHop } from "../views";
import { cx } from "./cx";
import { rateFromDecimal, volumeText } from "./format";
import { Day, Instant } from "./instant";
import { Money } from "./money";
import { Reason } from "./reason";
import { Sentence } from "./sentence";
import { StatusPill } from "./status-pill";

/** The arithmetic: volume × rate = amount, each with its source; the product is the engine's, not computed here. */
export function Equation({
  equation,
  level,
}: {
  readonly equation: LineExplanation["equation"];
  readonly level: number | null;
}) {
  const { base, rate, exact, rounded, currency, how, groupExact, groupRounded, volume } = equation;
  const isExact = BigInt(Math.round(Number(exact))) === rounded && !exact.includes(".");
  return (
    <>
      <div className="eq">
        <span className="v">
          {volumeText(base)} {volume.toUpperCase()}
        </span>
        <span className="o">×</span>
        <span className="v">{rateFromDecimal(rate)}</span>
        <span className="o">=</span>
        <span className="v">
          <Money minor={rounded} currency={currency} />
        </span>
        <span className="c">{explain.volume}</span>
        <span />
        <span className="c">{level === null ? explain.rate : say(explain.rateLevel, { level })}</span>
        <span />
        <span className="c">
          {isExact ? explain.exact : say(how === "line" ? explain.rounded : explain.odd, { exact })}
        </span>
      </div>
      {how === "largestRemainder" && groupExact && groupRounded !== undefined ? (
        <p className="sm muted mt-2">
          {explain.rounding
            .split(/(\{group\})/)
            .map((piece) =>
              piece === "{group}" ? (
                <Money key="group" minor={groupRounded} currency={currency} />
              ) : (
                piece.replace("{groupExact}", groupExact).replace("{exact}", exact)
              ),
            )}
        </p>
      ) : null}
    </>
  );
}

const DOT = { source: "src", paid: "on", skipped: "skip-m", unpaid: "skip-m", you: "you" } as const;

/** From the buyer up to the earner, with everybody who was passed over and why. */
export function UplinePath({
  hops,
  selfName = explain.you,
}: {
  readonly hops: readonly PathHop[];
  readonly selfName?: string;
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
  if (outcome === "paid" && level !== null) return <div className="s">{say(explain.usesLevel, { level })}</div>;
  if (!reason) return null;
  const words = reasonWords(reason);
  const why =
    detail.have && detail.need
      ? `${words.title.toLowerCase()}, ${volumeOr(detail.have)} of ${volumeOr(detail.need)} PV`
      : words.title.toLowerCase();
  return <div className="s">{say(outcome === "skipped" ? explain.passed : explain.unpaid, { why })}</div>;
}

const volumeOr = (text: string) => (/^\d+$/.test(text) ? volumeText(BigInt(text)) : text);

function levelOf({ outcome, level, detail }: PathHop): ReactNode {
  if (outcome === "source") return detail.end ?? null;
  if (outcome === "skipped") return explain.noLevel;
  if (level === null) return null;
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
  return (
    <>
      <span className={cx("st", ok ? "st-ok" : "st-wait")}>{ok ? explain.met : explain.notMet}</span> {text}
      {have !== undefined && need !== undefined ? (
        <span className="muted num"> · {say(explain.haveOf, { have, need })}</span>
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
