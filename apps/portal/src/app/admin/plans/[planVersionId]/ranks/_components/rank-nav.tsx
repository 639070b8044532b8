"use client";

import type { PlanVersion } from "@upline/domain";
import Link from "next/link";
import { countText } from "~/components/ui/format";
import { RankMark } from "~/components/ui/rank-mark";
import { useUrlState } from "~/components/ui/use-url-state";
import { plans } from "~/messages/en/plans";
import { say } from "~/messages/say";
import { useRowKeys } from "../../../../_components/use-row-keys";
import type { PreviewResult } from "./preview";

const words = plans.editor;

/** The ladder from the top; how many were paid as each rank in the period of the preview. */
export function RankNav({
  plan,
  selectedId,
  preview,
}: {
  readonly plan: PlanVersion;
  readonly selectedId: string | null;
  readonly preview: PreviewResult | null;
}) {
  const { hrefWith } = useUrlState();
  const onKeyDown = useRowKeys();
  const countOf = (id: string) => preview?.ranks.before.find(({ rankId }) => rankId === id)?.count;
  return (
    <nav className="ranks" aria-label={words.ranks}>
      <div className="label xs mb-1.5 flex items-end justify-between gap-3">
        <span>{words.rank}</span>
        {preview ? (
          <span className="text-end">{say(words.paidAs, { period: preview.periods.at(-1)?.label ?? "" })}</span>
        ) : null}
      </div>
      <ul onKeyDown={onKeyDown}>
        {plan.ranks.toReversed().map(({ id, label }) => {
          const count = countOf(id);
          return (
            <li key={id}>
              <Link
                href={hrefWith({ rank: id })}
                aria-current={id === selectedId ? "true" : undefined}
                replace
                scroll={false}
              >
                <RankMark
                  bars={plan.ranks.findIndex((rank) => rank.id === id) + 1}
                  of={plan.ranks.length}
                  name={label}
                />
                <span className="num">{count === undefined ? "" : countText(count)}</span>
              </Link>
            </li>
          );
        })}
      </ul>
      {preview ? (
        <div className="xs muted mt-2 flex justify-between border-t border-hairline pt-2.5">
          <span>{words.total}</span>
          <span className="num">{countText(preview.people)}</span>
        </div>
      ) : null}
    </nav>
  );
}
