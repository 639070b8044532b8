/** Bytes of COPY's text format, so that a row is read and written without a string. Fields hold digits or plain ASCII. */

const TAB = 0x09;
const LINE_FEED = 0x0a;
const ZERO = 0x30;
const MINUS = 0x2d;
const BACKSLASH = 0x5c;
const MOST_ROW = 2 ** 14;

/** The place of the tab or line feed after a field. */
export function fieldEnd(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && bytes[at] !== TAB && bytes[at] !== LINE_FEED) at += 1;
  return at;
}

/** A whole number below 2^53 in either direction. */
export function numberIn(bytes: Uint8Array, from: number, to: number): number {
  const isNegative = bytes[from] === MINUS;
  let value = 0;
  for (let at = isNegative ? from + 1 : from; at < to; at += 1) value = 10 * value + ((bytes[at] ?? ZERO) - ZERO);
  return isNegative ? -value : value;
}

/** Whether a field is null, written as `\N`. */
export function isNull(bytes: Uint8Array, from: number, to: number): boolean {
  return to - from === 2 && bytes[from] === BACKSLASH;
}

/** Rows on their way to the database, in chunks of about the given size. A row has at most 16 kB. */
export interface RowWriter {
  /** Plain ASCII without tabs, line feeds and backslashes. */
  text(field: string): void;
  /** A whole number below 2^53 in either direction. */
  number(field: number): void;
  /** Lets somebody write a field: he is handed the bytes and the place, and returns the place after it. */
  bytes(write: (into: Uint8Array, at: number) => number): void;
  endRow(): void;
  /** The chunks that are full so far; at the end, with `all`, also what is not full. None is written to any more. */
  take(all?: boolean): Uint8Array[];
}

export function rowWriter(chunkBytes = 2 ** 18): RowWriter {
  let into = new Uint8Array(chunkBytes + MOST_ROW);
  let at = 0;
  const full: Uint8Array[] = [];
  const finish = () => {
    full.push(into.subarray(0, at));
    into = new Uint8Array(into.length);
    at = 0;
  };
  const digits = new Uint8Array(20);
  return {
    text(field) {
      for (let index = 0; index < field.length; index += 1) into[at + index] = field.charCodeAt(index);
      at += field.length;
      into[at++] = TAB;
    },
    number(field) {
      let rest = field;
      if (rest < 0) {
        into[at++] = MINUS;
        rest = -rest;
      }
      let count = 0;
      do {
        const next = Math.floor(rest / 10);
        digits[count++] = ZERO + (rest - 10 * next);
        rest = next;
      } while (rest > 0);
      while (count > 0) into[at++] = digits[--count] ?? ZERO;
      into[at++] = TAB;
    },
    bytes(write) {
      at = write(into, at);
      into[at++] = TAB;
    },
    endRow() {
      into[at - 1] = LINE_FEED;
      if (at >= chunkBytes) finish();
    },
    take(all = false) {
      if (all && at > 0) finish();
      return full.splice(0);
    },
  };
}
