import { mkdtempSync, openAsBlob, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { keepFirst } from "./keep-first.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "upline-keep-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a file that somebody has opened stays readable when another process puts the same file in place", async () => {
  const file = join(folder, "template.tar");
  keepFirst(file, Buffer.from("first"));
  const opened = await openAsBlob(file);
  await new Promise((resolve) => setTimeout(resolve, 5));
  keepFirst(file, Buffer.from("later"));
  expect(await opened.text()).toBe("first");
  expect(readFileSync(file, "utf8")).toBe("first");
  expect(readdirSync(folder)).toEqual(["template.tar"]);
});
