import { describe, expect, test } from "vitest";
import { appended, documentValue, moved, without, withValue } from "./change.ts";

const document = { a: { list: ["x", "y", "z"], only: { one: 1 } }, b: null } as const;

describe("a changed document", () => {
  test.each([
    [
      "a value in a list",
      withValue(document, "a.list.1", "new"),
      { ...document, a: { ...document.a, list: ["x", "new", "z"] } },
    ],
    ["a value that was not there", withValue(document, "c.d", 2), { ...document, c: { d: 2 } }],
    ["an item taken out", without(document, "a.list.0"), { ...document, a: { ...document.a, list: ["y", "z"] } }],
    [
      "the last value of a record",
      without(document, "a.only.one"),
      { a: { list: ["x", "y", "z"], only: {} }, b: null },
    ],
    ["an absent value taken out", without(document, "a.none"), document],
    [
      "an item more",
      appended(document, "a.list", "w"),
      { ...document, a: { ...document.a, list: ["x", "y", "z", "w"] } },
    ],
    ["a list that was not there", appended(document, "c", 1), { ...document, c: [1] }],
    ["moved down", moved(document, "a.list.0", 1), { ...document, a: { ...document.a, list: ["y", "x", "z"] } }],
    ["moved where there is no room", moved(document, "a.list.2", 1), document],
    ["moved what is not there", moved(document, "a.list.9", -1), document],
    ["moved what is no list", moved(document, "a.0", 1), document],
    ["the whole document", withValue(document, "", 1), 1],
  ])("%s", (_, changed, expected) => expect(changed).toEqual(expected));

  test("leaves the document as it was", () => {
    const before = structuredClone(document);
    withValue(document, "a.list.1", "new");
    without(document, "a.list.0");
    expect(document).toEqual(before);
  });
});

describe("the value at a path", () => {
  test.each([
    ["a.list.2", "z"],
    ["", document],
    ["b.c", undefined],
    ["a.list.9", undefined],
    ["a.constructor", undefined],
  ])("%s", (path, value) => expect(documentValue(document, path)).toEqual(value));
});
