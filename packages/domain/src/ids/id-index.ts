import { invariant } from "../errors/domain-error.ts";

/**
 * Numbers for ids that arrive as bytes, without a string for each: a million ids of 30 bytes take about 50 MB. Numbers
 * are given in the order of adding.
 */
export interface IdIndex {
  readonly size: number;
  /** The number of an id, a new one for an id that is not known. */
  add(bytes: Uint8Array, from: number, to: number): number;
  /** -1 for an id that is not known. */
  find(bytes: Uint8Array, from: number, to: number): number;
  text(number: number): string;
  /** Writes the id. @returns the place after its last byte */
  write(number: number, into: Uint8Array, at: number): number;
}

const FIRST_SIZE = 1_024;
const BYTES_PER_ID = 32;

export function idIndex(): IdIndex {
  let bytes = new Uint8Array(FIRST_SIZE * BYTES_PER_ID);
  /** Where the id of each number begins; the next begins where it ends. */
  let start = new Int32Array(FIRST_SIZE + 1);
  let hashes = new Int32Array(FIRST_SIZE);
  /** Number + 1 by hash, open addressing; never more than half full. */
  let table = new Int32Array(2 * FIRST_SIZE);
  let size = 0;

  const isSame = (number: number, given: Uint8Array, from: number, to: number) => {
    const shift = (start[number] ?? 0) - from;
    if ((start[number + 1] ?? 0) - shift !== to) return false;
    for (let at = from; at < to; at += 1) if (bytes[at + shift] !== given[at]) return false;
    return true;
  };
  const placeOf = (hash: number, given: Uint8Array, from: number, to: number): number => {
    const mask = table.length - 1;
    for (let place = hash & mask; ; place = (place + 1) & mask) {
      const number = (table[place] ?? 0) - 1;
      if (number < 0) return place;
      if (hashes[number] === hash && isSame(number, given, from, to)) return place;
    }
  };
  const grow = () => {
    start = wider(start, new Int32Array(2 * size + 1));
    hashes = wider(hashes, new Int32Array(2 * size));
    table = new Int32Array(4 * size);
    const mask = table.length - 1;
    for (let number = 0; number < size; number += 1) {
      let place = (hashes[number] ?? 0) & mask;
      while (table[place] !== 0) place = (place + 1) & mask;
      table[place] = number + 1;
    }
  };
  return {
    get size() {
      return size;
    },
    add(given, from, to) {
      const hash = hashOf(given, from, to);
      const known = (table[placeOf(hash, given, from, to)] ?? 0) - 1;
      if (known >= 0) return known;
      if (size === hashes.length) grow();
      const at = start[size] ?? 0;
      const end = at + to - from;
      invariant(end < 2 ** 31, "ids fit two gigabytes");
      if (end > bytes.length) bytes = wider(bytes, new Uint8Array(Math.min(2 * bytes.length, 2 ** 31) + to - from));
      for (let index = from; index < to; index += 1) bytes[at + index - from] = given[index] ?? 0;
      table[placeOf(hash, given, from, to)] = size + 1;
      hashes[size] = hash;
      size += 1;
      start[size] = end;
      return size - 1;
    },
    find: (given, from, to) => (table[placeOf(hashOf(given, from, to), given, from, to)] ?? 0) - 1,
    text: (number) => {
      let text = "";
      for (let at = start[number] ?? 0; at < (start[number + 1] ?? 0); at += 1)
        text += String.fromCharCode(bytes[at] ?? 0);
      return text;
    },
    write(number, into, at) {
      let next = at;
      for (let from = start[number] ?? 0; from < (start[number + 1] ?? 0); from += 1) {
        into[next] = bytes[from] ?? 0;
        next += 1;
      }
      return next;
    },
  };
}

/** FNV-1a, mixed once more: ids that count up differ in their last bytes only. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) | 0;
}

function wider<A extends Int32Array | Uint8Array>(values: A, into: A): A {
  into.set(values);
  return into;
}
