import { expect, test } from "vitest";
import { addressAhead } from "./address-ahead.ts";

test("the second of two quick changes stands on the first", () => {
  const ahead = addressAhead();
  ahead.arrive("/people", "");
  expect(ahead.base("/people", "")).toBe("");
  ahead.ask("/people", "q=tea");
  expect(ahead.base("/people", "")).toBe("q=tea");
  ahead.ask("/people", "q=tea&rank=leaf");
  // The first arrives; the second is still expected.
  ahead.arrive("/people", "q=tea");
  expect(ahead.base("/people", "q=tea")).toBe("q=tea&rank=leaf");
  ahead.arrive("/people", "q=tea&rank=leaf");
  expect(ahead.base("/people", "q=tea&rank=leaf")).toBe("q=tea&rank=leaf");
});

test("a navigation of any other kind ends what was expected", () => {
  const ahead = addressAhead();
  ahead.ask("/people", "q=tea");
  ahead.arrive("/people", "status=good");
  expect(ahead.base("/people", "status=good")).toBe("status=good");
});

test("another page stands on what it shows", () => {
  const ahead = addressAhead();
  ahead.ask("/people", "q=tea");
  expect(ahead.base("/orders", "from=2026-03-01")).toBe("from=2026-03-01");
  ahead.ask("/orders", "from=2026-03-02");
  expect(ahead.base("/people", "")).toBe("");
});

test("a way back to an earlier address is a change like any other", () => {
  const ahead = addressAhead();
  ahead.ask("/people", "q=a");
  ahead.ask("/people", "");
  ahead.ask("/people", "q=a");
  ahead.arrive("/people", "q=a");
  expect(ahead.base("/people", "q=a")).toBe("q=a");
});
