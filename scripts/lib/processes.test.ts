import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";

const processes = JSON.stringify(new URL("./processes.mjs", import.meta.url).href);

/** A script that tells when it notices that it is alone. */
const SCRIPT = `
  const { whenOrphaned } = await import(${processes});
  whenOrphaned(() => { console.log("alone"); process.exit(0); });
  setTimeout(() => {}, 15_000);
  console.log("ready");`;

/** Stands for npm: starts its script through a shell that stays in between, and waits. */
const NPM = `
  import { spawn } from "node:child_process";
  const env = { ...process.env, npm_lifecycle_event: "demo" };
  const line = '"$NODE" --input-type=module -e "$SCRIPT"; true';
  spawn("sh", ["-c", line], { stdio: "inherit", env });
  setTimeout(() => {}, 15_000);`;

test.runIf(process.platform === "linux")(
  "a script notices that npm was killed, though npm's shell lives on",
  async () => {
    const env = { ...process.env, NODE: process.execPath, SCRIPT };
    const npm = spawn(process.execPath, ["--input-type=module", "-e", NPM], {
      env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const lines = createInterface({ input: npm.stdout })[Symbol.asyncIterator]();
    expect((await lines.next()).value).toBe("ready");
    npm.kill("SIGKILL");
    expect((await lines.next()).value).toBe("alone");
  },
);
