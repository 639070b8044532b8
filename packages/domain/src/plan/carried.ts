import type { PlanVersion } from "./plan-version.ts";

/** The name under which earlier versions knew what is called so now; the same where nothing was renamed. */
function earlierName({ carryOver }: Pick<PlanVersion, "carryOver">, id: string): string {
  return carryOver.find(({ to }) => to === id)?.from ?? id;
}

/** What an earlier close left under the id, or under the one that it is carried over from. */
export function carriedValue<T>(
  plan: Pick<PlanVersion, "carryOver">,
  values: Readonly<Record<string, T>>,
  id: string,
): T | undefined {
  if (Object.hasOwn(values, id)) return values[id];
  const before = earlierName(plan, id);
  return Object.hasOwn(values, before) ? values[before] : undefined;
}
