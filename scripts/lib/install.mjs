// The dependencies, installed once per lockfile. Parses on Node 18.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./processes.mjs";
import { plainCause, Refusal, stepLine, tail } from "./say.mjs";
import { patience, root, writable } from "./toolchain.mjs";

const stamp = join(root, "node_modules", ".install-stamp");

/** `pnpm install --frozen-lockfile`, unless the last one was made from the same lockfile and manifests. */
export async function install(pnpmBin, env) {
  const start = Date.now();
  const wanted = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) {
    console.log(stepLine("ok", "install", Date.now() - start, "unchanged"));
    return;
  }
  const windows = process.platform === "win32";
  const args = ["install", "--frozen-lockfile", "--reporter=append-only", ...patience("--config.")];
  // CI=true keeps pnpm from asking questions when it has to replace a node_modules of another layout.
  const options = { cwd: root, env: { ...env, CI: "true" }, shell: windows };
  const { code, output } = await run(join(pnpmBin, windows ? "pnpm.cmd" : "pnpm"), args, options);
  if (code !== 0) {
    const cause = plainCause(output);
    throw new Refusal(cause ? `The installation failed: ${cause}.` : `The installation failed:\n${tail(output)}`);
  }
  writable(() => writeFileSync(stamp, wanted));
  console.log(stepLine("ok", "install", Date.now() - start));
}

function fingerprint() {
  const hash = createHash("sha256");
  for (const name of ["pnpm-lock.yaml", "pnpm-workspace.yaml", "package.json"]) {
    hash.update(readFileSync(join(root, name)));
  }
  return hash.digest("hex");
}
