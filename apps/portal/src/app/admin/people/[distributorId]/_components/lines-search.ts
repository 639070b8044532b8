export interface LinesSearch {
  readonly tab?: string | undefined;
}

export const LINE_TABS = ["earned", "reversed", "estimated"] as const;

/** The address as the procedure's input. */
export function linesInput(distributorId: string, periodId: string, { tab }: LinesSearch) {
  return { distributorId, periodId, tab: LINE_TABS.find((name) => name === tab) ?? ("earned" as const) };
}
