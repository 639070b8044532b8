"use client";

import type { PlanVersion } from "@upline/domain";
import { RotateCcw } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { useState } from "react";
import { SectionHead } from "~/components/shell/page-head";
import { Button } from "~/components/ui/button";
import { cx } from "~/components/ui/cx";
import { ErrorView } from "~/components/ui/error-view";
import { countText, millisecondsText } from "~/components/ui/format";
import { Meter } from "~/components/ui/meter";
import { Money } from "~/components/ui/money";
import { RankMark } from "~/components/ui/rank-mark";
import { Skeleton } from "~/components/ui/states";
import { Sums } from "~/components/ui/sums";
import { plans } from "~/messages/en/plans";
import { say } from "~/messages/say";
import type { Outputs } from "../../../../_components/outputs";

const words = plans.preview;
export type PreviewResult = Outputs["plans"]["preview"];
const NAMES_SHOWN = 4;

/** What the last closed period would have been under this draft: who rises, who falls, what is paid. */
export function Preview({
  result,
  error,
  isPending,
  why,
  plan,
  onAgain,
}: {
  readonly result: PreviewResult | null;
  readonly error: unknown;
  readonly isPending: boolean;
  /** Why nothing is computed; null while it is. */
  readonly why: string | null;
  readonly plan: PlanVersion;
  readonly onAgain: () => void;
}) {
  const period = result?.periods.at(-1)?.label ?? null;
  return (
    <aside aria-label={period ? say(words.title, { period }) : words.noTitle} aria-busy={isPending}>
      <SectionHead title={period ? say(words.title, { period }) : words.noTitle}>
        {result && !isPending ? (
          <Button variant="quiet" size="sm" className="btn-icon" aria-label={words.again} onClick={onAgain}>
            <RotateCcw className="i i14" aria-hidden="true" />
          </Button>
        ) : null}
      </SectionHead>
      <p className="sm muted" role="status">
        {why ?? (isPending ? words.computing : result ? changedText(result) : null)}
      </p>
      {error && !isPending ? (
        <div className="mt-3">
          <ErrorView error={error} onRetry={onAgain} />
        </div>
      ) : null}
      {result ? (
        <div className={cx((isPending || why !== null) && "is-old")}>
          <Swing result={result} />
          <Moves result={result} plan={plan} />
          <After result={result} />
          <Payout result={result} />
        </div>
      ) : isPending && why === null ? (
        <div className="mt-4">
          <Skeleton of="panel" count={2} />
        </div>
      ) : null}
    </aside>
  );
}

/** How many people stand on another rung. */
export const changedIn = ({ risesCount, fallsCount }: PreviewResult) => risesCount + fallsCount;

const changedText = (result: PreviewResult) => {
  const { people, computedMs } = result;
  return say(words.changed, {
    count: changedIn(result),
    people: countText(people),
    took: millisecondsText(computedMs),
  });
};

function Swing({ result: { risesCount, fallsCount } }: { readonly result: PreviewResult }) {
  return (
    <div className="swing">
      <div>
        <div className="label">{words.rise}</div>
        <div className={cx("amt amt-20", risesCount > 0 && "pos")}>{countText(risesCount)}</div>
      </div>
      <div>
        <div className="label">{words.fall}</div>
        <div className={cx("amt amt-20", fallsCount > 0 && "neg")}>{countText(fallsCount)}</div>
      </div>
    </div>
  );
}

type Move = PreviewResult["rises"][number];

function Moves({ result, plan }: { readonly result: PreviewResult; readonly plan: PlanVersion }) {
  const { rises, falls, risesCount, fallsCount } = result;
  if (changedIn(result) === 0) return <p className="sm muted mb-4">{words.nobody}</p>;
  return (
    <ul className="ppl">
      <MoveRows moves={rises} count={risesCount} plan={plan} more={words.moreRise} />
      <MoveRows moves={falls} count={fallsCount} plan={plan} more={words.moreFall} isFall />
    </ul>
  );
}

function MoveRows({
  moves,
  count,
  plan,
  more,
  isFall,
}: {
  readonly moves: readonly Move[];
  readonly count: number;
  readonly plan: PlanVersion;
  readonly more: typeof words.moreRise | typeof words.moreFall;
  readonly isFall?: boolean;
}) {
  const [isOpen, setIsOpen] = useState(false);
  const labelOf = (id: string) => plan.ranks.find((rank) => rank.id === id)?.label ?? id;
  const shown = isOpen ? moves : moves.slice(0, NAMES_SHOWN);
  const unnamed = count - moves.length;
  return (
    <>
      {shown.map(({ person, from, to }) => (
        <li key={person.id}>
          <Link className="med proof truncate" href={`/admin/people/${person.id}/rank` as Route}>
            <bdi>{person.name}</bdi>
          </Link>
          <span className="why">
            <span className={isFall ? "neg" : undefined}>
              {say(plans.moves, { from: labelOf(from), to: labelOf(to) })}
            </span>
          </span>
        </li>
      ))}
      {moves.length > NAMES_SHOWN ? (
        <li>
          <button
            type="button"
            className="link cursor-pointer border-0 bg-transparent p-0 text-start"
            onClick={() => setIsOpen(!isOpen)}
          >
            {isOpen ? words.fewer : say(more, { count: count - NAMES_SHOWN })}
          </button>
          <span />
        </li>
      ) : null}
      {isOpen && unnamed > 0 ? <li className="muted">{say(words.notNamed, { count: unnamed })}</li> : null}
    </>
  );
}

function After({ result }: { readonly result: PreviewResult }) {
  const { before, after } = result.ranks;
  const most = Math.max(1, ...after.map(({ count }) => count));
  const wasOf = (id: string) => before.find(({ rankId }) => rankId === id)?.count ?? 0;
  return (
    <>
      <h2 className="mt-5 mb-2.5">{words.after}</h2>
      <ul className="dist">
        {after.toReversed().map(({ rankId, label, count }) => {
          const delta = count - wasOf(rankId);
          const sign = delta > 0 ? "+" : delta < 0 ? "−" : "";
          return (
            <li key={rankId} className="contents">
              <RankMark bars={after.findIndex((row) => row.rankId === rankId) + 1} of={after.length} name={label} />
              <Meter percent={(count / most) * 100} label={`${label}: ${countText(count)}`} />
              <span className="end">{countText(count)}</span>
              <span className={cx("end min-w-7", delta > 0 ? "pos" : delta < 0 ? "neg" : "muted")}>
                {sign}
                {countText(Math.abs(delta))}
              </span>
            </li>
          );
        })}
      </ul>
    </>
  );
}

function Payout({ result }: { readonly result: PreviewResult }) {
  const { periods, currency, payoutBefore, payoutAfter, winnersCount, losersCount } = result;
  const name = periods.at(-1)?.label ?? "";
  return (
    <div className="mt-3.5 border-t border-hairline pt-1.5">
      <Sums
        rows={[
          {
            id: "before",
            label: say(words.payoutBefore, { period: name }),
            value: <Money minor={payoutBefore} currency={currency} />,
          },
          {
            id: "difference",
            label: words.difference,
            value: <Money minor={payoutAfter - payoutBefore} currency={currency} isSigned />,
          },
        ]}
        total={{
          label: say(words.payoutAfter, { period: name }),
          value: <Money minor={payoutAfter} currency={currency} />,
        }}
      />
      <p className="xs muted mt-2">
        {say(words.earnMore, { count: winnersCount })}, {say(words.earnLess, { count: losersCount })}
      </p>
    </div>
  );
}
