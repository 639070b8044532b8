import { describe, expect, test } from "vitest";
import { type PlaceRule, placeAtEnd, placeBfs, placeInTurn, placeOuter, placeWeakest } from "./place.ts";
import { asCounted, type SlotMap } from "./testing/counted.ts";

/** `a: b c` puts b and c under a; `-` is a free slot. */
function slotsOf(...rows: readonly string[]): SlotMap {
  const slots = new Map<string, (string | null)[]>();
  for (const row of rows) {
    const [parent = "", below = ""] = row.split(":");
    const children = below.trim() === "" ? [] : below.trim().split(" ");
    slots.set(
      parent,
      children.map((child) => (child === "-" ? null : child)),
    );
    for (const child of children) if (child !== "-" && !slots.has(child)) slots.set(child, []);
  }
  return slots;
}

/** a over b and c; b over d and e, d over f; c over nobody but g on the right. */
const BINARY = slotsOf("a: b c", "b: d e", "d: f -", "c: - g");

describe("the seat of somebody whom nobody placed", () => {
  test.each([
    { rule: "breadth first", seat: placeBfs(BINARY, "a", 2), is: { parent: "c", slot: 0 } },
    { rule: "breadth first below d", seat: placeBfs(BINARY, "d", 2), is: { parent: "d", slot: 1 } },
    { rule: "down the weaker side", seat: placeWeakest(BINARY, "a", 2), is: { parent: "c", slot: 0 } },
    { rule: "down the weaker side of b", seat: placeWeakest(BINARY, "b", 2), is: { parent: "e", slot: 0 } },
    {
      rule: "down the left one of two sides that are as weak",
      seat: placeWeakest(slotsOf("a: b c"), "a", 2),
      is: { parent: "b", slot: 0 },
    },
    { rule: "outer leg of the smaller side", seat: placeOuter(BINARY, "a", 2), is: { parent: "g", slot: 1 } },
    { rule: "outer leg on the left", seat: placeAtEnd(BINARY, "a", 0), is: { parent: "f", slot: 0 } },
    { rule: "outer leg on the right", seat: placeAtEnd(BINARY, "a", 1), is: { parent: "g", slot: 1 } },
    { rule: "outer leg of nobody", seat: placeOuter(BINARY, "e", 2), is: { parent: "e", slot: 0 } },
    {
      rule: "outer leg of a matrix",
      seat: placeAtEnd(slotsOf("a: b c d", "d: - - e"), "a", 2),
      is: { parent: "e", slot: 2 },
    },
    {
      rule: "a slot left of taken ones",
      seat: placeWeakest(slotsOf("a: - b c"), "a", 3),
      is: { parent: "a", slot: 0 },
    },
  ])("$rule: $is.parent, slot $is.slot", ({ seat, is }) => {
    expect(seat).toEqual(is);
  });

  test.each([placeBfs, placeWeakest, placeOuter])("is none below somebody who has none himself", (place) => {
    expect(place(BINARY, "z", 2)).toBeNull();
  });
});

describe("people who are placed one after the other", () => {
  const sponsors: Readonly<Record<string, string>> = { x: "d", y: "x", z: "nobody", nobody: "b" };
  const inTurn = (slots: SlotMap, ids: readonly string[], place: PlaceRule = placeBfs) =>
    placeInTurn(slots, ids, {
      top: slots.keys().next().value ?? null,
      width: 2,
      place,
      ...asCounted(slots),
      sponsorOf: (id) => sponsors[id] ?? null,
    }).map(({ id, parent, slot }) => `${id}: ${parent} ${slot}`);

  test.each([
    { name: "stand below those who came before them", ids: ["x", "y"], are: ["x: d 1", "y: x 0"] },
    { name: "below the nearest above with a seat", ids: ["y", "x"], are: ["y: d 1", "x: f 0"] },
    { name: "never on one seat", ids: ["z", "v"], are: ["z: d 1", "v: c 0"] },
    { name: "at the top's side when nobody sponsored them", ids: ["v", "w"], are: ["v: c 0", "w: d 1"] },
  ])("$name", ({ ids, are }) => {
    expect(inTurn(BINARY, ids)).toEqual(are);
  });

  test("start an empty tree with the first of them", () => {
    expect(inTurn(new Map(), ["v", "w", "x"])).toEqual(["v: null 0", "w: v 0", "x: v 1"]);
  });

  test("leave the tree that was given as it was", () => {
    const before = structuredClone(BINARY);
    inTurn(BINARY, ["x", "y", "v"], placeWeakest);
    expect(BINARY).toEqual(before);
  });
});
