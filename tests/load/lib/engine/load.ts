import type pg from "pg";
import { copyOut, fieldEnd, isNull, numberIn } from "../../../../packages/db/src/index.ts";
import {
  type BulkFacts,
  type IdIndex,
  idIndex,
  instant,
  type Period,
  type Places,
  tally,
  UNPLACED,
} from "../../../../packages/domain/src/index.ts";
import { MEMBERS, ORDERS } from "./tables.ts";

const BATCH = 1_024;
const JOINED = instant("2026-01-01T00:00:00Z");

/** The rows of a month as columns. Ids come in ascending order, so their numbers are canonical. */
export async function loadFacts(client: pg.Client, period: Period): Promise<{ bulk: BulkFacts; ids: IdIndex }> {
  const ids = idIndex();
  const trees = await loadPeople(client, ids);
  const { pv, cv, sellers } = await loadOrders(client, ids);
  const none = new Float64Array(ids.size);
  const bulk: BulkFacts = {
    cadence: "month",
    period,
    ids: ids.texts(),
    joinedAt: () => JOINED,
    earns: new Uint8Array(ids.size).fill(1),
    statuses: [],
    attributes: [],
    grants: [],
    trees,
    volumes: { pv: { own: pv, customers: none }, cv: { own: cv, customers: none } },
    sellers,
  };
  return { bulk, ids };
}

async function loadPeople(client: pg.Client, ids: IdIndex): Promise<{ sponsor: Places; binary: Places }> {
  const [sponsor, parent, slot] = [grown(), grown(), grown()];
  const later: { person: number; into: Grown; id: Uint8Array }[] = [];
  await copyOut(client, MEMBERS, (bytes, from, to) => {
    const idEnd = fieldEnd(bytes, from, to);
    const person = ids.add(bytes, from, idEnd);
    const sponsorEnd = fieldEnd(bytes, idEnd + 1, to);
    const parentEnd = fieldEnd(bytes, sponsorEnd + 1, to);
    const above = (into: Grown, start: number, end: number) => {
      const known = isNull(bytes, start, end) ? -1 : ids.find(bytes, start, end);
      if (known < 0 && !isNull(bytes, start, end)) later.push({ person, into, id: bytes.slice(start, end) });
      into.set(person, known);
    };
    above(sponsor, idEnd + 1, sponsorEnd);
    above(parent, sponsorEnd + 1, parentEnd);
    slot.set(person, numberIn(bytes, parentEnd + 1, to - 1));
  });
  for (const { person, into, id } of later) {
    const known = ids.find(id, 0, id.length);
    into.set(person, known < 0 ? UNPLACED : known);
  }
  const size = ids.size;
  const noSlots = new Int32Array(size).fill(-1);
  return {
    sponsor: { parentOf: sponsor.values(size), slotOf: noSlots },
    binary: { parentOf: parent.values(size), slotOf: slot.values(size) },
  };
}

/** Orders are looked up and added a batch at a time: one by one each would wait for the memory. */
async function loadOrders(client: pg.Client, ids: IdIndex) {
  const [pv, cv, sellers] = [tally(ids.size), tally(ids.size), new Uint8Array(ids.size)];
  const lookups = ids.lookups(BATCH);
  const [points, base] = [new Float64Array(BATCH), new Float64Array(BATCH)];
  let count = 0;
  const addBatch = () => {
    const numbers = lookups.take();
    if (numbers.includes(-1)) throw new Error("an order belongs to nobody");
    pv.addAll(numbers, points);
    cv.addAll(numbers, base);
    for (const seller of numbers) sellers[seller] = 1;
    count = 0;
  };
  await copyOut(client, ORDERS, (bytes, from, to) => {
    const sellerEnd = fieldEnd(bytes, from, to);
    const pvEnd = fieldEnd(bytes, sellerEnd + 1, to);
    points[count] = numberIn(bytes, sellerEnd + 1, pvEnd);
    base[count] = numberIn(bytes, pvEnd + 1, to - 1);
    count += 1;
    if (lookups.put(bytes, from, sellerEnd)) addBatch();
  });
  addBatch();
  return { pv: pv.column(), cv: cv.column(), sellers };
}

interface Grown {
  set(at: number, value: number): void;
  values(size: number): Int32Array;
}

function grown(): Grown {
  let values = new Int32Array(1_024);
  return {
    set(at, value) {
      if (at >= values.length) {
        const wider = new Int32Array(2 * values.length);
        wider.set(values);
        values = wider;
      }
      values[at] = value;
    },
    values: (size) => values.slice(0, size),
  };
}
