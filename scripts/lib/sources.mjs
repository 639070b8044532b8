// Which files are sources: what git tracks or would track, so that a new file is held to the rules before its commit.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./toolchain.mjs";

const GENERATED = /(^|\/)(node_modules|\.next|\.turbo|\.tools|\.data|\.git|test-results|playwright-report)(\/|$)/;

/** Paths relative to the repository, sorted; `patterns` are git pathspecs such as `apps/*.ts` (* crosses folders). */
export function sourceFiles(...patterns) {
  const listed = spawnSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", ...patterns], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  const paths = listed.status === 0 ? listed.stdout.split("\0").filter(Boolean) : withoutGit(patterns);
  return [...new Set(paths)].filter((path) => existsSync(join(root, path))).sort();
}

/** The same from the file system, for a copy of the sources without its history. */
function withoutGit(patterns) {
  const globs = patterns.map((pattern) => pattern.replace(/^(.*?)\*/, "$1**/*")).map((glob) => glob || "**/*");
  return globs
    .flatMap((glob) => globSync(glob, { cwd: root, exclude: (path) => GENERATED.test(path) }))
    .filter((path) => !GENERATED.test(path) && !path.endsWith("/"));
}

/** A hash over names and contents, the same on every machine and without git's help. */
export function contentHash(paths) {
  const hash = createHash("sha256");
  for (const path of paths)
    hash
      .update(path)
      .update("\0")
      .update(readFileSync(join(root, path)))
      .update("\0");
  return hash.digest("hex");
}
