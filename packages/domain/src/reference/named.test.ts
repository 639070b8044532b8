import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const sources = join(import.meta.dirname, "..");
const files = readdirSync(sources, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".test.ts"));
/** Titles that begin with numbers, as in "P8, P15: nobody …". */
const titles = files.flatMap((file) => {
  const text = readFileSync(join(sources, file), "utf8");
  return [...text.matchAll(/["`]((?:[PN]\d+(?:, )?)+): /g)].map(([, numbers = ""]) => ({
    file,
    numbers: numbers.split(", "),
  }));
});

const named = (letter: "P" | "N") =>
  new Set(
    titles.flatMap(({ numbers }) => numbers.filter((one) => one.startsWith(letter)).map((one) => Number(one.slice(1)))),
  );

/** Laws beyond those of the specification: columns give what facts one by one give. */
const OURS = [35];

const upTo = (last: number) => Array.from({ length: last }, (_, n) => n + 1);

describe("the specification is named by tests", () => {
  it.each(upTo(34))("law P%i", (n) => {
    expect(named("P").has(n)).toBe(true);
  });

  it.each(upTo(20))("nasty case N%i", (n) => {
    expect(named("N").has(n)).toBe(true);
  });

  it("no test names a law or a case that there is not", () => {
    expect([...named("P")].filter((n) => n > 34)).toEqual(OURS);
    expect([...named("N")].filter((n) => n > 20)).toEqual([]);
  });

  it("every law is tried over generated cases", () => {
    const generated = new Set(titles.filter(({ file }) => /property/.test(file)).flatMap(({ numbers }) => numbers));
    const missing = upTo(34).filter((n) => !generated.has(`P${n}`));
    expect(missing).toEqual([]);
  });
});
