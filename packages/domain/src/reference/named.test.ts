import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const sources = join(import.meta.dirname, "..");
const files = readdirSync(sources, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".test.ts"));
const titles = files.flatMap((file) => {
  const text = readFileSync(join(sources, file), "utf8");
  return [...text.matchAll(/\b(?:it|test|describe)(?:\.each)?\([\s\S]{0,40}?(["`])((?:P|N)\d[\s\S]*?)\1/g)].map(
    ([, , title]) => ({ file, title: title ?? "" }),
  );
});

/** Numbers named before the first colon, as in "P8, P15: nobody …". */
const named = (letter: "P" | "N") =>
  new Set(
    titles.flatMap(({ title }) =>
      [...(title.split(":")[0] ?? "").matchAll(new RegExp(`\\b${letter}(\\d+)\\b`, "g"))].map(([, n]) => Number(n)),
    ),
  );

const upTo = (last: number) => Array.from({ length: last }, (_, n) => n + 1);

describe("the specification is named by tests", () => {
  it.each(upTo(34))("law P%i", (n) => {
    expect(named("P").has(n)).toBe(true);
  });

  it("no test names a law that there is not", () => {
    expect([...named("P")].filter((n) => n > 34)).toEqual([]);
  });

  it("every law is tried over generated cases", () => {
    const generated = titles.filter(({ file }) => /property/.test(file)).map(({ title }) => title.split(":")[0] ?? "");
    const missing = upTo(34).filter((n) => !generated.some((title) => new RegExp(`\\bP${n}\\b`).test(title)));
    expect(missing).toEqual([]);
  });
});
