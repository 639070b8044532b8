import { expect, test } from "vitest";
import { csvLine } from "./csv.ts";

test.each([
  { name: "plain text and nothing", cells: ["Ash", null, "a b"], line: "Ash,,a b\r\n" },
  { name: "a negative number stays one", cells: [{ number: "-12.50" }], line: "-12.50\r\n" },
  { name: "what looks like a number in text does not", cells: ["-12.50"], line: '"\'-12.50"\r\n' },
  { name: "a formula", cells: ['=HYPERLINK("x")'], line: '"\'=HYPERLINK(""x"")"\r\n' },
  { name: "a formula that claims to be a number", cells: [{ number: "-1+cmd|x" }], line: '"\'-1+cmd|x"\r\n' },
  { name: "plus, at, tab and return", cells: ["+1", "@a", "\tb", "\rc"], line: '"\'+1","\'@a","\'\tb","\'\rc"\r\n' },
  { name: "quotes, commas and breaks", cells: ['a "b", c\nd'], line: '"a ""b"", c\nd"\r\n' },
])("$name", ({ cells, line }) => {
  expect(csvLine(cells)).toBe(line);
});
