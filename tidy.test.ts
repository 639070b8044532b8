import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { sourceFiles } from "./scripts/lib/sources.mjs";

const MOST_LINES = 300;
const MOST_README_LINES = 150;

const sources = sourceFiles("*.ts", "*.tsx", "*.mjs", "*.cjs")
  .filter((path) => !/(^|\/)(migrations|fixtures)\/|next-env\.d\.ts$/.test(path))
  .map((path) => ({ path, lines: readFileSync(path, "utf8").split("\n") }));

/** Files that may read the environment besides the start of the server: entry points and what tests stand on. */
const entryPoints = /\/start\.ts$|\/main\.ts$|\/testing(\.ts$|\/)|\/instrumentation\.ts$|\.test\.tsx?$/;

/** What is not written where, and what to do instead. The rows bite comments too: word them without the banned text. */
const rows: readonly { in: RegExp; except?: RegExp; text: RegExp; instead: string }[] = [
  {
    in: /^packages\/domain\/src\//,
    text: /new Date\(|Date\.now|Math\.random|process\./,
    instead: "take it as an argument",
  },
  {
    in: /^packages\/(domain|server)\/src\//,
    text: /parseFloat|toFixed\(/,
    instead: "count in minor units, millionths, hundredths",
  },
  {
    in: /^(apps|packages)\/[^/]+\/src\//,
    except: entryPoints,
    text: /process\.env/,
    instead: "read deps.config",
  },
  {
    in: /\/api\/webhooks\//,
    text: /\.(json|text)\(\)/,
    instead: "hand the request on; only the raw bytes are verified",
  },
  {
    in: /./,
    text: /\b(test|it|describe)\.only\b/,
    instead: "run one file by its name",
  },
  {
    in: /./,
    text: new RegExp(`\\b(${["TO", "FIX"].map((word, at) => word + ["DO", "ME"][at]).join("|")})\\b`),
    instead: "open an issue",
  },
];

describe("the style law", () => {
  test("looks at sources", () => {
    expect(sources.length).toBeGreaterThan(10);
  });

  test.each(rows)("$text is not written in $in: $instead", ({ in: place, except, text }) => {
    const found = sources
      .filter(({ path }) => place.test(path) && !except?.test(path))
      .flatMap(({ path, lines }) => lines.flatMap((line, at) => (text.test(line) ? [`${path}:${at + 1}`] : [])));
    expect(found.filter((at) => !at.startsWith("tidy.test.ts:"))).toEqual([]);
  });

  test(`no file is longer than ${MOST_LINES} lines: split it by what it does`, () => {
    const long = sources.filter(({ lines }) => lines.length - 1 > MOST_LINES);
    expect(long.map(({ path, lines }) => `${path}: ${lines.length - 1} lines`)).toEqual([]);
  });

  test(`README.md is no longer than ${MOST_README_LINES} lines`, () => {
    for (const path of sourceFiles("README.md")) {
      expect(readFileSync(path, "utf8").split("\n").length - 1).toBeLessThanOrEqual(MOST_README_LINES);
    }
  });
});

test("every word of the glossary leads to a name in the sources", () => {
  const rows = readFileSync("docs/glossary.md", "utf8").matchAll(/^\| [^|]+ \| [^|]+ \| `([^`]+)` \|$/gm);
  const names = [...rows].map(([, name = ""]) => name);
  const text = sources
    .filter(({ path }) => path.startsWith("packages/") || path.startsWith("apps/"))
    .map(({ lines }) => lines.join("\n"));
  expect(names.length).toBeGreaterThan(30);
  expect(names.filter((name) => !text.some((source) => source.includes(name)))).toEqual([]);
});
