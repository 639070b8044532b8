// The steps that `npm test` and `npm run check` are made of.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { findBrowser } from "../browser.mjs";
import { openPostgres } from "../postgres.mjs";
import { ensureBuild } from "./build.mjs";
import { playwrightCounts, vitestCounts } from "./counts.mjs";
import { freePorts } from "./ports.mjs";
import { run } from "./processes.mjs";
import { sourceFiles } from "./sources.mjs";
import { allOf, notRun } from "./steps.mjs";
import { root } from "./toolchain.mjs";

const portal = join(root, "apps", "portal");
const tool = (name, ...args) => run(join(root, "node_modules", ".bin", name), args, { cwd: root });
const script = (name, ...args) => run(process.execPath, [join(root, "scripts", name), ...args], { cwd: root });

/** Type check of the workspaces named (default: all) and of everything that depends on them. */
export function typecheck(workspaces = typed()) {
  const filters = workspaces.map((folder) => `--filter=...{./${folder}}`);
  const turbo = () =>
    tool("turbo", "run", "typecheck", "--output-logs=errors-only", "--concurrency=2", "--continue", ...filters);
  return { name: "typecheck", run: () => allOf(...(filters.length > 0 ? [turbo] : []), () => tool("tsc", "-p", ".")) };
}

/** Folders that are type-checked: the workspaces with a tsconfig. */
export function typed() {
  return sourceFiles("apps/*/tsconfig.json", "packages/*/tsconfig.json").map(dirname);
}

export const biome = (...paths) => ({
  name: "biome",
  run: () => allOf(() => tool("biome", "check", "--max-diagnostics=200", "--no-errors-on-unmatched", ...paths)),
});

export const golden = () => ({ name: "golden", run: () => allOf(() => script("golden.mjs")) });

export const boundaries = () => ({
  name: "boundaries",
  run: () => allOf(() => script("boundaries.mjs")),
});

export const boundariesProof = () => ({
  name: "boundaries --prove",
  run: () => allOf(() => script("boundaries.mjs", "--prove")),
});

export const knip = () => ({
  name: "knip",
  run: () => allOf(() => tool("knip", "--no-config-hints", "--no-progress")),
});

export const unit = (...paths) => ({
  name: "unit, property, tidy",
  run: () => vitest(["unit", "tidy"], { paths: paths.length > 0 ? ["tidy.test.ts", ...paths] : [] }),
});

export const tidy = () => ({ name: "tidy", run: () => vitest(["tidy"], {}) });

const integrationFiles = () => sourceFiles("packages/*.integration.test.ts");
const noIntegration = () => (integrationFiles().length === 0 ? "there are no integration tests yet" : undefined);

export const pglite = (...paths) => ({
  name: "integration, PGlite",
  absent: noIntegration,
  run: () => vitest(["pglite"], { paths }),
});

/** @param server  a promise-making function: the PostgreSQL that the steps of one run share */
export const postgres = (server) => ({
  name: "integration, PostgreSQL",
  absent: noIntegration,
  run: async () => {
    const { url, why, note } = await server();
    if (!url) return notRun(why);
    const outcome = await vitest(["postgres"], { env: { TEST_DATABASE_URL: url } });
    return { ...outcome, note: [note, outcome.note].filter(Boolean).join("; ") };
  },
});

export const build = () => ({
  name: "build",
  absent: () => (existsSync(join(portal, "src", "app")) ? undefined : "the portal has no pages yet"),
  run: async () => ({ passed: 1, failed: 0, ...(await ensureBuild()) }),
});

export const e2e = () => ({
  name: "end to end",
  absent: () => (existsSync(join(portal, "playwright.config.ts")) ? undefined : "there is no playwright.config.ts yet"),
  run: async () => {
    const browser = await findBrowser();
    if (!browser.path) return notRun(browser.why);
    return withReport(async (file) => {
      const cli = join(portal, "node_modules", "@playwright", "test", "cli.js");
      // Two runs on one machine must not meet. The mail catcher of the sandbox takes the third.
      const port = await freePorts(3);
      const ports = { E2E_PORT: String(port), E2E_SANDBOX_PORT: String(port + 1) };
      const env = { ...ports, ...process.env, CHROMIUM_PATH: browser.path, PLAYWRIGHT_JSON_OUTPUT_FILE: file };
      const ran = await run(process.execPath, [cli, "test", "--reporter=list,json"], { cwd: portal, env });
      return { ...playwrightCounts(readReport(file), ran.code), output: ran.output };
    });
  },
});

export const faults = (server) => ({
  name: "faults, quick size",
  absent: () =>
    sourceFiles("tests/faults/*.test.ts", "tests/simulation/*.test.ts").length > 0 ? undefined : "there are none yet",
  run: async () => {
    const { url, why } = await server();
    if (!url) return notRun(why);
    return vitest(["faults"], { env: { TEST_DATABASE_URL: url } });
  },
});

/** A function that finds or starts a PostgreSQL once, and one that stops what it started. */
export function sharedPostgres() {
  let opened;
  return {
    server: () => {
      opened ??= openPostgres();
      return opened;
    },
    stop: async () => (await opened)?.stop?.(),
  };
}

/** Runs vitest projects, optionally only the files under some paths. */
function vitest(projects, { paths = [], env = {} }) {
  return withReport(async (file) => {
    const chosen = projects.flatMap((name) => ["--project", name]);
    const args = ["run", ...chosen, "--reporter=default", "--reporter=json", `--outputFile.json=${file}`, ...paths];
    const options = { cwd: root, env: { ...process.env, ...env, NO_COLOR: "1" } };
    const ran = await run(join(root, "node_modules", ".bin", "vitest"), args, options);
    return { ...vitestCounts(readReport(file), ran.code), output: ran.output };
  });
}

async function withReport(work) {
  const folder = mkdtempSync(join(tmpdir(), "upline-report-"));
  try {
    return await work(join(folder, "report.json"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}
