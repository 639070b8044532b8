import { invariant } from "../errors/domain-error.ts";

/** What names a line: the same facts give the same name, so what was posted under it can be compared with what shall be. */
export interface LineKeyParts {
  readonly planId: string;
  /** Version of the rule that decided the line. */
  readonly version: number;
  readonly periodId: string;
  readonly bonusId: string;
  readonly earnerId: string;
  /** `ord:<order>`, `mem:<distributor>`, `ref:<refund>`, … */
  readonly sourceKey: string;
  readonly segment: number;
  /** 0 for self. */
  readonly level: number;
  /** `-`, or `partOf` the original line. */
  readonly part: string;
}

/** The first component: the form of the key. */
const FORM = "1";

/**
 * `1|plan|version|period|bonus|earner|source|segment|level|part`
 *
 * @throws InvariantError for a component that is empty or holds a pipe, and for a tilde outside `part`
 */
export function lineKey(parts: LineKeyParts): string {
  const { planId, version, periodId, bonusId, earnerId, sourceKey, segment, level, part } = parts;
  const names = [planId, periodId, bonusId, earnerId, sourceKey];
  invariant(
    names.every((name) => /^[^|~]+$/.test(name)),
    "ids never contain a pipe or a tilde",
  );
  invariant(/^[^|]+$/.test(part), "the part of a key never contains a pipe");
  invariant(
    [version, segment, level].every((count) => Number.isInteger(count) && count >= 0),
    "version, segment and level are counts",
  );
  return [FORM, planId, version, periodId, bonusId, earnerId, sourceKey, segment, level, part].join("|");
}

/** The parts of a key. @throws InvariantError for text that `lineKey` cannot have made */
export function parseLineKey(key: string): LineKeyParts {
  const fields = key.split("|");
  const [form, planId = "", version, periodId = "", bonusId = "", earnerId = "", sourceKey = "", ...rest] = fields;
  const [segment, level, part = ""] = rest;
  const counts = { version: Number(version), segment: Number(segment), level: Number(level) };
  const parts = { planId, ...counts, periodId, bonusId, earnerId, sourceKey, part };
  invariant(form === FORM && fields.length === 10 && lineKey(parts) === key, "this is the key of a line");
  return parts;
}

/** The part of a line that takes back another one: its key with a tilde for each pipe. */
export function partOf(originalKey: string): string {
  return originalKey.replaceAll("|", "~");
}

/** The key of the line that this one takes back; null for a line of its own. */
export function originalOf({ sourceKey, part }: Pick<LineKeyParts, "sourceKey" | "part">): string | null {
  return sourceKey.startsWith("ref:") ? part.replaceAll("~", "|") : null;
}
