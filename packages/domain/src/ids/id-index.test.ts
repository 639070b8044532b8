import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RUNS } from "../testing.ts";
import { idIndex } from "./id-index.ts";

const bytesOf = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const anyIds = fc.array(fc.stringMatching(/^[a-z0-9_]{1,12}$/), { maxLength: 60 });

describe("numbers for ids", () => {
  test("are those of a map, and give the ids back", () => {
    const law = fc.property(anyIds, fc.stringMatching(/^[a-z0-9_]{1,12}$/), (ids, other) => {
      const index = idIndex();
      const map = new Map<string, number>();
      for (const id of ids) {
        const number = map.get(id) ?? map.size;
        map.set(id, number);
        const padded = bytesOf(`\t${id}\t`);
        expect(index.add(padded, 1, padded.length - 1)).toBe(number);
      }
      expect(index.size).toBe(map.size);
      expect(index.texts()).toEqual([...map.keys()]);
      expect(index.find(bytesOf(other), 0, other.length)).toBe(map.get(other) ?? -1);
      const into = new Uint8Array(20);
      for (const [id, number] of map) {
        expect(index.write(number, into, 3)).toBe(3 + id.length);
        expect(into.subarray(3, 3 + id.length)).toEqual(bytesOf(id));
      }
    });
    fc.assert(law, RUNS);
  });

  test("stay right while the index grows", () => {
    const index = idIndex();
    const ids = Array.from({ length: 50_000 }, (_, n) => `dst_${(n * 7919).toString(36)}_${n}`);
    for (const [n, id] of ids.entries()) expect(index.add(bytesOf(id), 0, id.length)).toBe(n);
    for (const [n, id] of ids.entries()) expect(index.find(bytesOf(id), 0, id.length)).toBe(n);
    expect(index.texts()).toEqual(ids);
  });
});
