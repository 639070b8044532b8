import type { PersonResult } from "@upline/domain";

/** The columns in which a closed result or an estimate keeps what a period decided about a person. */
export interface ResultColumns {
  readonly isActive: boolean;
  readonly qualified: string;
  readonly paidAs: string;
  readonly title: string;
  readonly metrics: Readonly<Record<string, string>>;
}

const VOLUME = "volume:";
const HOLDS = "holds:";

/** Metrics stay under their ids; volumes and named conditions stand beside them under prefixes that no id can have. */
export function toColumns({ active, qualified, paidAs, title, metrics, volumes, holds }: PersonResult): ResultColumns {
  const entries = [
    ...Object.entries(metrics).map(([id, value]) => [id, String(value)]),
    ...Object.entries(volumes).map(([id, value]) => [VOLUME + id, String(value)]),
    ...holds.map((id) => [HOLDS + id, "1"]),
  ];
  return { isActive: active, qualified, paidAs, title, metrics: Object.fromEntries(entries.sort(byKey)) };
}

/** The inverse of `toColumns`. */
export function fromColumns({ isActive, qualified, paidAs, title, metrics }: ResultColumns): PersonResult {
  const entries = Object.entries(metrics);
  const under = (prefix: string) =>
    entries.filter(([key]) => key.startsWith(prefix)).map(([key, value]) => [key.slice(prefix.length), value] as const);
  return {
    active: isActive,
    qualified,
    paidAs,
    title,
    metrics: Object.fromEntries(
      entries.filter(([key]) => !key.includes(":")).map(([id, value]) => [id, BigInt(value)]),
    ),
    volumes: Object.fromEntries(under(VOLUME).map(([id, value]) => [id, BigInt(value)])),
    holds: under(HOLDS).map(([id]) => id),
  };
}

function byKey([a = ""]: readonly string[], [b = ""]: readonly string[]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
