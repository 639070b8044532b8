import { describe, expect, it } from "vitest";
import { type Laddered, placeByOthers } from "./other-ladders.ts";

/** A version with ranks by their letters, lowest first, and what it takes over under another name, as "from>to". */
function version(number: number, ladder: string, ...carried: string[]): Laddered {
  return {
    version: number,
    ranks: [...ladder].map((id) => ({ id, label: id, when: { always: true } })),
    carryOver: carried.map((one) => {
      const [from = "", to = ""] = one.split(">");
      return { from, to };
    }),
  };
}

describe("the place of a rank that only other versions know", () => {
  it.each<[string, Laddered, readonly Laddered[], string, number]>([
    ["is that of the next lower one that stayed", version(2, "abd"), [version(1, "abcd")], "c", 1],
    ["is the lowest where nothing below stayed", version(2, "xyz"), [version(1, "abc")], "c", 0],
    ["is the lowest where no version knows it", version(2, "abc"), [version(1, "ab")], "q", 0],
    ["is the lowest where there is no other version", version(2, "abc"), [], "q", 0],
    ["is that of the name that took it over", version(2, "axd", "c>x"), [version(1, "abcd")], "c", 1],
    ["of a lower one that was taken over", version(2, "axd", "b>x"), [version(1, "abcd")], "c", 1],
    ["of the first of two names that is there", version(2, "ayd", "c>x", "c>y"), [version(1, "abcd")], "c", 1],
    ["of what stayed, though another name is told", version(2, "abx", "b>x"), [version(1, "abc")], "c", 1],
    ["follows from version to version", version(3, "ad"), [version(1, "abcd"), version(2, "abd")], "c", 0],
    [
      "follows names from version to version",
      version(3, "aze", "x>z"),
      [version(1, "abc"), version(2, "axe", "c>x")],
      "c",
      1,
    ],
    [
      "begins with the newest earlier version that knows it",
      version(3, "abc"),
      [version(1, "qabc"), version(2, "abcq")],
      "q",
      2,
    ],
    ["in whatever order the versions are given", version(3, "abc"), [version(2, "abcq"), version(1, "qabc")], "q", 2],
    ["of a later version falls back the same way", version(1, "abd"), [version(2, "abcd")], "c", 1],
    ["of a later version that took a name over", version(1, "axd"), [version(2, "abcd", "x>c")], "c", 1],
    [
      "of a later version by two steps",
      version(1, "axd"),
      [version(3, "azd", "y>z"), version(2, "ayd", "x>y")],
      "z",
      1,
    ],
    ["prefers earlier versions to later ones", version(2, "abc"), [version(3, "aq"), version(1, "abcq")], "q", 2],
    [
      "takes the first of later versions that knows it",
      version(1, "abc"),
      [version(2, "aq"), version(3, "abcq")],
      "q",
      0,
    ],
    ["does not ask an older copy of its own version", version(2, "abc"), [version(2, "abq"), version(1, "ab")], "q", 0],
    ["does not take a name that leads the other way", version(2, "abx", "x>c"), [version(1, "abc")], "c", 1],
  ])("%s", (...[, plan, others, id, place]) => {
    expect(placeByOthers(plan, others, id)).toBe(place);
  });

  it("leaves the versions as they were given", () => {
    const others = [version(3, "aq"), version(1, "abcq")];
    placeByOthers(version(2, "abc"), others, "q");
    expect(others.map((one) => one.version)).toEqual([3, 1]);
  });
});
