import { describe, expect, test } from "vitest";
import { countFromPeople, decimalForPeople, decimalFromPeople } from "./decimal";

describe("a threshold as people type it", () => {
  test.each([
    ["2500", "2500"],
    ["2,500", "2500"],
    [" 2 500.50 ", "2500.5"],
    ["0.01", "0.01"],
    ["007", "7"],
    ["123456789012.99", "123456789012.99"],
  ])("%j is %s", (text, dec) => {
    expect(decimalFromPeople(text)).toBe(dec);
  });

  test.each(["", "0", "0.00", "-5", "1.234", "1e3", "abc", "1234567890123"])("%j is refused", (text) => {
    expect(decimalFromPeople(text)).toBeNull();
  });

  test("what is shown is read back as it was", () => {
    for (const dec of ["1", "2500", "0.01", "123456789012.99"])
      expect(decimalFromPeople(decimalForPeople(dec))).toBe(dec);
  });
});

test.each([
  ["3", 3],
  ["10,000", 10_000],
  ["10001", null],
  ["0", null],
  ["1.5", null],
])("the count %j", (text, count) => {
  expect(countFromPeople(text)).toBe(count);
});
