import { describe, expect, test } from "vitest";
import { fieldEnd, isNull, numberIn, rowWriter } from "./copy-text.ts";

const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const text = (chunks: readonly Uint8Array[]) => Buffer.concat(chunks).toString();

describe("bytes of a row", () => {
  test("are cut at tabs and at the line feed", () => {
    const row = bytes("ab\t\\N\t-120\n");
    expect([fieldEnd(row, 0, row.length), fieldEnd(row, 3, row.length), fieldEnd(row, 6, row.length)]).toEqual([
      2, 5, 10,
    ]);
    expect([isNull(row, 0, 2), isNull(row, 3, 5)]).toEqual([false, true]);
    expect(numberIn(row, 6, 10)).toBe(-120);
  });

  test.each([0, 7, -7, 100, 9_007_199_254_740_991, -9_007_199_254_740_991])("hold %d as it is written", (number) => {
    const row = rowWriter();
    row.number(number);
    row.endRow();
    expect(text(row.take(true))).toBe(`${number}\n`);
    const written = bytes(String(number));
    expect(numberIn(written, 0, written.length)).toBe(number);
  });

  test("come in chunks that end with a row, and none is lost or written twice", () => {
    const row = rowWriter(64);
    const chunks: Uint8Array[] = [];
    for (let n = 0; n < 1_000; n += 1) {
      row.text(`id_${n}`);
      row.bytes((into, at) => {
        into[at] = 0x78;
        return at + 1;
      });
      row.number(n);
      row.endRow();
      if (n % 10 === 0) chunks.push(...row.take());
    }
    chunks.push(...row.take(true));
    expect(chunks.length).toBeGreaterThan(100);
    expect(chunks.every((chunk) => chunk.at(-1) === 0x0a)).toBe(true);
    expect(text(chunks)).toBe(Array.from({ length: 1_000 }, (_, n) => `id_${n}\tx\t${n}\n`).join(""));
    expect(row.take(true)).toEqual([]);
  });
});
