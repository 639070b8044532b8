import "server-only";

import { inTree } from "~/components/team/view";
import type { PersonRef } from "~/components/views";
import { fetchOr404, prefetch, trpc } from "./server";

/** The query of a page that shows a tree. */
export interface TeamSearch {
  readonly tree?: string;
  readonly on?: string;
  readonly person?: string;
  readonly q?: string;
}

/**
 * Reads what a page with an outline begins with. An unknown tree, or a person who is not below the viewer there, ends
 * in the one 404 page.
 *
 * @returns whoever is open from the start
 */
export async function prefetchTeam(search: TeamSearch): Promise<readonly string[]> {
  const { person, q } = search;
  const where = inTree(search);
  await fetchOr404(trpc.team.view.queryOptions(where));
  const tops = await fetchOr404<{ readonly rows: readonly { readonly id: string }[] }>(
    trpc.team.tops.queryOptions(where),
  );
  const path = person
    ? await fetchOr404<PersonRef[]>(trpc.team.path.queryOptions({ ...where, distributorId: person }))
    : [];
  const opened = path.slice(0, -1).map(({ id }) => id);
  const isOne = tops.rows.length === 1;
  // Waited for: the outline does not suspend, so rows that stream in would be in the browser's first picture alone.
  const parents = new Set([...(isOne ? tops.rows.map(({ id }) => id) : []), ...opened]);
  await Promise.all(
    [...parents].map((parentId) =>
      fetchOr404(trpc.team.children.queryOptions({ ...where, parentId, cursor: null, limit: 100 })),
    ),
  );
  if (person) prefetch(trpc.team.member.queryOptions({ ...where, distributorId: person }));
  if (q) prefetch(trpc.team.search.queryOptions({ ...where, q }));
  return opened;
}
