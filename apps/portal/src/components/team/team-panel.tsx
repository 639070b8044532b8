"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { type ReactNode, Suspense } from "react";
import { PageHead } from "~/components/shell/page-head";
import { dateText } from "~/components/ui/format";
import { SearchField } from "~/components/ui/search-field";
import { EmptyState, Skeleton } from "~/components/ui/states";
import { useUrlState } from "~/components/ui/use-url-state";
import { team as words } from "~/messages/en/team";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { MemberPane } from "./member-pane";
import { Outline } from "./outline";
import { SearchResults } from "./search-results";
import { AsOfBar, DayChoice, TreeSwitch } from "./tree-tools";
import { useOutline } from "./use-outline";
import { type InTree, inTree, type ViewOfTree } from "./view";

export interface TeamPanelProps {
  /** Ids that are open from the start. */
  readonly opened: readonly string[];
  readonly title: string;
  /** The line under the title, once it is known how many people there are. */
  readonly sub: (people: number, view: ViewOfTree) => ReactNode;
  /** For the back office: everybody, from the top. */
  readonly isOffice?: boolean;
  /** Between the head and the tools. */
  readonly above?: ReactNode;
}

/** A tree of a day as an outline, search, and the chosen person beside it. */
export function TeamPanel({ opened, title, sub, isOffice = false, above }: TeamPanelProps) {
  const trpc = useTRPC();
  const { get, setHere } = useUrlState();
  const where = inTree({ tree: get("tree"), on: get("on") });
  const { data: view } = useSuspenseQuery(trpc.team.view.queryOptions(where));
  const { data: tops } = useSuspenseQuery(trpc.team.tops.queryOptions(where));
  const q = get("q")?.trim() ?? "";
  const person = get("person") ?? null;
  const people = tops.rows.reduce((sum, { teamCount }) => sum + teamCount + (isOffice ? 1 : 0), 0);

  return (
    <>
      <div className="left">
        <PageHead title={title} sub={sub(people, view)} />
        {above}
        <AsOfBar view={view} />
        <div className="tools">
          <SearchField
            label={isOffice ? words.searchAll : words.searchLabel}
            placeholder={words.search}
            className="grow"
            isHere
          />
          <DayChoice view={view} />
          <TreeSwitch view={view} />
        </div>
        {tops.rows.length === 0 ? (
          <div className="list-pad">
            <EmptyState>{emptyText(view, isOffice)}</EmptyState>
          </div>
        ) : (
          <Explorer
            key={`${view.tree.id} ${view.on}`}
            {...{ where, view, opened, q, person, isOffice }}
            tops={tops.rows}
            onChoose={(id) => setHere({ person: id, q: null }, true)}
          />
        )}
        {isOffice ? null : <p className="tree-foot">{words.names}</p>}
      </div>
      <aside className="insp" aria-label={words.selected}>
        {person ? (
          <Suspense fallback={<Skeleton of="lines" />}>
            <MemberPane
              key={person}
              distributorId={person}
              {...{ where, view, isOffice }}
              onClose={() => setHere({ person: null })}
            />
          </Suspense>
        ) : (
          <p className="sm muted">{isOffice ? words.chooseAny : words.choose}</p>
        )}
      </aside>
    </>
  );
}

function emptyText({ on, tree }: ViewOfTree, isOffice: boolean): string {
  if (on === null) return say(isOffice ? words.nobodyHere : words.notPlaced, { tree: tree.label });
  return say(isOffice ? words.nobodyThen : words.notPlacedThen, { tree: tree.label, date: dateText(on, "long") });
}

interface ExplorerProps {
  readonly where: InTree;
  readonly view: ViewOfTree;
  readonly tops: Parameters<typeof useOutline>[0];
  readonly opened: readonly string[];
  readonly q: string;
  readonly person: string | null;
  readonly isOffice: boolean;
  readonly onChoose: (id: string) => void;
}

/** The outline, or what a search found in it. What is open belongs to one tree of one day. */
function Explorer({ where, view, tops, opened, q, person, isOffice, onChoose }: ExplorerProps) {
  const { openAll, ...outline } = useOutline(tops, opened, { where, seats: view.tree.seats });
  if (q === "") {
    const selfId = isOffice ? null : (tops[0]?.id ?? null);
    return <Outline {...outline} view={view} selfId={selfId} selectedId={person} onOpen={onChoose} />;
  }
  return (
    <Suspense fallback={<Skeleton of="rows" count={3} />}>
      <SearchResults
        {...{ q, where, isOffice }}
        onChoose={(id, path) => {
          openAll(path.filter((above) => above !== id));
          onChoose(id);
        }}
      />
    </Suspense>
  );
}
