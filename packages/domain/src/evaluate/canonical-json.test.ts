import { expect, test } from "vitest";
import { canonicalJson } from "./canonical-json.ts";

test.each([
  { name: "keys are sorted by code unit", value: { b: 1, a: 2, B: 3 }, text: '{"B":3,"a":2,"b":1}' },
  { name: "a bigint is its digits", value: { minor: 12n }, text: '{"minor":"12"}' },
  { name: "arrays keep their order", value: [2, 1, [undefined, null]], text: "[2,1,[null,null]]" },
  { name: "what is undefined is not there", value: { a: undefined, b: null }, text: '{"b":null}' },
  { name: "texts are escaped", value: 'a"b', text: '"a\\"b"' },
])("$name", ({ value, text }) => {
  expect(canonicalJson(value)).toBe(text);
});
