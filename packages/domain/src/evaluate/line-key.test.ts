import { describe, expect, test } from "vitest";
import { InvariantError } from "../errors/domain-error.ts";
import { type LineKeyParts, lineKey, originalOf, parseLineKey, partOf } from "./line-key.ts";

const fast: LineKeyParts = {
  planId: "example",
  version: 1,
  periodId: "month:2026-06-01",
  bonusId: "fast",
  earnerId: "dst_D",
  sourceKey: "ord:o1",
  segment: 0,
  level: 1,
  part: "-",
};
const key = "1|example|1|month:2026-06-01|fast|dst_D|ord:o1|0|1|-";
const refundKey =
  "1|example|1|month:2026-07-01|fast|dst_D|ref:r1|0|1|1~example~1~month:2026-06-01~fast~dst_D~ord:o1~0~1~-";

describe("a line key", () => {
  test("names plan, version, period, bonus, earner, source, segment, level and part", () => {
    expect(lineKey(fast)).toBe(key);
    expect(parseLineKey(key)).toEqual(fast);
  });

  test("of a refund line holds the key of the line it takes back", () => {
    const refund = { ...fast, periodId: "month:2026-07-01", sourceKey: "ref:r1", part: partOf(key) };

    expect(lineKey(refund)).toBe(refundKey);
    expect(originalOf(parseLineKey(refundKey))).toBe(key);
    expect(originalOf(fast)).toBeNull();
  });

  test.each([
    { name: "an id with a pipe", parts: { ...fast, earnerId: "dst_1|2" } },
    { name: "an id with a tilde", parts: { ...fast, sourceKey: "ref:a~b" } },
    { name: "an empty id", parts: { ...fast, bonusId: "" } },
    { name: "a part with a pipe", parts: { ...fast, part: key } },
    { name: "a level that is no count", parts: { ...fast, level: 1.5 } },
    { name: "a version below zero", parts: { ...fast, version: -1 } },
  ])("is refused for $name", ({ parts }) => {
    expect(() => lineKey(parts)).toThrow(InvariantError);
  });

  test.each([
    "",
    "1|example",
    key.replace("1|", "2|"),
    `${key}|-`,
    key.replace("|0|", "|00|"),
    key.replace("|0|", "||"),
  ])("is not read from %j", (text) => {
    expect(() => parseLineKey(text)).toThrow(InvariantError);
  });
});
