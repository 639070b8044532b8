// Holds the import law of .dependency-cruiser.cjs, and guards the guard: every source has to be among the cruised
// modules, every import of ours has to be resolved. With --prove it plants one breach per rule in a copy.
import { proveRules } from "./lib/breaches.mjs";
import { cruise } from "./lib/cruise.mjs";
import { fail, Refusal } from "./lib/say.mjs";
import { sourceFiles } from "./lib/sources.mjs";
import { root } from "./lib/toolchain.mjs";

/** Imports that point at our own files, by whatever spelling. */
const OURS = /^(\.|~\/|@upline\/)/;

/** What is wrong with the tree, one line each; [] when it keeps the law. */
export function findingsOf(report, sources) {
  const seen = new Set(report.modules.map((module) => module.source));
  const unseen = sources.filter((path) => !seen.has(path));
  const unresolved = report.modules.flatMap((module) =>
    module.dependencies
      .filter((to) => to.couldNotResolve && OURS.test(to.module))
      .map((to) => `${module.source} imports ${to.module}, which leads nowhere`),
  );
  const breaches = report.summary.violations.map(({ rule, from, to, cycle }) => {
    const way = cycle ? [from, ...cycle.map((step) => step.name)].join(" → ") : `${from} → ${to}`;
    return `${rule.name}: ${way}`;
  });
  return [...breaches, ...unseen.map((path) => `${path} was not looked at`), ...unresolved];
}

async function main(args) {
  if (args.includes("--prove")) {
    const { proven, failures } = await proveRules();
    if (failures.length > 0) throw new Refusal(`The import law has holes:\n  ${failures.join("\n  ")}`);
    console.log(`${proven} rules catch a planted breach, each by its own name`);
    return;
  }
  const sources = sourceFiles("apps/*.ts", "apps/*.tsx", "packages/*.ts", "packages/*.tsx");
  if (sources.length === 0) throw new Refusal("No sources were found under apps/ and packages/: nothing was checked.");
  const findings = findingsOf(await cruise(root), sources);
  if (findings.length > 0) throw new Refusal(`The import law is broken:\n  ${findings.join("\n  ")}`);
  console.log(`${sources.length} files keep the import law`);
}

if (process.argv[1] === import.meta.filename) main(process.argv.slice(2)).catch(fail);
