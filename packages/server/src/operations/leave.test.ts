import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";

const leave = JSON.stringify(new URL("./leave.ts", import.meta.url).href);

interface Program {
  readonly child: ChildProcess;
  /** Its next line. */
  readonly line: () => Promise<string>;
}

function run(code: string): Program {
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return { child, line: async () => String((await lines.next()).value) };
}

/** A server whose answers take 700 ms, and an app whose stop takes 300 ms. */
const SERVER = `
  import { createServer } from "node:http";
  import { setTimeout as wait } from "node:timers/promises";
  const { leaveOnSignals } = await import(${leave});
  leaveOnSignals(Promise.resolve({ stop: async () => { await wait(300); console.log("stopped"); } }), null);
  const server = createServer(async (request, response) => {
    console.log("asked");
    response.write("half ");
    await wait(700);
    response.end("whole");
  });
  server.listen(0, "127.0.0.1", () => console.log(server.address().port));`;

test("on SIGTERM a request gets its answer, then the app stops, and the process ends with 0", async () => {
  const { child, line } = run(SERVER);
  const address = `http://127.0.0.1:${await line()}`;
  const answer = fetch(address).then((reply) => reply.text());
  expect(await line()).toBe("asked");
  const startedAt = performance.now();
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  child.kill("SIGTERM"); // A shell and npm may both hand it on.
  expect(await answer).toBe("half whole");
  await expect(fetch(address)).rejects.toThrow();
  expect(await line()).toBe("stopped");
  expect(await gone).toEqual([0, null]);
  expect(performance.now() - startedAt).toBeLessThan(5_000);
});

test("without a request it ends at once", async () => {
  const { child, line } = run(SERVER);
  await line();
  const gone = once(child, "exit");
  child.kill("SIGINT");
  expect(await line()).toBe("stopped");
  expect(await gone).toEqual([0, null]);
});

test("a stop that fails is an exit code", async () => {
  const { child, line } = run(`
    const { leaveOnSignals } = await import(${leave});
    leaveOnSignals(Promise.resolve({ stop: () => Promise.reject(new Error("no")) }), null);
    setTimeout(() => {}, 15_000);
    console.log("ready");`);
  await line();
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  expect(await gone).toEqual([1, null]);
});

test("what the demo started ends when the demo is killed and can tell nobody", async () => {
  const inner = `
    const { leaveOnSignals } = await import(${leave});
    leaveOnSignals(Promise.resolve({ stop: async () => console.log("stopped") }), process.ppid);
    setTimeout(() => {}, 15_000);
    console.log("ready");`;
  const { child, line } = run(`
    import { spawn } from "node:child_process";
    spawn(process.execPath, ["--input-type=module", "-e", ${JSON.stringify(inner)}], { detached: true, stdio: "inherit" });
    setTimeout(() => {}, 15_000);`);
  expect(await line()).toBe("ready");
  child.kill("SIGKILL");
  expect(await line()).toBe("stopped");
});
