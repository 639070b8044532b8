/** Math.min for whole numbers of any size. */
export function smaller(a: bigint, b: bigint): bigint {
  return a - b < 0n ? a : b;
}

/** Math.max for whole numbers of any size. */
export function greater(a: bigint, b: bigint): bigint {
  return a - b > 0n ? a : b;
}
