"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { cx } from "~/components/ui/cx";
import { ErrorView } from "~/components/ui/error-view";
import { Skeleton } from "~/components/ui/states";
import { placement as words } from "~/messages/en/placement";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { seatName } from "./seat-name";

export type Distributor = `dst_${string}`;
export interface Seat {
  readonly parentId: Distributor;
  readonly parent: string;
  readonly slot: number;
}

/** The seats below one person: a free one can be chosen, below one that is taken one can look further. */
export function SeatBrowser({
  tree,
  startAt,
  proposed,
  chosen,
  onChoose,
}: {
  readonly tree: { readonly id: string; readonly width: number };
  /** Whose seats are shown first. */
  readonly startAt: Distributor;
  readonly proposed: Seat;
  readonly chosen: Seat;
  readonly onChoose: (seat: Seat) => void;
}) {
  const trpc = useTRPC();
  const [parentId, setParent] = useState(startAt);
  const { data, error, refetch } = useQuery(
    trpc.placement.seats.queryOptions({ tree: tree.id, parentId }, { placeholderData: keepPreviousData }),
  );
  if (error) return <ErrorView error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton of="lines" count={3} />;
  const here = data.path.at(-1);
  const name = here?.name ?? "";
  const is = (seat: Seat, slot: number) => seat.parentId === here?.id && seat.slot === slot;
  return (
    <section className="seats" aria-label={say(words.browse, { name })}>
      <nav aria-label={words.path}>
        <ol className="seat-path">
          {data.path.map(({ id, name: above }, index) => (
            <li key={id}>
              {index > 0 ? <ChevronRight className="i i14 muted" aria-hidden="true" /> : null}
              {id === here?.id ? (
                <b className="strong" aria-current="true">
                  <bdi>{above}</bdi>
                </b>
              ) : (
                <button type="button" className="link" onClick={() => setParent(id)}>
                  <bdi>{above}</bdi>
                </button>
              )}
            </li>
          ))}
        </ol>
      </nav>
      <ul className="seat-list">
        {data.seats.map(({ slot, person, team }) => {
          const seat = seatName(tree.width, slot);
          const isChosen = is(chosen, slot);
          return (
            <li key={slot} className={cx(isChosen && "is-chosen")}>
              <span className="seat-name first-cap">{seat}</span>
              {person ? (
                <button type="button" className="seat-taken" onClick={() => setParent(person.id)}>
                  <span className="min-w-0 truncate">
                    <span className="vh">{words.down} </span>
                    <bdi>{say(words.takenBy, { name: person.name, count: team })}</bdi>
                  </span>
                  <ChevronRight className="i i14" aria-hidden="true" />
                </button>
              ) : (
                <label className="seat-free">
                  <input
                    type="radio"
                    name="seat"
                    checked={isChosen}
                    aria-label={say(words.choose, { seat, name })}
                    onChange={() => here && onChoose({ parentId: here.id, parent: name, slot })}
                  />
                  <span>{words.free}</span>
                  {is(proposed, slot) ? <span className="xs muted">{words.proposed}</span> : null}
                </label>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
