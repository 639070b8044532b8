import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { demandSpace } from "./preflight.mjs";
import { run } from "./processes.mjs";
import { plainCause, Refusal, tail } from "./say.mjs";
import { contentHash, sourceFiles } from "./sources.mjs";
import { root } from "./toolchain.mjs";

const output = join(root, "apps", "portal", ".next");
const stamp = join(output, ".upline-sources");
const BUILD_MEBIBYTES = 500;

const notBuilt = /\.test\.tsx?$|\/e2e\/|\.md$|\/playwright\.config\.ts$/;

/** A hash over what a build of the portal is made from. */
export function buildSources() {
  const files = sourceFiles("apps/portal/*", "packages/*", "pnpm-lock.yaml", "tsconfig.base.json");
  return contentHash(files.filter((path) => !notBuilt.test(path)));
}

/** Builds the portal, unless the build that is there was made from the same sources. */
export async function ensureBuild() {
  const sources = buildSources();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === mark(sources)) return { note: "unchanged" };
  demandSpace(root, BUILD_MEBIBYTES);
  const turbo = join(root, "node_modules", ".bin", "turbo");
  const { code, output: said } = await run(turbo, ["run", "build", "--output-logs=errors-only"], { cwd: root });
  if (code !== 0) {
    const cause = /ENOSPC|EROFS|EACCES/.test(said) ? plainCause(said) : undefined;
    throw new Refusal(cause ? `The build failed: ${cause}.` : `The build failed:\n${tail(said, 60)}`);
  }
  writeFileSync(stamp, mark(sources));
  return {};
}

/** A build that somebody else made in between has another id, and the stamp no longer fits. */
function mark(sources) {
  const id = join(output, "BUILD_ID");
  return `${sources} ${existsSync(id) ? readFileSync(id, "utf8") : "none"}\n`;
}
