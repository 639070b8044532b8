/** An item of a batch, as a second person approves it. */
export interface BatchItem {
  readonly payoutId: string;
  readonly distributorId: string;
  readonly netMinor: bigint;
  readonly currency: string;
  /** Of the account that the money goes to. */
  readonly fingerprint: string;
}

export interface BatchList {
  readonly batchId: string;
  readonly cycle: string;
  readonly currency: string;
  readonly totalMinor: string;
  readonly count: string;
  /** Sorted: the same batch has one text, whatever the order it is read in. */
  readonly items: readonly string[];
}

/** The canonical list of a batch; its hash is what is approved. */
export function batchList(
  { batchId, cycle, currency }: Pick<BatchList, "batchId" | "cycle" | "currency">,
  items: readonly BatchItem[],
): BatchList {
  const lines = items.map(({ payoutId, distributorId, netMinor, currency: code, fingerprint }) =>
    [payoutId, distributorId, netMinor, code, fingerprint].join(" "),
  );
  const total = items.reduce((sum, { netMinor }) => sum + netMinor, 0n);
  return { batchId, cycle, currency, totalMinor: String(total), count: String(items.length), items: lines.sort() };
}
