/** Lists page by cursor: spread this into `infiniteQueryOptions(input, byCursor)`. */
export const byCursor = {
  getNextPageParam: (page: { readonly nextCursor: string | null }) => page.nextCursor,
  initialCursor: null,
} as const;
