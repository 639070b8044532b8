import type { Route } from "next";
import Link from "next/link";
import { useState } from "react";
import { EmptyState } from "~/components/ui/states";
import { plans as words } from "~/messages/en/plans";
import { say } from "~/messages/say";
import type { Outputs } from "../../_components/outputs";

const SHOWN = 20;

/** Who stands on another rung than at the last close, provisional. */
export function RankMoves({ ranks: { ladder, changes, changed } }: { readonly ranks: Outputs["ranks"]["overview"] }) {
  const [isOpen, setIsOpen] = useState(false);
  if (changes.length === 0) return <EmptyState>{words.noChanges}</EmptyState>;
  const notNamed = changed - changes.length;
  const placeOf = (id: string) => ladder.findIndex((rank) => rank.id === id);
  return (
    <ul className="ppl">
      {changes.slice(0, isOpen ? undefined : SHOWN).map(({ person, from, fromLabel, to, toLabel }) => (
        <li key={person.id}>
          <Link className="med proof truncate" href={`/admin/people/${person.id}/rank` as Route}>
            <bdi>{person.name}</bdi>
          </Link>
          <span className="why">
            <span className={placeOf(to) < placeOf(from) ? "neg" : undefined}>
              {say(words.moves, { from: fromLabel, to: toLabel })}
            </span>
          </span>
        </li>
      ))}
      {changes.length > SHOWN ? (
        <li>
          <button
            type="button"
            className="link cursor-pointer border-0 bg-transparent p-0 py-1 text-start"
            aria-expanded={isOpen}
            onClick={() => setIsOpen(!isOpen)}
          >
            {isOpen ? words.preview.fewer : say(words.showMore, { count: changes.length - SHOWN })}
          </button>
          {notNamed > 0 ? <span className="why">{say(words.preview.notNamed, { count: notNamed })}</span> : null}
        </li>
      ) : null}
    </ul>
  );
}
