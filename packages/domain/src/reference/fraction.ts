/** An exact fraction, written for the reference alone: no reduction, no sharing with the engine. */
export class Fraction {
  readonly n: bigint;
  readonly d: bigint;

  constructor(n: bigint, d = 1n) {
    this.n = d < 0n ? -n : n;
    this.d = d < 0n ? -d : d;
  }

  /** Decimal text, `-12.5`. */
  static of(text: string): Fraction {
    const [whole = "0", fraction = ""] = text.replace("-", "").split(".");
    const value = new Fraction(BigInt(whole + fraction), 10n ** BigInt(fraction.length));
    return text.startsWith("-") ? value.times(new Fraction(-1n)) : value;
  }

  plus(other: Fraction): Fraction {
    if (this.d === other.d) return new Fraction(this.n + other.n, this.d);
    return new Fraction(this.n * other.d + other.n * this.d, this.d * other.d);
  }

  minus(other: Fraction): Fraction {
    return new Fraction(this.n * other.d - other.n * this.d, this.d * other.d);
  }

  times(other: Fraction): Fraction {
    return new Fraction(this.n * other.n, this.d * other.d);
  }

  over(other: Fraction): Fraction {
    return new Fraction(this.n * other.d, this.d * other.n);
  }

  /** Negative, zero, or positive. */
  compare(other: Fraction): number {
    const difference = this.n * other.d - other.n * this.d;
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }

  least(other: Fraction): Fraction {
    return this.compare(other) <= 0 ? this : other;
  }

  floor(): bigint {
    const quotient = this.n / this.d;
    return this.n < 0n && quotient * this.d !== this.n ? quotient - 1n : quotient;
  }

  /** Half away from zero, or half to the even neighbour. */
  round(rounding: "halfAwayFromZero" | "halfEven"): bigint {
    if (this.n < 0n) return -new Fraction(-this.n, this.d).round(rounding);
    const low = this.floor();
    const rest = this.minus(new Fraction(low)).compare(new Fraction(1n, 2n));
    if (rest !== 0) return rest > 0 ? low + 1n : low;
    return rounding === "halfEven" && low % 2n === 0n ? low : low + 1n;
  }
}

export const ZERO = new Fraction(0n);

export function total(values: readonly Fraction[]): Fraction {
  return values.reduce((sum, value) => sum.plus(value), ZERO);
}

/** Whole parts that add up to the whole: the largest fractions get the odd units, ties the earlier one. */
export function shareOut(values: readonly Fraction[], whole: bigint): bigint[] {
  if (total(values).n < 0n) {
    return shareOut(
      values.map((value) => new Fraction(-value.n, value.d)),
      -whole,
    ).map((part) => -part);
  }
  const parts = values.map((value) => value.floor());
  let left = whole - parts.reduce((sum, part) => sum + part, 0n);
  const lucky = new Set<number>();
  while (left > 0n) {
    let best = -1;
    for (const [index, value] of values.entries()) {
      if (lucky.has(index)) continue;
      const rest = value.minus(new Fraction(value.floor()));
      const before = values[best];
      if (!before || rest.compare(before.minus(new Fraction(before.floor()))) > 0) best = index;
    }
    if (best < 0) break;
    lucky.add(best);
    left -= 1n;
  }
  return parts.map((part, index) => (lucky.has(index) ? part + 1n : part));
}
