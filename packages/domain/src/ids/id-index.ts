import { invariant } from "../errors/domain-error.ts";

/**
 * Numbers for ids that arrive as bytes, without a string for each: a million ids of 30 bytes take about 66 MB. Numbers
 * are given in the order of adding.
 */
export interface IdIndex {
  readonly size: number;
  /** The number of an id, a new one for an id that is not known. */
  add(bytes: Uint8Array, from: number, to: number): number;
  /** -1 for an id that is not known. */
  find(bytes: Uint8Array, from: number, to: number): number;
  /** Looks up many at a time, several times as fast as one by one. */
  lookups(most?: number): IdLookups;
  /** All ids by number, parts of one text. Ids are plain ASCII. */
  texts(): string[];
  /** Writes the id. @returns the place after its last byte */
  write(number: number, into: Uint8Array, at: number): number;
}

/** Ids that wait to be looked up together; none may be added to the index meanwhile. */
export interface IdLookups {
  /** @returns whether there is no room for another one */
  put(bytes: Uint8Array, from: number, to: number): boolean;
  /**
   * The numbers of all that were put, in their order; valid until the next is put. Known ids get theirs: no two of them
   * have one fingerprint of 64 bits. Another id gets -1, if its fingerprint is not by chance that of a known one.
   */
  take(): Int32Array;
}

/** Writes two mixed numbers of an id to `print[0]` and `print[1]`; another salt, `print[2]`, gives other ones. */
export type Fingerprint = (bytes: Uint8Array, from: number, to: number, print: Int32Array) => void;

const FIRST_SIZE = 1_024;
/** Fingerprint, number + 1, and nothing: side by side in one line of the processor's cache. */
const SLOT = 4;
const MOST_LOOKUPS = 1_024;

export function idIndex(fingerprint: Fingerprint = mixed): IdIndex {
  const texts = new Texts();
  const print = new Int32Array(3);
  /** Slots, open addressing; never more than half full. */
  let table = new Int32Array(2 * FIRST_SIZE * SLOT);

  /** The place that the fingerprint in `print` has or would get. */
  const place = () => placeOf(table, print[0] ?? 0, print[1] ?? 0);
  const put = (at: number, number: number): void => {
    table[at] = print[0] ?? 0;
    table[at + 1] = print[1] ?? 0;
    table[at + 2] = number + 1;
  };
  /** The slots of all ids in a table of that size, with the next salt for as long as two of them have one fingerprint. */
  const rebuild = (slots: number): void => {
    for (let done = false; !done; print[2] = (print[2] ?? 0) + (done ? 0 : 1)) {
      table = new Int32Array(slots * SLOT);
      done = true;
      for (let number = 0; number < texts.size && done; number += 1) {
        fingerprint(texts.bytes, texts.start[number] ?? 0, texts.start[number + 1] ?? 0, print);
        const at = place();
        done = table[at + 2] === 0;
        if (done) put(at, number);
      }
    }
  };
  const find = (given: Uint8Array, from: number, to: number): number => {
    fingerprint(given, from, to, print);
    const number = (table[place() + 2] ?? 0) - 1;
    return number >= 0 && texts.is(number, given, from, to) ? number : -1;
  };
  return {
    get size() {
      return texts.size;
    },
    add(given, from, to) {
      const known = find(given, from, to);
      if (known >= 0) return known;
      const number = texts.append(given, from, to);
      const [at, slots] = [place(), table.length / SLOT];
      if (2 * texts.size > slots) rebuild(2 * slots);
      else if (table[at + 2] !== 0) rebuild(slots);
      else put(at, number);
      return number;
    },
    find,
    lookups: (most = MOST_LOOKUPS) => lookups(fingerprint, print, () => table, most),
    texts: () => texts.all(),
    write: (number, into, at) => texts.write(number, into, at),
  };
}

