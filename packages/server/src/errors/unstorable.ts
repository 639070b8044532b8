/** Deeper than any input of ours; what lies below is refused by its schema. */
const DEEPEST = 32;

/**
 * The place of the first text that no table can hold: one with a NUL character, or with half of a surrogate pair.
 *
 * @returns its path, such as `q` or `lines.0.name`; null when there is none
 */
export function unstorableAt(value: unknown, path: readonly string[] = []): string | null {
  if (typeof value === "string") {
    const isStorable = !value.includes("\0") && value.isWellFormed();
    return isStorable ? null : path.join(".") || "input";
  }
  if (typeof value !== "object" || value === null || path.length > DEEPEST) return null;
  for (const [key, inner] of Object.entries(value)) {
    const found = unstorableAt(key, [...path, "key"]) ?? unstorableAt(inner, [...path, key]);
    if (found !== null) return found;
  }
  return null;
}
