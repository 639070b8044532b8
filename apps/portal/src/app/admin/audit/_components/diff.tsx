import { admin } from "~/messages/en/admin";
import { changeParts, type PlanChange } from "../../_components/change-text";

export interface Change {
  readonly where: string;
  readonly was: string | null;
  readonly is: string | null;
}

/**
 * What an act changed, value by value. Changes of a plan are worded, a list of `{ where, was, now }` is taken as it stands; anything else is compared
 * leaf by leaf, and a leaf that is alike on both sides is left out.
 */
export function changesOf(before: unknown, after: unknown): readonly Change[] {
  if (Array.isArray(after) && after.length > 0 && after.every(isWorded)) {
    return after.map(({ where, was, now }) => ({ where, was: was || null, is: now || null }));
  }
  if (Array.isArray(after) && after.length > 0 && after.every(isPlanChange)) {
    return after.map(changeParts).map(({ place, was, now }) => ({ where: place, was: was || null, is: now || null }));
  }
  const old = leavesOf(before);
  const fresh = leavesOf(after);
  return [...new Set([...old.keys(), ...fresh.keys()])]
    .filter((where) => old.get(where) !== fresh.get(where))
    .map((where) => ({ where, was: old.get(where) ?? null, is: fresh.get(where) ?? null }));
}

/** The changes as "was" and "is", readable without colour. */
export function Diff({ changes }: { readonly changes: readonly Change[] }) {
  return (
    <dl className="diff">
      {changes.map(({ where, was, is }) => (
        <div key={where} className="contents">
          <dt>{where}</dt>
          <dd>
            {was === null ? null : (
              <del>
                <span className="vh">{admin.audit.was} </span>
                {was}
              </del>
            )}
            {was !== null && is !== null ? " → " : null}
            {is === null ? null : (
              <ins>
                <span className="vh">{admin.audit.is} </span>
                {is}
              </ins>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function leavesOf(value: unknown, where = ""): Map<string, string> {
  if (value === null || value === undefined) return new Map();
  if (typeof value !== "object") return new Map([[where || "value", String(value)]]);
  return new Map(
    Object.entries(value).flatMap(([key, inner]) => [...leavesOf(inner, where ? `${where} › ${key}` : key)]),
  );
}

function isPlanChange(item: unknown): item is PlanChange {
  return typeof item === "object" && item !== null && "kind" in item && "path" in item && "place" in item;
}

function isWorded(item: unknown): item is { where: string; was: string; now: string } {
  if (typeof item !== "object" || item === null) return false;
  const { where, was, now } = item as Record<string, unknown>;
  return typeof where === "string" && typeof was === "string" && typeof now === "string";
}
