import { defineConfig } from "vitest/config";

/**
 * The tests that judge mutants: all of the domain, each law tried a few times. What a law finds only in its thousandth
 * case is no use for a mutant that has to be told from the original in seconds.
 */
export default defineConfig({
  root: import.meta.dirname,
  test: {
    include: (process.env.MUTATION_TESTS ?? "src/**/*.test.ts").split(","),
    // Chains of 100,000 people prove speed and depth, not what is paid.
    exclude: ["src/evaluate/deep-chain.test.ts"],
    setupFiles: ["mutation-setup.ts"],
    isolate: false,
    testTimeout: 120_000,
    provide: { runs: Number(process.env.LAW_RUNS ?? 20) },
  },
});
