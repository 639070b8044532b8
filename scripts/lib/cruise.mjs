import { join } from "node:path";
import { run } from "./processes.mjs";
import { Refusal, tail } from "./say.mjs";
import { root } from "./toolchain.mjs";

/** dependency-cruiser's JSON report on apps/ and packages/ of a folder, by the rules file of that folder. */
export async function cruise(folder) {
  const cli = join(root, "node_modules", "dependency-cruiser", "bin", "dependency-cruiser.mjs");
  const args = ["--config", ".dependency-cruiser.cjs", "--output-type", "json", "apps", "packages"];
  const { output } = await run(process.execPath, [cli, ...args], {
    cwd: folder,
    maxOutputBytes: Number.POSITIVE_INFINITY,
  });
  const start = output.indexOf("{");
  try {
    return JSON.parse(output.slice(start, output.lastIndexOf("}") + 1));
  } catch {
    throw new Refusal(`dependency-cruiser gave no report:\n${tail(output)}`);
  }
}
