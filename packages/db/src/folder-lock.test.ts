import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, expect, test } from "vitest";
import { DatabaseInUseError, lockFolder } from "./folder-lock.ts";

const root = mkdtempSync(join(tmpdir(), "upline-lock-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const fresh = () => join(mkdtempSync(join(root, "case-")), "new", "db");

const holder = (pid: number, startedAt = new Date().toISOString()) => JSON.stringify({ pid, startedAt });
function writeLock(folder: string, text: string): void {
  lockFolder(folder)(); // makes the folder above it
  writeFileSync(`${folder}.lock`, text);
}

test("the lock stands beside the folder, says who holds it, and is gone afterwards", () => {
  const folder = fresh();
  const unlock = lockFolder(folder);
  expect(JSON.parse(readFileSync(`${folder}.lock`, "utf8"))).toEqual({
    pid: process.pid,
    startedAt: expect.any(String),
  });
  unlock();
  expect(existsSync(`${folder}.lock`)).toBe(false);
});

test("a folder is opened once by one process", () => {
  const folder = fresh();
  const unlock = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow(DatabaseInUseError);
  unlock();
  lockFolder(folder)();
});

test("a living process keeps its folder, and the refusal names it", async () => {
  const folder = fresh();
  const other = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60000)"]);
  await new Promise((resolve) => other.once("spawn", resolve));
  writeLock(folder, holder(other.pid ?? 0));
  expect(() => lockFolder(folder)).toThrow(
    `The database in ${folder} is in use by process ${other.pid}; stop it first.`,
  );
  expect(existsSync(`${folder}.lock`)).toBe(true);

  const ended = new Promise((resolve) => other.once("exit", resolve));
  other.kill("SIGKILL");
  await ended;
  lockFolder(folder)();
});

test.each([
  { name: "of this process's number, left by an earlier one", text: holder(process.pid) },
  { name: "that was cut off while being written", text: '{"pid":' },
  { name: "that is empty", text: "" },
  { name: "of a process that does not exist", text: holder(2 ** 22 - 1) },
])("a lock $name is taken over", ({ text }) => {
  const folder = fresh();
  writeLock(folder, text);
  const unlock = lockFolder(folder);
  expect(JSON.parse(readFileSync(`${folder}.lock`, "utf8")).pid).toBe(process.pid);
  unlock();
});

test.runIf(process.platform === "linux")(
  "a process that only has the old number by chance does not keep the folder",
  () => {
    const folder = fresh();
    writeLock(folder, holder(process.ppid, "2001-01-01T00:00:00.000Z"));
    lockFolder(folder)();
  },
);

test("of several processes that find one stale lock, one gets the folder", async () => {
  const folder = fresh();
  writeLock(folder, holder(2 ** 22 - 1));
  // All begin at one signal, and whoever gets it keeps it until everybody has answered, however slow the machine is.
  const code = `
    const { lockFolder } = await import(${JSON.stringify(new URL("./folder-lock.ts", import.meta.url).href)});
    const { once } = await import("node:events");
    console.log("ready");
    await once(process.stdin, "data");
    try { lockFolder(process.argv[1]); console.log("got it"); } catch (e) { console.log(e.name); }
    await once(process.stdin, "data");`;
  const contenders = Array.from({ length: 6 }, () => {
    const child = spawn(process.execPath, ["--input-type=module", "-e", code, folder]);
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    return {
      next: async (): Promise<string> => String((await lines.next()).value),
      tell: () => child.stdin.write("\n"),
      child,
    };
  });
  await Promise.all(contenders.map(({ next }) => next()));
  for (const { tell } of contenders) tell();
  const said = await Promise.all(contenders.map(({ next }) => next()));
  const gone = contenders.map(({ child }) => new Promise((resolve) => child.once("close", resolve)));
  for (const { child } of contenders) child.stdin.end("\n");
  await Promise.all(gone);
  expect(said.sort()).toEqual([...Array.from({ length: 5 }, () => "DatabaseInUseError"), "got it"]);
});
