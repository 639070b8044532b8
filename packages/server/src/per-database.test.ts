import { expect, test, vi } from "vitest";

test("copies of a file share what the process remembers of a database, and each name has its own", async () => {
  const one = await import("./per-database.ts");
  vi.resetModules();
  const other = await import("./per-database.ts");
  expect(other.perDatabase).not.toBe(one.perDatabase);

  const handle = {};
  one.perDatabase<string>("a name").set(handle, "known");
  expect(other.perDatabase<string>("a name").get(handle)).toBe("known");
  expect(other.perDatabase<string>("another name").get(handle)).toBeUndefined();
  expect(other.perDatabase<string>("a name").get({})).toBeUndefined();
});
