import type { Duplex } from "node:stream";
import type { PGlite } from "@electric-sql/pglite";
import pg from "pg";

/** Takes one row in COPY's text format: `bytes[from]` to `bytes[to - 1]`, its line feed included. Valid only while called. */
export type TakeRow = (bytes: Uint8Array, from: number, to: number) => void;

/** A connection that does nothing else meanwhile. */
export type CopyConnection = pg.Client | PGlite;

/**
 * Streams the rows of a query, by far the fastest way out of the database: nothing is made of a row but its bytes.
 * Memory stays bounded, since rows are handed on as they arrive.
 *
 * @param query  without parameters, from this code base
 * @throws what the database says, or what `take` threw once the stream is drained
 */
export async function copyOut(connection: CopyConnection, query: string, take: TakeRow): Promise<void> {
  if (!(connection instanceof pg.Client)) return blobOut(connection, query, take);
  const { stream } = connection.connection;
  const driver = stream.listeners("data") as ((bytes: Buffer) => void)[];
  const frames = new Frames(take, (bytes) => {
    for (const listener of driver) listener.call(stream, bytes);
  });
  const listen = (bytes: Buffer) => frames.push(bytes);
  stream.removeAllListeners("data").on("data", listen);
  try {
    await connection.query(`copy (${query}) to stdout`);
  } finally {
    stream.off("data", listen);
    for (const listener of driver) stream.on("data", listener);
  }
  if (frames.failure !== null) throw frames.failure;
}

/**
 * Streams rows into a table.
 *
 * @param target  `table (column, …)`, from this code base
 * @param chunks  rows in COPY's text format, cut anywhere; each chunk is handed over and not to be written to again
 */
export async function copyIn(
  connection: CopyConnection,
  target: string,
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<void> {
  if (!(connection instanceof pg.Client)) return blobIn(connection, target, chunks);
  await new Promise<void>((resolve, reject) => {
    connection.query(new CopyIn(target, chunks, (error) => (error ? reject(error) : resolve())));
  });
}

const DATA = 0x64;
const HEAD = 5;

/** Messages of the server: rows of a COPY go one way, everything else to the driver. */
class Frames {
  failure: unknown = null;
  #rest: Buffer | null = null;
  readonly #take: TakeRow;
  readonly #others: (bytes: Buffer) => void;

  constructor(take: TakeRow, others: (bytes: Buffer) => void) {
    this.#take = take;
    this.#others = others;
  }

  push(chunk: Buffer): void {
    const from = this.#rest === null ? 0 : this.#complete(this.#rest, chunk);
    const at = this.#whole(chunk, from);
    if (at < chunk.length) this.#rest = chunk.subarray(at);
  }

  /** Passes on the messages that are there whole. @returns the place of the first that is not */
  #whole(bytes: Buffer, from: number): number {
    let at = from;
    while (bytes.length - at >= HEAD) {
      const end = at + 1 + bytes.readInt32BE(at + 1);
      if (end > bytes.length) break;
      if (bytes[at] === DATA) this.#row(bytes, at + HEAD, end);
      else this.#others(bytes.subarray(at, end));
      at = end;
    }
    return at;
  }

  /** Passes on the message that an earlier chunk began, and copies no more than that. @returns how much of the chunk it took */
  #complete(rest: Buffer, chunk: Buffer): number {
    const head = Math.min(chunk.length, Math.max(0, HEAD - rest.length));
    const begun = head > 0 ? Buffer.concat([rest, chunk.subarray(0, head)]) : rest;
    const length = begun.length < HEAD ? HEAD : 1 + begun.readInt32BE(1);
    const taken = Math.min(chunk.length, head + length - begun.length);
    const message = taken > head ? Buffer.concat([begun, chunk.subarray(head, taken)]) : begun;
    this.#rest = this.#whole(message, 0) === 0 ? message : null;
    return taken;
  }

  /** What a reader throws must not stop the stream: the connection would be of no use afterwards. */
  #row(bytes: Buffer, from: number, to: number): void {
    if (this.failure !== null) return;
    try {
      this.#take(bytes, from, to);
    } catch (error) {
      this.failure = error;
    }
  }
}

type Chunks = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** A statement that answers the server's wish for data. */
class CopyIn extends pg.Query {
  readonly #chunks: Chunks;

  constructor(target: string, chunks: Chunks, done: (error: Error | undefined) => void) {
    super(`copy ${target} from stdin`, done);
    this.#chunks = chunks;
  }

  /** Called by the driver. */
  handleCopyInResponse({ stream }: pg.Connection): void {
    const write = async () => {
      for await (const chunk of this.#chunks) {
        stream.write(head(DATA, chunk.length));
        if (!stream.write(chunk)) await drained(stream);
      }
      stream.write(head(0x63, 0));
    };
    write().catch((error: unknown) => {
      const why = Buffer.from(`${error instanceof Error ? error.message : "the rows could not be written"}\0`);
      stream.write(Buffer.concat([head(0x66, why.length), why]));
    });
  }
}

function head(kind: number, length: number): Buffer {
  const bytes = Buffer.alloc(HEAD);
  bytes[0] = kind;
  bytes.writeInt32BE(length + HEAD - 1, 1);
  return bytes;
}

/** Until the socket takes more; a broken one takes everything, and the driver tells. */
function drained(stream: Duplex): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stream.off("drain", done).off("close", done);
      resolve();
    };
    stream.on("drain", done).on("close", done);
  });
}

async function blobOut(embedded: PGlite, query: string, take: TakeRow): Promise<void> {
  const { blob } = await embedded.query(`copy (${query}) to '/dev/blob'`);
  const bytes = blob ? new Uint8Array(await blob.arrayBuffer()) : new Uint8Array();
  for (let from = 0; from < bytes.length; ) {
    const to = bytes.indexOf(0x0a, from) + 1;
    take(bytes, from, to);
    from = to;
  }
}

async function blobIn(embedded: PGlite, target: string, chunks: Chunks): Promise<void> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of chunks) parts.push(new Uint8Array(chunk));
  await embedded.query(`copy ${target} from '/dev/blob'`, [], { blob: new Blob(parts) });
}
