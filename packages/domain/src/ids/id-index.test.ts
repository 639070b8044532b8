import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RUNS } from "../testing.ts";
import { type Fingerprint, idIndex } from "./id-index.ts";

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

  test("are looked up many at a time as one by one, batch after batch", () => {
    const law = fc.property(anyIds, anyIds, fc.integer({ min: 1, max: 7 }), (ids, others, most) => {
      const index = idIndex();
      for (const id of ids) index.add(bytesOf(id), 0, id.length);
      const lookups = index.lookups(most);
      const asked = [...others, ...ids];
      const found: number[] = [];
      for (const id of asked) if (lookups.put(bytesOf(`${id}\t`), 0, id.length)) found.push(...lookups.take());
      found.push(...lookups.take());
      expect(lookups.take()).toHaveLength(0);
      expect(found).toEqual(asked.map((id) => index.find(bytesOf(id), 0, id.length)));
    });
    fc.assert(law, RUNS);
  });

  test("differ where fingerprints do not: other ones are taken then", () => {
    // Tells ids apart by their last letter alone, and only with the third salt by all of it.
    const weak: Fingerprint = (bytes, from, to, print) => {
      print[0] = (print[2] ?? 0) < 2 ? 0 : [...bytes.subarray(from, to)].reduce((sum, byte) => 31 * sum + byte, 0);
      print[1] = bytes[to - 1] ?? 0;
    };
    const index = idIndex(weak);
    const ids = ["dst_a", "dst_b", "dst_1a", "dst_2b", "dst_3a"];
    for (const [n, id] of ids.entries()) expect(index.add(bytesOf(id), 0, id.length)).toBe(n);
    const lookups = index.lookups();
    for (const id of [...ids, "dst_9a"]) lookups.put(bytesOf(id), 0, id.length);
    expect([...lookups.take()]).toEqual([0, 1, 2, 3, 4, -1]);
    expect(index.find(bytesOf("dst_9a"), 0, 6)).toBe(-1);
    expect(index.texts()).toEqual(ids);
  });
});
