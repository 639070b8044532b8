import { PLAN_ERRORS, PLAN_WARNINGS, REASON_CODES } from "@upline/domain";
import { describe, expect, test } from "vitest";
import { plans } from "./en/plans";
import { REASONS } from "./en/reasons";
import { SENTENCES } from "./en/sentences";
import { formOf, type Message, say } from "./say";

const files = import.meta.glob<Record<string, unknown>>("./en/*.ts", { eager: true });

/** Every text of every message file, with where it stands. */
function textsOf(value: unknown, where: string): { readonly where: string; readonly text: string }[] {
  if (typeof value === "string") return [{ where, text: value }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, `${where}.${key}`));
}
const texts = Object.entries(files).flatMap(([path, file]) => textsOf(file, path));

const BANNED =
  /guaranteed|passive income|financial freedom|unlimited|easy money|hurry|last chance|congratulations on your purchase/i;

test("there are messages to look at", () => expect(texts.length).toBeGreaterThan(300));

test.each([
  { name: "no promise of income and no pressure", wrong: BANNED },
  { name: "no exclamation marks", wrong: /!/ },
  { name: "no placeholder left empty", wrong: /\{\}/ },
  { name: "no unit that can stand on a line without its number", wrong: /\} (?:[PGC]V\b|\{volume\})/ },
])("$name in any message", ({ wrong }) => {
  expect(texts.filter(({ text }) => wrong.test(text))).toEqual([]);
});

describe("reasons", () => {
  test("every code of the engine has its words, and no other code is worded", () => {
    const notes = [
      "order_late",
      "closed_ranks_stand",
      "rounding_share",
      "partly_refunded",
      "recovered_debt",
      "estimate_open",
    ];
    expect(Object.keys(REASONS).toSorted()).toEqual([...REASON_CODES, ...notes].toSorted());
  });
});

test("every problem of a plan has its words", () => {
  const known: Readonly<Record<string, string>> = plans.problems;
  expect([...PLAN_ERRORS, ...PLAN_WARNINGS].filter((code) => known[code] === undefined)).toEqual([]);
});

describe("say", () => {
  test("puts values in and groups numbers", () => {
    expect(say("Approve {count} lines, {amount}", { count: 2914, amount: "$8.00" })).toBe("Approve 2,914 lines, $8.00");
  });
  test("chooses the plural by count", () => {
    const rows = { one: "{count} row", other: "{count} rows" } as const;
    expect([1, 0, 2].map((count) => say(rows, { count }))).toEqual(["1 row", "0 rows", "2 rows"]);
  });
});

test("each sentence of the server uses placeholders of a known kind", () => {
  const kinds = new Set([
    "money",
    "volume",
    "rate",
    "rates",
    "day",
    "at",
    "id",
    "points",
    "name",
    "number",
    "count",
    undefined,
  ]);
  const all = Object.entries(SENTENCES).flatMap(([key, known]) => {
    const messages: readonly Message[] = Array.isArray(known) ? known : [known as Message];
    return messages.map((message) => [key, message] as const);
  });
  const wrong = all.filter(([, message]) =>
    [...formOf(message, 1).matchAll(/\{[a-zA-Z]+(?::([a-z]+))?\}/g)].some(([, kind]) => !kinds.has(kind)),
  );
  expect(wrong).toEqual([]);
});
