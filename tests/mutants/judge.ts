import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Edit, Mutant } from "./mutant.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const COPIED = [
  "packages",
  "tests/faults",
  "package.json",
  "pnpm-workspace.yaml",
  "vitest.config.ts",
  "tsconfig.base.json",
  "tsconfig.json",
];
const LIMIT_MS = 300_000;

/**
 * - `caught`: a test failed, as it should
 * - `missed`: all tests passed
 * - `stale`: a text to replace is not there exactly once, so the table has to be mended
 * - `broken`: no test ran, or the tests fail without any mistake
 */
export interface Verdict {
  readonly outcome: "caught" | "missed" | "stale" | "broken";
  readonly detail: string;
  readonly seconds: number;
}

/** A copy of the sources in a temporary folder, in which mistakes can be made. */
export interface Copy {
  /** Runs the tests without a mistake. @returns null when they pass, else why not */
  baseline(mutant: Pick<Mutant, "project" | "tests">): Promise<string | null>;
  judge(mutant: Mutant): Promise<Verdict>;
  remove(): void;
}

export function copySources(): Copy {
  const folder = mkdtempSync(join(tmpdir(), "upline-mutants-"));
  // Links between the packages are relative: in the copy they lead to the copy.
  for (const path of COPIED) cpSync(join(root, path), join(folder, path), { recursive: true, verbatimSymlinks: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const run = (mutant: Pick<Mutant, "project" | "tests">) => vitest(folder, mutant);
  return {
    async baseline(mutant) {
      const { total, failed, output } = await run(mutant);
      return total > 0 && failed === 0 ? null : `${failed} of ${total} tests fail without a mistake:\n${output}`;
    },
    async judge(mutant) {
      const began = performance.now();
      const verdict = (outcome: Verdict["outcome"], detail: string): Verdict => {
        return { outcome, detail, seconds: Math.round((performance.now() - began) / 100) / 10 };
      };
      const stale = mutant.edits.find((edit) => !appliesTo(folder, edit));
      if (stale) return verdict("stale", `${stale.file} does not hold this text exactly once: ${stale.from.trim()}`);
      const before = new Map(mutant.edits.map(({ file }) => [file, readFileSync(join(folder, file), "utf8")]));
      try {
        for (const edit of mutant.edits) plant(folder, edit);
        const { total, failed, first, output } = await run(mutant);
        if (total === 0) return verdict("broken", output);
        return failed > 0
          ? verdict("caught", first)
          : verdict("missed", `${total} tests passed: ${mutant.tests.join(", ")}`);
      } finally {
        for (const [file, text] of before) writeFileSync(join(folder, file), text);
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const appliesTo = (folder: string, { file, from }: Edit): boolean =>
  existsSync(join(folder, file)) && readFileSync(join(folder, file), "utf8").split(from).length === 2;

function plant(folder: string, { file, from, to }: Edit): void {
  const path = join(folder, file);
  writeFileSync(
    path,
    readFileSync(path, "utf8").replace(from, () => to),
  );
}

interface Ran {
  readonly total: number;
  readonly failed: number;
  /** The name of the first test that failed. */
  readonly first: string;
  readonly output: string;
}

interface Report {
  readonly numTotalTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

function vitest(folder: string, { project, tests }: Pick<Mutant, "project" | "tests">): Promise<Ran> {
  const report = join(folder, `report-${process.hrtime.bigint()}.json`);
  const program = join(root, "node_modules", "vitest", "vitest.mjs");
  const args = [
    program,
    "run",
    "--project",
    project,
    "--bail=1",
    "--reporter=json",
    `--outputFile=${report}`,
    ...tests,
  ];
  // Vitest inside of vitest must not take the settings of the outer one for its own.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST$|NODE_OPTIONS)/.test(name)),
  );
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
    const late = setTimeout(() => child.kill("SIGKILL"), LIMIT_MS);
    let output = "";
    const hear = (text: string) => {
      output = (output + text).slice(-3_000);
    };
    child.stdout.setEncoding("utf8").on("data", hear);
    child.stderr.setEncoding("utf8").on("data", hear);
    child.on("close", () => {
      clearTimeout(late);
      const found = existsSync(report) ? (JSON.parse(readFileSync(report, "utf8")) as Report) : null;
      const results = found?.testResults.flatMap(({ assertionResults }) => assertionResults) ?? [];
      const first = results.find(({ status }) => status === "failed")?.fullName.trim() ?? "";
      resolve({ total: found?.numTotalTests ?? 0, failed: found?.numFailedTests ?? 0, first, output });
    });
  });
}
