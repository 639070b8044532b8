export const KINDS = ["order", "line", "reversal", "rank", "mail", "status", "audit"] as const;

/** The address as the procedure's input: one kind, or all of them. */
export function timelineInput(distributorId: string, kind: string | undefined) {
  const wanted = KINDS.find((name) => name === kind);
  if (!wanted) return { distributorId };
  return { distributorId, kinds: wanted === "status" ? (["joined", "status"] as const).slice() : [wanted] };
}