function lookups(fingerprint: Fingerprint, print: Int32Array, table: () => Int32Array, most: number): IdLookups {
  const [first, second, numbers] = [new Int32Array(most), new Int32Array(most), new Int32Array(most)];
  let count = 0;
  return {
    put(given, from, to) {
      fingerprint(given, from, to, print);
      first[count] = print[0] ?? 0;
      second[count] = print[1] ?? 0;
      count += 1;
      return count === most;
    },
    take() {
      // Nothing but the look-ups: the processor waits for many of them at once.
      const [entries, taken] = [table(), count];
      for (let at = 0; at < taken; at += 1) {
        numbers[at] = (entries[placeOf(entries, first[at] ?? 0, second[at] ?? 0) + 2] ?? 0) - 1;
      }
      count = 0;
      return numbers.subarray(0, taken);
    },
  };
}

const BYTES_PER_ID = 32;

/** Ids one after the other in one piece of memory. */
class Texts {
  size = 0;
  bytes = new Uint8Array(FIRST_SIZE * BYTES_PER_ID);
  /** Where the id of each number begins; the next begins where it ends. */
  start = new Int32Array(FIRST_SIZE + 1);

  append(given: Uint8Array, from: number, to: number): number {
    const { size } = this;
    const at = this.start[size] ?? 0;
    const end = at + to - from;
    invariant(end < 2 ** 31, "ids fit two gigabytes");
    if (end > this.bytes.length) {
      this.bytes = wider(this.bytes, new Uint8Array(Math.min(2 * this.bytes.length, 2 ** 31) + to - from));
    }
    if (size + 1 >= this.start.length) this.start = wider(this.start, new Int32Array(2 * size + 1));
    for (let index = from; index < to; index += 1) this.bytes[at + index - from] = given[index] ?? 0;
    this.size = size + 1;
    this.start[size + 1] = end;
    return size;
  }

  is(number: number, given: Uint8Array, from: number, to: number): boolean {
    const { bytes, start } = this;
    const shift = (start[number] ?? 0) - from;
    if ((start[number + 1] ?? 0) - shift !== to) return false;
    let at = from;
    while (at < to && bytes[at + shift] === given[at]) at += 1;
    return at === to;
  }

  all(): string[] {
    const text = new TextDecoder().decode(this.bytes.subarray(0, this.start[this.size]));
    return Array.from({ length: this.size }, (_, number) => text.slice(this.start[number], this.start[number + 1]));
  }

  write(number: number, into: Uint8Array, at: number): number {
    const { bytes, start } = this;
    const end = start[number + 1] ?? 0;
    let next = at;
    for (let from = start[number] ?? 0; from < end; from += 1) {
      into[next] = bytes[from] ?? 0;
      next += 1;
    }
    return next;
  }
}

/** Where the slot of a fingerprint is, or belongs. */
function placeOf(table: Int32Array, first: number, second: number): number {
  const mask = table.length - 1;
  for (let place = (SLOT * first) & mask; ; place = (place + SLOT) & mask) {
    if ((table[place + 2] ?? 0) === 0) return place;
    if (table[place] === first && table[place + 1] === second) return place;
  }
}

/** Two bytes a step into each number, mixed at the end: ids that count up differ in their last bytes only. */
function mixed(bytes: Uint8Array, from: number, to: number, print: Int32Array): void {
  let first = (to - from) ^ (print[2] ?? 0);
  let second = ~first;
  let at = from;
  for (; at + 1 < to; at += 2) {
    const two = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 16);
    first = Math.imul(first ^ two, 0x01000193) ^ (first >>> 17);
    second = Math.imul(second ^ two, 0x5bd1e995) ^ (second >>> 15);
  }
  if (at < to) {
    first = Math.imul(first ^ (bytes[at] ?? 0), 0x01000193);
    second = Math.imul(second ^ (bytes[at] ?? 0), 0x5bd1e995);
  }
  print[0] = Math.imul(first ^ (first >>> 15), 0x2c1b3c6d);
  print[1] = Math.imul(second ^ (second >>> 13), 0x297a2d39);
}

function wider<A extends Int32Array | Uint8Array>(values: A, into: A): A {
  into.set(values);
  return into;
}
