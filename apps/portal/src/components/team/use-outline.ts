"use client";

import { useQueries, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { useTRPC } from "~/trpc/client";
import type { TreeRow } from "../ui/tree-grid";

/** A person of the outline, as `team.root` and `team.children` give it. Volumes in hundredths. */
export interface TeamNode {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly level: number;
  readonly status: string;
  readonly isActive: boolean;
  readonly rankId: string;
  readonly rankLabel: string;
  readonly pv: bigint;
  readonly gv: bigint;
  readonly childCount: number;
  readonly teamCount: number;
  readonly activeLegs: number;
  readonly legCount: number;
  readonly joinedAt: string;
  readonly isNew: boolean;
}

const PAGE = 100;

/**
 * The visible rows of an outline. Children are loaded when a person is opened, in pages; what is open stays open
 * while the numbers are read again.
 *
 * @param root   the top row
 * @param opened ids that are open from the start, for example the path to a search result
 */
export function useOutline(root: TeamNode, opened: readonly string[]) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [open, setOpen] = useState<ReadonlyMap<string, number>>(
    () => new Map([root.id, ...opened].map((id) => [id, 1])),
  );
  const wanted = useMemo(() => pagesOf(open), [open]);

  const pages = useQueries({
    queries: wanted.map(({ id, cursor }) => trpc.team.children.queryOptions({ parentId: id, cursor, limit: PAGE })),
    combine: (results) => results.map(({ data }) => data),
  });
  const childrenOf = useMemo(() => {
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
  /** Starts loading before the click. */
  const warm = useCallback(
    (id: string) =>
      void queryClient.prefetchQuery(trpc.team.children.queryOptions({ parentId: id, cursor: null, limit: PAGE })),
    [queryClient, trpc],
  );

  const rows = useMemo(() => rowsOf(root, open, childrenOf), [root, open, childrenOf]);
  const hidden = useCallback(
    ({ id, node }: TreeRow<TeamNode>) => {
      const entry = open.has(id) ? childrenOf.get(id) : undefined;
      return entry?.hasMore ? node.childCount - entry.nodes.length : 0;
    },
    [open, childrenOf],
  );
  return { rows, toggle, openAll, more, hidden, warm };
}

function pagesOf(open: ReadonlyMap<string, number>): { readonly id: string; readonly cursor: string | null }[] {
  return [...open].flatMap(([id, count]) =>
    Array.from({ length: count }, (_, page) => ({ id, cursor: page === 0 ? null : String(page * PAGE) })),
  );
}

function rowsOf(
  root: TeamNode,
  open: ReadonlyMap<string, number>,
  childrenOf: ReadonlyMap<string, { readonly nodes: readonly TeamNode[] }>,
): TreeRow<TeamNode>[] {
  const rows: TreeRow<TeamNode>[] = [];
  const add = (node: TeamNode, rails: readonly boolean[], position: number, setSize: number) => {
    const isOpen = open.has(node.id);
    const isExpanded = node.childCount === 0 ? null : isOpen;
    rows.push({ id: node.id, node, level: rails.length + 1, position, setSize, isExpanded, rails });
    const children = isOpen ? (childrenOf.get(node.id)?.nodes ?? []) : [];
    for (const [index, child] of children.entries()) {
      add(child, [...rails, index < children.length - 1], index + 1, node.childCount);
    }
  };
  add(root, [], 1, 1);
  return rows;
}
