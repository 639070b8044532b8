import { expect, test } from "vitest";
import { openProblem } from "./open-problem.ts";
import { openPostgres } from "./postgres.ts";

const coded = (code: string, message = "failed"): Error => Object.assign(new Error(message), { code });

test.each([
  {
    name: "nobody at either address of a name",
    error: new AggregateError([coded("ECONNREFUSED")], ""),
    says: "reached",
  },
  { name: "a name nobody knows", error: coded("ENOTFOUND"), says: "reached" },
  {
    name: "an address that swallows everything",
    error: new Error("timeout expired while connecting"),
    says: "reached",
  },
  { name: "a wrong password", error: coded("28P01"), says: "user or the password" },
  { name: "no such database", error: coded("3D000"), says: "no database of the name" },
  { name: "a user without rights", error: new Error("Failed query", { cause: coded("42501") }), says: "db:migrate" },
  { name: "a full disk", error: coded("ENOSPC"), says: "no disk space" },
  { name: "a full disk, as the embedded engine says it", error: new Error("x: No space left on device"), says: "disk" },
  { name: "a folder of somebody else", error: coded("EACCES"), says: "permission to write" },
])("$name is one sentence", ({ error, says }) => {
  const words = openProblem(error);
  expect(words).toContain(says);
  expect(words).toMatch(/^[A-Z][^\n]+\.$/);
});

test("what is not known is left to its own words", () => {
  expect(openProblem(new Error("something else"))).toBeNull();
  expect(openProblem("a text")).toBeNull();
});

test("a server that is not there is told without the password of its address", async () => {
  const handle = openPostgres("postgres://somebody:canary-of-a-password@localhost:1/db", {});
  const error = await handle.migrate().catch((reason: unknown) => reason);
  await handle.close();
  expect(openProblem(error)).toBe(
    "The database cannot be reached at the address of DATABASE_URL: start it, or correct the address.",
  );
});
