import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));

function main(environment: Record<string, string>): ChildProcess {
  const { PATH = "" } = process.env;
  return spawn(process.execPath, [MAIN], { env: { PATH, ...environment }, stdio: "pipe" });
}

async function firstLine(process: ChildProcess, from: "stdout" | "stderr"): Promise<string> {
  const [chunk] = await once(process[from] ?? process, "data");
  return String(chunk);
}

test.each(["SIGTERM", "SIGINT"] as const)(
  "%s ends it within two seconds with code 0, open connections or not",
  async (signal) => {
    const sandbox = main({ SANDBOX_PORT: "0" });
    const line = await firstLine(sandbox, "stdout");
    const url = /http:\S+(?=,)/.exec(line)?.[0] ?? "";
    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ ok: true });

    const began = performance.now();
    sandbox.kill(signal);
    const [code] = await once(sandbox, "exit");

    expect(code).toBe(0);
    expect(performance.now() - began).toBeLessThan(2_000);
  },
);

test("a taken port is one sentence and a code that is not 0", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as AddressInfo;
  const sandbox = main({ SANDBOX_PORT: String(port) });
  const [line, [code]] = await Promise.all([firstLine(sandbox, "stderr"), once(sandbox, "exit")]);
  other.close();

  expect(line).toBe(`The sandbox did not start. Port ${port} is taken; set SANDBOX_PORT to another one.\n`);
  expect(code).toBe(1);
});
