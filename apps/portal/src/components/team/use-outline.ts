"use client";

import { useQueries } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { useTRPC } from "~/trpc/client";
import type { TreeRow } from "../ui/tree-grid";
import type { InTree, OutlineNode, TeamNode } from "./view";

const PAGE = 100;

type Pages = ReadonlyMap<string, { readonly nodes: TeamNode[]; hasMore: boolean }>;

/**
 * The visible rows of an outline. Children are loaded when a person is opened, in pages; what is open stays open
 * while the numbers are read again.
 *
 * @param tops   the first rows
 * @param opened ids that are open from the start, for example the path to a search result
 * @param where  which tree, on which day
 * @param seats  how many everybody has; null in a tree without seats
 */
export function useOutline(
  tops: readonly TeamNode[],
  opened: readonly string[],
  { where, seats }: { readonly where: InTree; readonly seats: number | null },
) {
  const trpc = useTRPC();
  const [open, setOpen] = useState<ReadonlyMap<string, number>>(
    () => new Map([...(tops.length === 1 ? tops.map(({ id }) => id) : []), ...opened].map((id) => [id, 1])),
  );
  const wanted = useMemo(() => pagesOf(open), [open]);

  const pages = useQueries({
    queries: wanted.map(({ id, cursor }) =>
      trpc.team.children.queryOptions({ ...where, parentId: id, cursor, limit: PAGE }),
    ),
    combine: (results) => results.map(({ data }) => data),
  });
  const childrenOf = useMemo((): Pages => {
    const all = new Map<string, { readonly nodes: TeamNode[]; hasMore: boolean }>();
    for (const [index, { id }] of wanted.entries()) {
      const page = pages[index];
      if (!page) continue;
      const entry = all.get(id) ?? { nodes: [], hasMore: false };
      entry.nodes.push(...page.rows);
      entry.hasMore = page.nextCursor !== null;
      all.set(id, entry);
    }
    return all;
  }, [wanted, pages]);

  const toggle = useCallback((id: string, isOpen: boolean) => {
    setOpen((was) => {
      const next = new Map(was);
      if (isOpen) next.set(id, next.get(id) ?? 1);
      else next.delete(id);
      return next;
    });
  }, []);
  const openAll = useCallback((ids: readonly string[]) => {
    setOpen((was) => new Map([...ids.map((id) => [id, was.get(id) ?? 1] as const), ...was]));
  }, []);
  const more = useCallback((id: string) => setOpen((was) => new Map(was).set(id, (was.get(id) ?? 1) + 1)), []);

  const rows = useMemo(() => rowsOf(tops, open, { childrenOf, seats }), [tops, open, childrenOf, seats]);
  const hidden = useCallback(
    ({ id, node }: TreeRow<OutlineNode>) => {
      const entry = open.has(id) ? childrenOf.get(id) : undefined;
      return entry?.hasMore && "childCount" in node ? node.childCount - entry.nodes.length : 0;
    },
    [open, childrenOf],
  );
  return { rows, toggle, openAll, more, hidden };
}

function pagesOf(open: ReadonlyMap<string, number>): { readonly id: string; readonly cursor: string | null }[] {
  return [...open].flatMap(([id, count]) =>
    Array.from({ length: count }, (_, page) => ({ id, cursor: page === 0 ? null : String(page * PAGE) })),
  );
}

interface Step {
  readonly node: OutlineNode;
  readonly rails: readonly boolean[];
  readonly position: number;
  readonly setSize: number;
}

/** Parents before children. Without recursion: an outline may be as deep as its tree. */
function rowsOf(
  tops: readonly TeamNode[],
  open: ReadonlyMap<string, number>,
  { childrenOf, seats }: { readonly childrenOf: Pages; readonly seats: number | null },
): TreeRow<OutlineNode>[] {
  const rows: TreeRow<OutlineNode>[] = [];
  const steps: Step[] = tops.map((node, at) => ({ node, rails: [], position: at + 1, setSize: tops.length })).reverse();
  for (let step = steps.pop(); step; step = steps.pop()) {
    const { node, rails, position, setSize } = step;
    const { id } = node;
    const mayOpen = "childCount" in node && (node.childCount > 0 || seats !== null);
    const isOpen = mayOpen && open.has(id);
    rows.push({ id, node, level: rails.length + 1, position, setSize, isExpanded: mayOpen ? isOpen : null, rails });
    const loaded = isOpen ? childrenOf.get(id) : undefined;
    if (!loaded) continue;
    const children = seats === null ? loaded.nodes : seatedIn(id, loaded.nodes, seats);
    const of = seats === null && "childCount" in node ? node.childCount : children.length;
    for (const [index, child] of [...children.entries()].reverse()) {
      steps.push({ node: child, rails: [...rails, index < children.length - 1], position: index + 1, setSize: of });
    }
  }
  return rows;
}

/** The seats of a person in their order, empty ones included. */
function seatedIn(parentId: string, nodes: readonly TeamNode[], seats: number): OutlineNode[] {
  const last = Math.max(seats - 1, ...nodes.map(({ slot }) => slot ?? 0));
  return Array.from({ length: last + 1 }, (_, seat) => seat).flatMap((seat): OutlineNode[] => {
    const seated = nodes.filter(({ slot }) => (slot ?? 0) === seat);
    return seated.length > 0 ? seated : [{ id: `${parentId}.seat.${seat}`, seat }];
  });
}
