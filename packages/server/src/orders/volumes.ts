/** What is kept of each order and each step back: points of products, and what the goods cost in points. */
interface Kept {
  readonly pv: bigint;
  readonly cv: bigint;
  readonly sales: bigint;
}

/** The volumes of an order or a refund, as plans name them. */
export const volumesOf = ({ pv, cv, sales }: Kept): Kept & Readonly<Record<string, bigint>> => ({ pv, cv, sales });
