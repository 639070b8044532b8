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
  /** All ids by number, parts of one text. Ids are plain ASCII. */
  texts(): string[];
  /** Writes the id. @returns the place after its last byte */
  write(number: number, into: Uint8Array, at: number): number;
}

const FIRST_SIZE = 1_024;
const BYTES_PER_ID = 32;

export function idIndex(): IdIndex {
  let bytes = new Uint8Array(FIRST_SIZE * BYTES_PER_ID);
  /** Where the id of each number begins; the next begins where it ends. */
  let start = new Int32Array(FIRST_SIZE + 1);
  /** Pairs of hash and number + 1, open addressing, side by side so that one look is enough; never more than half full. */
  let table = new Int32Array(4 * FIRST_SIZE);
  let size = 0;

  /** Where the pair of an id is, or belongs. */
  const placeOf = (hash: number, given: Uint8Array, from: number, to: number): number => {
    // Captured variables that change are looked up at each use; these loops are the hottest of a bulk run.
    const [entries, starts, known] = [table, start, bytes];
    const mask = entries.length - 1;
    for (let place = (2 * hash) & mask; ; place = (place + 2) & mask) {
      const number = (entries[place + 1] ?? 0) - 1;
      if (number < 0) return place;
      if (entries[place] !== hash) continue;
      const shift = (starts[number] ?? 0) - from;
      if ((starts[number + 1] ?? 0) - shift !== to) continue;
      let at = from;
      while (at < to && known[at + shift] === given[at]) at += 1;
      if (at === to) return place;
    }
  };
  const grow = () => {
    const old = table;
    start = wider(start, new Int32Array(2 * size + 1));
    table = new Int32Array(2 * old.length);
    const mask = table.length - 1;
    for (let at = 0; at < old.length; at += 2) {
      const [hash, entry] = [old[at] ?? 0, old[at + 1] ?? 0];
      if (entry === 0) continue;
      let place = (2 * hash) & mask;
      while (table[place + 1] !== 0) place = (place + 2) & mask;
      table[place] = hash;
      table[place + 1] = entry;
    }
  };
  return {
    get size() {
      return size;
    },
    add(given, from, to) {
      const hash = hashOf(given, from, to);
      const known = (table[placeOf(hash, given, from, to) + 1] ?? 0) - 1;
      if (known >= 0) return known;
      if (4 * size === table.length) grow();
      const at = start[size] ?? 0;
      const end = at + to - from;
      invariant(end < 2 ** 31, "ids fit two gigabytes");
      if (end > bytes.length) bytes = wider(bytes, new Uint8Array(Math.min(2 * bytes.length, 2 ** 31) + to - from));
      for (let index = from; index < to; index += 1) bytes[at + index - from] = given[index] ?? 0;
      const place = placeOf(hash, given, from, to);
      table[place] = hash;
      table[place + 1] = size + 1;
      size += 1;
      start[size] = end;
      return size - 1;
    },
    find: (given, from, to) => (table[placeOf(hashOf(given, from, to), given, from, to) + 1] ?? 0) - 1,
    texts() {
      const all = new TextDecoder().decode(bytes.subarray(0, start[size]));
      return Array.from({ length: size }, (_, number) => all.slice(start[number], start[number + 1]));
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

/** Two bytes a step, mixed at the end: ids that count up differ in their last bytes only. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = to - from;
  let at = from;
  for (; at + 1 < to; at += 2)
    hash = Math.imul(hash ^ ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 16)), 0x01000193) ^ (hash >>> 17);
  if (at < to) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) | 0;
}

function wider<A extends Int32Array | Uint8Array>(values: A, into: A): A {
  into.set(values);
  return into;
}
