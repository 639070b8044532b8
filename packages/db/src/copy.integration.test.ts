import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { DbHandle } from "./client.ts";
import { type CopyConnection, copyIn, copyOut } from "./copy.ts";
import { freshDatabase } from "./testing.ts";

let handle: DbHandle;
let connection: CopyConnection;
let give = () => {};

beforeAll(async () => {
  handle = await freshDatabase();
  if (handle.kind === "pglite") connection = handle.raw;
  else {
    const client = await handle.raw.connect();
    connection = client;
    give = () => client.release();
  }
  await run("create table copied (n bigint primary key, name text)");
});
beforeEach(() => run("truncate copied"));
afterAll(async () => {
  give();
  await handle.close();
});

async function run(text: string): Promise<unknown[]> {
  const { rows } = connection instanceof Client ? await connection.query(text) : await connection.query(text);
  return rows;
}

async function read(query: string): Promise<string[]> {
  const rows: string[] = [];
  await copyOut(connection, query, (bytes, from, to) => rows.push(Buffer.from(bytes.subarray(from, to)).toString()));
  return rows;
}

function* cut(text: string, size: number): Generator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe("rows by COPY", () => {
  test.each([1, 7, 100_000])("come out as they went in, in chunks of %i bytes", async (size) => {
    const rows = Array.from({ length: size === 1 ? 50 : 20_000 }, (_, n) => `${n}\tü ${"x".repeat(n % 100)}\n`);
    await copyIn(connection, "copied (n, name)", cut(rows.join(""), size));
    expect(await read("select n, name from copied order by n")).toEqual(rows);
  });

  test("none are none", async () => {
    await copyIn(connection, "copied", []);
    expect(await read("select * from copied")).toEqual([]);
  });

  test("a connection serves on after what the reader threw", async () => {
    const reading = copyOut(connection, "select generate_series(1, 10000)", () => {
      throw new Error("enough");
    });
    await expect(reading).rejects.toThrow("enough");
    expect(await run("select 1 as one")).toEqual([{ one: 1 }]);
  });

  test("a connection serves on after a refusal, and nothing of it is kept", async () => {
    await expect(copyIn(connection, "copied", cut("1\ta\n1\tb\n", 100))).rejects.toThrow(/duplicate key/);
    await expect(read("select nothing from nowhere")).rejects.toThrow(/nowhere/);
    expect(await run("select * from copied")).toEqual([]);
  });

  test("what the writer throws ends the copy", async () => {
    function* broken(): Generator<Uint8Array> {
      yield Buffer.from("1\ta\n");
      throw new Error("no more rows");
    }
    await expect(copyIn(connection, "copied", broken())).rejects.toThrow(/no more rows/);
    expect(await run("select * from copied")).toEqual([]);
  });
});
