import { expect, test } from "vitest";
import { unstorableAt } from "./unstorable.ts";

test.each([
  [{ q: "Hazel\0" }, "q"],
  [{ lines: [{ name: "fine" }, { name: "half a pair \ud83d" }] }, "lines.1.name"],
  ["\0", "input"],
  [{ plan: { "\0": 1 } }, "plan.key"],
])("%j is refused at %s", (input, place) => {
  expect(unstorableAt(input)).toBe(place);
});

test.each([[undefined], [null], [7], [{ q: "Häzel 😀 名\n\t" }], [{ at: new Date(0), n: 5n }]])(
  "%s is fine",
  (input) => {
    expect(unstorableAt(input)).toBeNull();
  },
);
