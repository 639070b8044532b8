import { shareOf } from "~/components/ui/meter";
import type { PersonRef } from "~/components/views";
import { legs as words } from "~/messages/en/legs";
import { say } from "~/messages/say";
import { quantityText, type Unit } from "./quantity";

export type Pair = readonly [bigint, bigint];
export type Tops = readonly [PersonRef | null, PersonRef | null];

/** Both legs as bars on one scale: what would be matched, and what is left. */
export function LegBars({
  tops,
  unit,
  all,
  used,
}: {
  readonly tops: Tops;
  readonly unit: Unit;
  /** What is there to match. */
  readonly all: Pair;
  readonly used: Pair;
}) {
  const [most = 0n] = all.toSorted((a, b) => (a < b ? 1 : -1));
  const widthOf = (part: bigint) => (most > 0n && part > 0n ? shareOf(part, most) : 0);
  return (
    <ul className="legbars">
      {([0, 1] as const).map((side) => {
        const name = side === 0 ? words.left : words.right;
        const [total, matched] = [quantityText(all[side], unit), quantityText(used[side], unit)];
        return (
          <li key={side}>
            <span className="leg-name">
              <b>{name}</b> <span className="muted">{tops[side] ? <bdi>{tops[side].name}</bdi> : words.nobody}</span>
            </span>
            <svg height="10" role="img" aria-label={say(words.barOf, { side: name, all: total, used: matched })}>
              <rect className="rest" width={`${widthOf(all[side])}%`} height="10" rx="3" />
              <rect className="used" width={`${widthOf(used[side])}%`} height="10" rx="3" />
            </svg>
            <span className="num nowrap strong">{total}</span>
          </li>
        );
      })}
    </ul>
  );
}
