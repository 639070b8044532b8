"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { Suspense } from "react";
import { PageHead } from "~/components/shell/page-head";
import { useOutline } from "~/components/team/use-outline";
import { SearchField } from "~/components/ui/search-field";
import { Skeleton } from "~/components/ui/states";
import { useUrlState } from "~/components/ui/use-url-state";
import { team as words } from "~/messages/en/team";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { MemberPane } from "./member-pane";
import { Outline } from "./outline";
import { SearchResults } from "./search-results";

/** Outline, search, and the chosen person beside it. */
export function TeamPanel({ opened }: { readonly opened: readonly string[] }) {
  const trpc = useTRPC();
  const { get, setHere } = useUrlState();
  const { data: root } = useSuspenseQuery(trpc.team.root.queryOptions({}));
  const { data: facts } = useSuspenseQuery(trpc.team.facts.queryOptions());
  const outline = useOutline(root, opened);
  const q = get("q")?.trim() ?? "";
  const person = get("person") ?? null;

  const choose = (id: string, path: readonly string[] = []) => {
    outline.openAll(path.filter((above) => above !== id));
    setHere({ person: id, q: null }, true);
  };
  return (
    <>
      <div className="left">
        <PageHead title={words.title} sub={say(words.sub, { count: facts.size, active: facts.active })} />
        <div className="tools">
          <SearchField label={words.searchLabel} placeholder={words.search} className="grow" isHere />
        </div>
        {q === "" ? (
          <Outline {...outline} selfId={root.id} selectedId={person} onOpen={(id) => choose(id)} />
        ) : (
          <Suspense fallback={<Skeleton of="rows" count={3} />}>
            <SearchResults q={q} onChoose={choose} />
          </Suspense>
        )}
        <p className="tree-foot">{words.names}</p>
      </div>
      <aside className="insp" aria-label={words.selected}>
        {person ? (
          <Suspense fallback={<Skeleton of="lines" />}>
            <MemberPane key={person} distributorId={person} onClose={() => setHere({ person: null })} />
          </Suspense>
        ) : (
          <p className="sm muted">{words.choose}</p>
        )}
      </aside>
    </>
  );
}
