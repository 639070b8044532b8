import { describe, expect, test } from "vitest";
import { DomainError, ERROR_KINDS, InvariantError, invariant } from "./domain-error.ts";

describe("a refusal", () => {
  test("carries its code, the kind of the code, a sentence and details", () => {
    const refusal = new DomainError("plan_version_stale", "Somebody has saved a newer draft.", { version: 3 });

    expect(refusal).toBeInstanceOf(Error);
    expect(refusal).toMatchObject({ code: "plan_version_stale", kind: "conflict", details: { version: 3 } });
  });

  test("has a code in snake_case that is listed once", () => {
    for (const code of Object.keys(ERROR_KINDS)) expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
  });
});

describe("invariant", () => {
  test("says nothing while the sentence is true", () => {
    expect(() => invariant(true, "one is one")).not.toThrow();
  });

  test("is a bug of ours, not a refusal, once it is false", () => {
    expect(() => invariant(false, "one is two")).toThrow(InvariantError);
    expect(() => invariant(false, "one is two")).toThrow("one is two");
  });
});
