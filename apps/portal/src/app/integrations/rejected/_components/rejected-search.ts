export interface RejectedSearch {
  readonly provider?: string | undefined;
}

/** The address as the procedure's input. */
export function rejectedInput({ provider }: RejectedSearch) {
  return provider ? { provider: provider.slice(0, 40) } : {};
}
