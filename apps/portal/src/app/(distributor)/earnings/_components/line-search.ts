/** What the address says about the list. */
export interface LineSearch {
  readonly period?: string | undefined;
  readonly tab?: string | undefined;
  readonly bonus?: string | undefined;
  readonly state?: string | undefined;
}

const TABS = ["reversed", "estimated"] as const;
const STATES = ["pending", "available", "held", "in_payout", "paid"] as const;

const oneOf = <T extends string>(known: readonly T[], text: string | undefined): T | undefined =>
  known.find((value) => value === text);

/** The list's input: without a tab all posted lines, net of what was taken back. The page and the client component ask with the same one. */
export function listInput(periodId: string, { tab, bonus, state }: LineSearch) {
  const shown = oneOf(TABS, tab);
  const inState = oneOf(STATES, state);
  return {
    periodId,
    ...(shown ? { tab: shown } : {}),
    ...(bonus ? { bonusId: bonus } : {}),
    ...(inState ? { state: inState } : {}),
  };
}
