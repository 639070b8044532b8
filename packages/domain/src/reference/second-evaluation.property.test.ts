import { describe, expect, it } from "vitest";
import { parseLineKey } from "../evaluate/line-key.ts";
import { atLeast, RUNS } from "../testing.ts";
import { type Case, every } from "./random-case.ts";
import { type Most, secondEvaluation } from "./second-evaluation.ts";

const WHOLE: Most = { people: 40, sales: 250 };
const TEAMS: Most = { people: 6, sales: 40 };

function check(
  { plan, facts, opening, evaluation }: Case,
  number: number,
  most: Most,
  change = new Map<string, bigint>(),
) {
  const closing = new Set(plan.bonuses.flatMap(({ id, when }) => ("close" in when ? [id] : [])));
  const lines = evaluation.lines
    .filter(({ bonusId }) => closing.has(bonusId))
    .map(({ key, minor }) => ({ key, minor: minor + (change.get(key) ?? 0n) }));
  return { lines, result: secondEvaluation({ plan, facts, opening, lines, ranks: evaluation.ranks }, number, most) };
}

describe.each([
  ["the whole company", WHOLE],
  ["teams of it", TEAMS],
])("a second evaluation of %s", (_, most) => {
  it(
    "agrees with the engine on random plans, and looks at something",
    () => {
      let [lines, whole] = [0, 0];
      every((one, seed) => {
        const { result } = check(one, seed, most);
        expect(result.first, `seed ${seed}`).toBeNull();
        expect(result.agrees).toBe(true);
        lines += result.lines;
        whole += result.isWhole ? 1 : 0;
      });
      expect(lines).toBeGreaterThan(atLeast(200));
      if (most === WHOLE) expect(whole).toBe(RUNS.numRuns);
      else expect(whole).toBeLessThan(RUNS.numRuns);
    },
    240 * RUNS.numRuns,
  );

  it(
    "disagrees when one line that it looks at is one unit off, and says which",
    () => {
      let found = 0;
      every((one, seed) => {
        const { lines, result } = check(one, seed, most);
        const judged = new Set(result.judged);
        const candidates = lines.filter(({ key }) => judged.has(parseLineKey(key).bonusId));
        const line = candidates[seed % Math.max(1, candidates.length)];
        if (!line) return;
        const { result: other } = check(one, seed, most, new Map([[line.key, 1n]]));
        if (most === WHOLE) expect(other.agrees, `seed ${seed}`).toBe(false);
        if (other.first === null) return;
        found += 1;
        const { bonusId, earnerId, sourceKey, level } = parseLineKey(line.key);
        expect(other.first).toEqual({
          ...{ of: "line", distributorId: earnerId, bonusId, source: sourceKey, level },
          ...{ engine: String(line.minor + 1n), reference: String(line.minor) },
        });
      });
      expect(found).toBeGreaterThan(atLeast(20));
    },
    240 * RUNS.numRuns,
  );

  it(
    "disagrees when somebody has another rank",
    () => {
      let found = 0;
      every((one, seed) => {
        const { plan, facts, opening, evaluation } = one;
        const { lines } = check(one, seed, most);
        for (const [id, result] of Object.entries(evaluation.ranks)) {
          const title = plan.ranks.find((rank) => rank.id !== result.title)?.id ?? "";
          const ranks = { ...evaluation.ranks, [id]: { ...result, title } };
          const { first } = secondEvaluation({ plan, facts, opening, lines, ranks }, seed, most);
          if (first === null) continue;
          expect(first).toEqual({ of: "rank", distributorId: id, engine: title, reference: result.title });
          found += 1;
          break;
        }
      });
      expect(found).toBeGreaterThan(atLeast(20));
    },
    240 * RUNS.numRuns,
  );
});
