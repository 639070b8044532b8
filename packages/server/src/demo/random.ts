/** Seeded random numbers: the same seed gives the same company, byte for byte. */
export interface Random {
  /** A whole number in `[0, below)`. */
  int(below: number): number;
  /** A whole number in `[from, to]`. */
  between(from: number, to: number): number;
  /** True in `percent` of all cases. */
  chance(percent: number): boolean;
  pick<T>(list: readonly T[]): T;
}

/** Mulberry32 by Tommy Ettinger (public domain): 32 bits of state, whole numbers only. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const int = (below: number) => next() % below;
  return {
    int,
    between: (from, to) => from + int(to - from + 1),
    chance: (percent) => int(100) < percent,
    pick(list) {
      const item = list[int(list.length)];
      if (item === undefined) throw new RangeError("nothing to pick from");
      return item;
    },
  };
}
