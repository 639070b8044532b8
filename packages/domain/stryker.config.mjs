/** Mutation testing of the engine: `npm run mutation`, which says what is mutated and where the report goes. */
const sources = (process.env.MUTATION_SOURCES ?? "packages/domain/src/money/*.ts").split(",");
const report = process.env.MUTATION_REPORT ?? ".data/mutation/report.json";

export default {
  mutate: [...sources, "!**/*.test.ts"],
  testRunner: "vitest",
  plugins: [
    import.meta.resolve("@stryker-mutator/vitest-runner"),
    new URL("./mutation-ignorers.mjs", import.meta.url).pathname,
  ],
  ignorers: ["words", "fallbacks"],
  vitest: { configFile: "packages/domain/vitest.mutation.config.ts" },
  coverageAnalysis: "perTest",
  // What runs only while a module is loaded is tables and names: each such mutant would cost a run of all tests.
  ignoreStatic: true,
  concurrency: Number(process.env.MUTATION_WORKERS ?? 2),
  reporters: ["json"],
  jsonReporter: { fileName: report },
  incremental: true,
  incrementalFile: report.replace(".json", ".known.json"),
  tempDirName: ".stryker-tmp",
  // Stryker rewrites a tsconfig with the compiler API, which TypeScript 7 does not have; the tests run without one.
  tsconfigFile: "none",
  ignorePatterns: ["*", "!packages/domain/**", "!docs/plans/**", "node_modules", "tsconfig.json"],
  timeoutMS: 6_000,
};
