import { expect, test } from "vitest";
import { plainCause, stepLine } from "./say.mjs";

test.each([
  ["npm error code ENOSPC", "no disk space left"],
  ["getaddrinfo ENOTFOUND registry", "npm registry cannot be reached"],
  ["EROFS: read-only file system, open 'x'", "read-only"],
  ["EACCES: permission denied, mkdir '/x'", "no permission to write"],
  ["ENOTDIR: not a directory, mkdir 'x/y'", "a file is in the way"],
])("%s is told as: %s", (text, sentence) => {
  expect(plainCause(text)).toContain(sentence);
});

test("an unknown failure has no plain cause, an unreachable database has its own sentence", () => {
  expect(plainCause("TypeError: x is not a function")).toBeUndefined();
  expect(plainCause("connect ECONNREFUSED", "the database does not answer")).toBe("the database does not answer");
});

test("a step's line has its mark, its name, and its seconds", () => {
  expect(stepLine("ok", "knip", 1234, "unchanged")).toBe(`ok      knip${" ".repeat(22)}   1.2 s   unchanged`);
});
