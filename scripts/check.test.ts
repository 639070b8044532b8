import { expect, test } from "vitest";
import { stepsFor } from "./check.mjs";

const quick = ["typecheck", "biome", "boundaries", "boundaries --prove", "knip", "unit, property, tidy", "golden"];

test.each([
  { name: "no path: the whole quick part", paths: [], steps: quick },
  { name: "a document: the style law", paths: ["docs/glossary.md", "README.md"], steps: ["tidy"] },
  { name: "a setting of a tool: the whole quick part", paths: ["biome.json"], steps: quick },
  {
    name: "the domain has no database",
    paths: ["packages/domain/src/money/settle.ts"],
    steps: ["typecheck", "biome", "boundaries", "knip", "unit, property, tidy"],
  },
  {
    name: "the server also runs its integration tests",
    paths: ["packages/server/src/orders/place-order.ts"],
    steps: ["typecheck", "biome", "boundaries", "knip", "unit, property, tidy", "integration, PGlite"],
  },
])("$name", ({ paths, steps }) => {
  expect(stepsFor(paths).map((step) => step.name)).toEqual(steps);
});
