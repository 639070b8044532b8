import { parseDecimal } from "../../../money/decimal.ts";
import type { Path, Visit } from "../../walk.ts";

/**
 * From the seller himself upward to the first person whose code reaches the package that was sold; only he is paid.
 *
 * @param codeOf  the person's code as it stood at the order; undefined for somebody without one
 * @see docs/plans/coded.md for the rule in prose and a worked example
 */
export function walkCoded<P>(
  { packageLevel, codeOf }: { readonly packageLevel: string; readonly codeOf: (person: P) => string | undefined },
  source: P,
  path: Path<P>,
  visit: Visit<P>,
): void {
  const needed = parseDecimal(packageLevel, 6);
  let level = 0;
  for (let person: P | null = source; person !== null; person = path.up(person)) {
    const gone = path.removed(person);
    if (gone) {
      visit(person, null, "skipped", gone);
      continue;
    }
    const code = parseDecimal(codeOf(person) ?? "", 6);
    const shut = path.gate(person);
    const reaches = needed !== null && code !== null && code >= needed;
    if (!shut && reaches) {
      visit(person, level, "paid", null);
      return;
    }
    visit(person, level, "skipped", shut ?? "code_too_low");
    level += 1;
  }
}
