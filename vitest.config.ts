import { defineConfig } from "vitest/config";

const integration = "**/*.integration.test.ts";
/** How often each law is tried; `npm run test:deep` asks for more. */
const runs = Number(process.env.LAW_RUNS ?? 1_000);

const off = ["**/node_modules/**", "**/.next/**"];

/** One project per kind of test; docs/architecture.md 13 says what each proves. */
export default defineConfig({
  resolve: { alias: { "~": new URL("./apps/portal/src", import.meta.url).pathname } },
  oxc: { jsx: { runtime: "automatic" } },
  test: {
    passWithNoTests: true,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["packages/*/src/**/*.test.ts", "apps/*/src/**/*.test.{ts,tsx}", "scripts/**/*.test.ts"],
          exclude: [...off, integration],
          // Generated cases take their time on a small machine that does other work beside.
          testTimeout: 30 * runs,
          provide: { runs },
        },
      },
      { extends: true, test: { name: "tidy", include: ["tidy.test.ts"] } },
      database("pglite"),
      database("postgres"),
      {
        extends: true,
        test: {
          name: "faults",
          include: ["tests/faults/**/*.test.ts", "tests/simulation/**/*.test.ts"],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});

/** The same integration files on one of the two engines. The first database of a file is made, not cloned: be patient. */
function database(engine: "pglite" | "postgres") {
  return {
    extends: true as const,
    test: {
      name: engine,
      include: [`packages/${integration}`],
      exclude: off,
      env: { TEST_ENGINE: engine },
      maxWorkers: 2,
      // The oldest running transaction is one number for a whole server: what one file holds open keeps another
      // file's ledger from being sealed, though each has a database of its own.
      fileParallelism: engine === "pglite",
      testTimeout: 60_000,
      hookTimeout: 120_000,
    },
  };
}
