import { Needs } from "~/components/rank/needs";
import { SectionHead } from "~/components/shell/page-head";
import { periodName } from "~/components/ui/format";
import { Day } from "~/components/ui/instant";
import { Money } from "~/components/ui/money";
import { Say } from "~/components/ui/say";
import { StatusPill } from "~/components/ui/status-pill";
import { Table } from "~/components/ui/table";
import { legs as words } from "~/messages/en/legs";
import { LegBars, type Pair, type Tops } from "./leg-bars";
import { LegCloses } from "./leg-closes";
import { LegRules } from "./leg-rules";
import { bareText } from "./quantity";
import { isBlocked, type LegBonus, shortText } from "./short";

/** One bonus on both legs: what the open period would pay, which leg is short, the account of both, the closes before. */
export function LegBonusView({ bonus, tops }: { readonly bonus: LegBonus; readonly tops: Tops }) {
  const { label, period, volume, opening, added, expired, used, pays, cap, isCapped } = bonus;
  const all: Pair = [opening[0] + added[0] - expired[0], opening[1] + added[1] - expired[1]];
  const isStopped = isBlocked(bonus);
  return (
    <section className="legs">
      <SectionHead title={label}>
        <span className="muted">
          <Say of={words.until} with={{ period: periodName(period), on: <Day key="on" at={period.firmOn} /> }} />
        </span>
      </SectionHead>
      <div className="legs-top">
        <div>
          <LegBars tops={tops} unit={volume} all={all} used={used} />
          <p className="legs-short">{isStopped ? words.notQualified : shortText(bonus)}</p>
          {isStopped ? <Stopped bonus={bonus} /> : null}
        </div>
        <div className="legs-pay">
          <div className="label">
            {words.ifClosed} <StatusPill kind="money" state="estimated" label={words.estimate} isTag />
          </div>
          <Money {...pays} size={28} isEstimate />
          {cap ? (
            <p className="xs muted mt-2.5">
              <Say of={isCapped ? words.capped : words.cap} with={{ amount: <Money key="cap" {...cap} /> }} />
            </p>
          ) : null}
        </div>
      </div>
      <Account bonus={bonus} />
      <LegRules bonus={bonus} />
      <LegCloses bonus={bonus} />
    </section>
  );
}

function Stopped({ bonus: { gate, reason, unqualified } }: { readonly bonus: LegBonus }) {
  const unmet = gate.filter(({ ok }) => !ok);
  if (reason === "removed") return <p className="sm muted">{words.removed}</p>;
  return (
    <>
      {unmet.length > 0 ? <Needs requirements={unmet} /> : null}
      <p className="sm muted mt-4">
        {unqualified.accrue ? words.accrues : words.stops} {unqualified.flush ? words.flushes : null}
      </p>
    </>
  );
}

/** Carried in, new, expired, matched, cut, carried on: each column adds up. */
function Account({ bonus }: { readonly bonus: LegBonus }) {
  const { volume, opening, added, expired, used, flushed, closing } = bonus;
  const minus = ([left, right]: Pair): Pair => [-left, -right];
  const cut: Pair = [flushed[0] - expired[0], flushed[1] - expired[1]];
  const isAny = ([left, right]: Pair) => left !== 0n || right !== 0n;
  const rows: { readonly id: string; readonly label: string; readonly pair: Pair; readonly isTotal?: true }[] = [
    { id: "opening", label: words.opening, pair: opening },
    { id: "added", label: words.added, pair: added },
    ...(isAny(expired) ? [{ id: "expired", label: words.expired, pair: minus(expired) }] : []),
    { id: "used", label: words.used, pair: minus(used) },
    ...(isAny(cut) ? [{ id: "cut", label: isBlocked(bonus) ? words.lost : words.cut, pair: minus(cut) }] : []),
    { id: "closing", label: words.closing, pair: closing, isTotal: true },
  ];
  return (
    <Table
      label={words.account}
      rows={rows}
      rowId={({ id }) => id}
      columns={[
        {
          id: "line",
          head: words.line,
          grows: true,
          cell: ({ label, isTotal }) => (isTotal ? <b className="strong">{label}</b> : label),
        },
        ...([0, 1] as const).map((side) => ({
          id: side === 0 ? "left" : "right",
          head: `${side === 0 ? words.left : words.right}, ${volume.label}`,
          align: "end" as const,
          cell: ({ pair, isTotal }: (typeof rows)[number]) => (
            <span className={isTotal ? "num strong" : "num"}>{bareText(pair[side], volume)}</span>
          ),
        })),
      ]}
    />
  );
}
