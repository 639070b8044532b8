"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { EmptyState } from "~/components/ui/states";
import { StatusPill } from "~/components/ui/status-pill";
import { Volume } from "~/components/ui/volume";
import { team as words } from "~/messages/en/team";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { stateOf } from "./outline";
import type { InTree } from "./view";

const NAMES_DOWN_TO = 3;

/** At most twenty people, each with the line down to them; choosing one opens the line in the outline. */
export function SearchResults({
  q,
  where,
  isOffice,
  onChoose,
}: {
  readonly q: string;
  readonly where: InTree;
  /** The back office reads all names. */
  readonly isOffice: boolean;
  readonly onChoose: (id: string, path: readonly string[]) => void;
}) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.team.search.queryOptions({ ...where, q }));
  const nobody = isOffice
    ? say(words.notFoundAtAll, { text: q })
    : say(words.notFound, { text: q, depth: NAMES_DOWN_TO });
  return (
    <div className="list-pad" aria-live="polite">
      <p className="sm muted py-2">{data.length > 0 ? say(words.found, { count: data.length }) : null}</p>
      {data.length === 0 ? <EmptyState>{nobody}</EmptyState> : null}
      <ul className="found">
        {data.map(({ node, path }) => (
          <li key={node.id}>
            <button
              type="button"
              className="ln"
              onClick={() =>
                onChoose(
                  node.id,
                  path.map(({ id }) => id),
                )
              }
            >
              <span className="min-w-0">
                <span className="t block">
                  <bdi>{node.name}</bdi> <span className="muted">{node.number}</span>
                </span>
                <span className="s block">
                  {path
                    .slice(0, -1)
                    .map(({ name }) => name)
                    .join(" › ")}
                </span>
              </span>
              <span className="r">
                {node.gv === null ? (
                  <Volume hundredths={node.pv} unit="PV" style="prose" />
                ) : (
                  <Volume hundredths={node.gv} unit="GV" style="prose" />
                )}
                <StatusPill kind="person" state={stateOf(node)} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
