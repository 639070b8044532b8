/** Figures of several rounds: the middle one and the two ends. */
export interface Figures {
  readonly median: number;
  readonly least: number;
  readonly most: number;
  readonly rounds: readonly number[];
}

/** The value below which `percent` of the values are; 0 of none. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0;
}

export function figuresOf(rounds: readonly number[], digits = 0): Figures {
  const round = (value: number) => Number(value.toFixed(digits));
  const sorted = rounds.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1] ?? 0, sorted[sorted.length >> 1] ?? 0];
  return {
    median: round((low + high) / 2),
    least: round(sorted[0] ?? 0),
    most: round(sorted.at(-1) ?? 0),
    rounds: rounds.map(round),
  };
}

/** Each round's own quotient, so that a slow minute of the machine slows both of its sides. */
export function ratiosOf(above: readonly number[], below: readonly number[]): Figures {
  return figuresOf(
    above.flatMap((value, round) => (below[round] ? [value / below[round]] : [])),
    3,
  );
}

/** How far the rounds of a probe lie apart, as a share of their median. */
export const driftOf = ({ least, most, median }: Figures): number => (median === 0 ? 1 : (most - least) / median);
