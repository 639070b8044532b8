import { describe, expect, test } from "vitest";
import { InvariantError } from "../errors/domain-error.ts";
import { canBecome, INBOX_STATES, isReplayable, nextInboxState } from "./inbox-state.ts";

/** Rows: from; columns: to; x marks a step that is allowed. */
const TABLE = `
             received processed ignored unmatched held dead
received     x        x         x       x         x    x
processed    x        .         .       .         .    .
ignored      x        .         .       .         .    .
unmatched    x        .         x       .         .    .
held         x        .         x       .         .    .
dead         x        .         x       .         .    .
`;

const [head = [], ...rows] = TABLE.trim()
  .split("\n")
  .map((line) => line.trim().split(/\s+/));

describe("an inbox event", () => {
  const steps = INBOX_STATES.flatMap((from) => INBOX_STATES.map((to) => ({ from, to })));

  test.each(steps)("that is $from becomes $to only where the table says so", ({ from, to }) => {
    const row = rows.find(([name]) => name === from) ?? [];
    const isAllowed = row[head.indexOf(to) + 1] === "x";

    expect(canBecome(from, to)).toBe(isAllowed);
    if (isAllowed) expect(nextInboxState(from, to)).toBe(to);
    else expect(() => nextInboxState(from, to)).toThrow(InvariantError);
  });

  test("can be replayed from every state but the one that waits for its effects", () => {
    expect(INBOX_STATES.filter((state) => !isReplayable(state))).toEqual(["received"]);
  });
});
