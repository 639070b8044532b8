/** The smaller of two whole amounts; the built-in one takes no bigint. */
export function least(a: bigint, b: bigint): bigint {
  if (a < b) return a;
  return b;
}
