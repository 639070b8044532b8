// The quick part of the tests. With paths: what a change in them can break.
import { relative, resolve } from "node:path";
import { fail } from "./lib/say.mjs";
import { runSteps } from "./lib/steps.mjs";
import * as steps from "./lib/test-steps.mjs";
import { root } from "./lib/toolchain.mjs";

/** Whose unit tests stand on a workspace: itself and everything up the one arrow. */
const DEPENDENTS = {
  "packages/domain": ["packages/domain", "packages/db", "packages/server", "apps/portal"],
  "packages/db": ["packages/db", "packages/server"],
  "packages/server": ["packages/server", "apps/portal"],
  "apps/portal": ["apps/portal"],
  "apps/sandbox": ["apps/sandbox"],
};

const ALL = () => [
  steps.typecheck(),
  steps.biome(),
  steps.boundaries(),
  steps.boundariesProof(),
  steps.knip(),
  steps.unit(),
  steps.golden(),
];

/** The steps for some paths, relative to the repository. */
export function stepsFor(paths) {
  if (paths.length === 0) return ALL();
  const code = paths.filter((path) => !/\.md$|^(docs|LICENSE)/.test(path));
  if (code.length === 0) return [steps.tidy()];
  const workspaces = [...new Set(code.map((path) => path.split("/").slice(0, 2).join("/")))];
  // A file of the repository itself, such as a setting of a tool, can break anything.
  if (workspaces.some((workspace) => !(workspace in DEPENDENTS))) return ALL();
  const units = [...new Set(workspaces.flatMap((workspace) => DEPENDENTS[workspace]))];
  const features = [...new Set(code.filter((path) => /^packages\/(db|server)\//.test(path)).map(feature))];
  return [
    steps.typecheck(workspaces),
    steps.biome(...code),
    steps.boundaries(),
    steps.knip(),
    steps.unit(...units),
    ...(features.length > 0 ? [steps.pglite(...features)] : []),
  ];
}

/** packages/server/src/orders/place-order.ts → packages/server/src/orders; the whole package for what lies above. */
function feature(path) {
  const parts = path.split("/");
  return parts.slice(0, parts[2] === "src" && parts.length > 4 ? 4 : 2).join("/");
}

async function main(args) {
  const from = process.env.INIT_CWD ?? root;
  return runSteps(stepsFor(args.map((path) => relative(root, resolve(from, path)))));
}

if (process.argv[1] === import.meta.filename) main(process.argv.slice(2)).then((code) => process.exit(code), fail);
