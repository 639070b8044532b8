import { describe, expect, it } from "vitest";
import type { Path } from "../../walk.ts";
import { walkSelf } from "./self.ts";
import { type UplineWalk, walkUpline } from "./upline.ts";

/** a active and entitled, o inactive but entitled all the same, i inactive, g active but shut out by the gate, t terminated; the first is nearest. */
function walked(line: string, change: Partial<UplineWalk> = {}, unlocked = Number.POSITIVE_INFINITY): string[] {
  const walk: UplineWalk = { to: "upline", tree: "sponsor", payFrom: 1, levels: 3, compress: "none", ...change };
  const hops: string[] = [];
  walkUpline(walk, 0, pathOf(line, unlocked), (person, level, outcome, reason) => {
    hops.push(`${line[person - 1]}${level ?? "-"}:${reason ?? outcome}`);
  });
  return hops;
}

function pathOf(line: string, unlocked: number): Path<number> {
  const is = (person: number, kind: string) => line[person - 1] === kind;
  return {
    up: (person) => (person < line.length ? person + 1 : null),
    removed: (person) => (is(person, "t") ? "terminated" : null),
    active: (person) => !is(person, "i") && !is(person, "o"),
    gate: (person) => (is(person, "i") ? "not_active" : is(person, "g") ? "gate_not_met" : null),
    rank: () => 0,
    rate: () => ({ n: 0n, d: 1n }),
    unlocked: () => unlocked,
  };
}

describe("the upline walk", () => {
  // N7: one line of people, three compressions, three results.
  it.each([
    ["none", ["i1:not_active", "a2:paid", "g3:gate_not_met"]],
    ["skipInactive", ["i-:not_active", "a1:paid", "g2:gate_not_met", "a3:paid"]],
    ["skipUnqualified", ["i-:not_active", "a1:paid", "g-:gate_not_met", "a2:paid", "a3:paid"]],
  ] as const)("with compression %s", (compress, hops) => {
    expect(walked("iagaaa", { compress })).toEqual(hops);
  });

  it.each([["none"], ["skipInactive"], ["skipUnqualified"]] as const)(
    "passes removed people by under %s",
    (compress) => {
      expect(walked("tata", { compress })).toEqual(["t-:terminated", "a1:paid", "t-:terminated", "a2:paid"]);
    },
  );

  it.each([
    ["none", ["o1:paid", "a2:paid"]],
    ["skipInactive", ["o-:not_active", "a1:paid"]],
    ["skipUnqualified", ["o1:paid", "a2:paid"]],
  ] as const)("asks for activity itself only where inactive people are skipped: %s", (compress, hops) => {
    expect(walked("oa", { compress })).toEqual(hops);
  });

  it("uses levels below the first paid one without paying", () => {
    expect(walked("aaaa", { payFrom: 2 })).toEqual(["a1:below_first_level", "a2:paid", "a3:paid"]);
  });

  it("goes to the root when levels have no end", () => {
    expect(walked("aaaaa", { levels: "infinity" })).toHaveLength(5);
  });

  it("tells a locked level by what unlocks it", () => {
    expect(walked("aa", { levels: 2, unlock: { byRank: {} } }, 1)).toEqual(["a1:paid", "a2:rank_too_low_for_level"]);
    expect(walked("aa", { levels: 2, unlock: { byAttribute: "depth" } }, 1)[1]).toBe("a2:level_not_unlocked");
  });

  it("lets a level wait for the next entitled person when unqualified people are skipped", () => {
    const unlocked = (person: number) => (person === 2 ? 1 : 9);
    const hops: string[] = [];
    const walk: UplineWalk = { to: "upline", tree: "t", payFrom: 1, levels: 2, compress: "skipUnqualified" };
    walkUpline(walk, 0, { ...pathOf("aaa", 9), unlocked }, (person, level, outcome) =>
      hops.push(`${person}@${level}:${outcome}`),
    );
    expect(hops).toEqual(["1@1:paid", "2@null:skipped", "3@2:paid"]);
  });
});

describe("the walk to oneself", () => {
  it.each([
    ["a", "0:paid"],
    ["g", "0:gate_not_met"],
    ["t", "-:terminated"],
  ])("meets %s at %s", (line, expected) => {
    const hops: string[] = [];
    walkSelf(1, pathOf(line, 9), (_, level, outcome, reason) => hops.push(`${level ?? "-"}:${reason ?? outcome}`));
    expect(hops).toEqual([expected]);
  });
});
