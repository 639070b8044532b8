import fc from "fast-check";
import { expect, test } from "vitest";
import { nthDistributor, RUNS } from "../testing.ts";
import { matrixCapacity, placeBfs, placeInTurn, placeOuter, placeWeakest, type Slots } from "./place.ts";
import { asCounted } from "./testing/counted.ts";

interface Placed {
  readonly parent: string;
  readonly slot: number;
}

/** Everybody in the order of joining below an enroller who is in the matrix by then. */
function matrix(width: number, enrollers: readonly number[]) {
  const slots = new Map<string, (string | null)[]>([[nthDistributor(0), []]]);
  const places = new Map<string, Placed>();
  for (const [n, enroller] of enrollers.entries()) {
    const id = nthDistributor(n + 1);
    const seat = placeBfs(slots, nthDistributor(enroller % (n + 1)), width);
    if (!seat) throw new Error("whoever enrols is in the matrix");
    const below = [...(slots.get(seat.parent) ?? [])];
    expect(below[seat.slot] ?? null).toBeNull();
    below[seat.slot] = id;
    slots.set(seat.parent, below);
    slots.set(id, []);
    places.set(id, seat);
  }
  return { slots, places };
}

/** Levels between somebody and the one above; Infinity where he is not above. */
function depthUnder(places: ReadonlyMap<string, Placed>, top: string, id: string): number {
  if (id === top) return 0;
  const parent = places.get(id)?.parent;
  return parent === undefined ? Number.POSITIVE_INFINITY : 1 + depthUnder(places, top, parent);
}

const anyWidth = fc.integer({ min: 1, max: 4 });
const anyEnrollers = fc.array(fc.nat(), { maxLength: 30 });

test("P23: nobody has more below him than the matrix is wide, and the slots fill from the left", () => {
  const law = fc.property(anyWidth, anyEnrollers, (width, enrollers) => {
    for (const below of matrix(width, enrollers).slots.values()) {
      expect(below.length).toBeLessThanOrEqual(width);
      expect(below.every((child) => typeof child === "string")).toBe(true);
    }
  });
  fc.assert(law, RUNS);
});

test("P23: whoever joins stands as near to his enroller as there is room, the earlier ones where they stood", () => {
  const law = fc.property(anyWidth, anyEnrollers, (width, enrollers) => {
    const { places } = matrix(width, enrollers);
    for (const [n, enroller] of enrollers.entries()) {
      const before = matrix(width, enrollers.slice(0, n));
      for (const [id, seat] of before.places) expect(places.get(id)).toEqual(seat);
      const top = nthDistributor(enroller % (n + 1));
      const open = [...before.slots].filter(([, below]) => below.length < width);
      const nearest = Math.min(...open.map(([id]) => depthUnder(before.places, top, id)));
      expect(depthUnder(places, top, nthDistributor(n + 1))).toBe(nearest + 1);
    }
  });
  fc.assert(law, RUNS);
});

test("P23: the order of joining alone decides, and a full matrix holds its capacity", () => {
  const law = fc.property(anyWidth, fc.integer({ min: 0, max: 3 }), (width, depth) => {
    const capacity = Number(matrixCapacity(BigInt(width), depth));
    const { places } = matrix(
      width,
      Array.from({ length: capacity }, () => 0),
    );
    const deepest = [...places.keys()].map((id) => depthUnder(places, nthDistributor(0), id));
    expect(Math.max(0, ...deepest)).toBe(depth);
    expect([...places.keys()]).toEqual([...places.keys()].sort());
  });
  fc.assert(law, RUNS);
  expect(placeBfs(new Map(), "nobody", 3)).toBeNull();
});

test("P23: by whatever rule, a seat is free, below the enroller, within the width, and the same again", () => {
  const law = fc.property(anyWidth, anyEnrollers, fc.nat(), (width, enrollers, who) => {
    const { slots, places } = matrix(width, enrollers);
    const enroller = nthDistributor(who % (enrollers.length + 1));
    for (const place of [placeBfs, placeWeakest, placeOuter]) {
      const seat = place(slots, enroller, width);
      if (!seat) throw new Error("there is always room");
      expect(slots.get(seat.parent)?.[seat.slot] ?? null).toBeNull();
      expect(seat.slot).toBeLessThan(width);
      expect(depthUnder(places, enroller, seat.parent)).toBeLessThan(Number.POSITIVE_INFINITY);
      expect(place(slots, enroller, width)).toEqual(seat);
    }
  });
  fc.assert(law, RUNS);
});

test("P23: placed together or one by one, everybody has the same seat, and nobody that of somebody else", () => {
  const law = fc.property(
    anyWidth,
    anyEnrollers,
    fc.nat(),
    fc.array(fc.nat(), { maxLength: 12 }),
    (width, first, cut, last) => {
      const top = nthDistributor(0);
      const { slots } = matrix(width, first);
      const ids = last.map((_, n): string => nthDistributor(1_000 + n));
      const sponsorOf = (id: string) => {
        const sponsor = last[ids.indexOf(id)];
        return sponsor === undefined ? null : nthDistributor(sponsor % (first.length + 1));
      };
      for (const place of [placeBfs, placeWeakest, placeOuter]) {
        const how = { top, width, place, sponsorOf, ...asCounted(slots) };
        const together = placeInTurn(slots, ids, how);
        const middle = cut % (ids.length + 1);
        const before = placeInTurn(slots, ids.slice(0, middle), how);
        expect(together.slice(0, middle)).toEqual(before);
        const seats = together.map(({ parent, slot }) => `${parent} ${slot}`);
        expect(new Set(seats).size).toBe(seats.length);
        for (const { parent, slot } of together) {
          expect(slots.get(parent ?? "")?.[slot] ?? null).toBeNull();
          expect(slot).toBeLessThan(width);
        }
      }
    },
  );
  fc.assert(law, RUNS);
});

test("P23: by the weakest subtree nobody's legs differ by more than one, when all join at the top", () => {
  const law = fc.property(anyWidth, fc.integer({ min: 0, max: 60 }), (width, people) => {
    const ids = Array.from({ length: people }, (_, n): string => nthDistributor(n));
    const how = { top: null, width, place: placeWeakest, sponsorOf: () => null, ...asCounted(new Map()) };
    const sizes = new Map<string, number[]>(ids.map((id) => [id, Array.from({ length: width }, () => 0)]));
    const places = new Map(placeInTurn(new Map(), ids, how).map((seat) => [seat.id, seat]));
    for (const id of ids) {
      for (let at = places.get(id); at?.parent; at = places.get(at.parent)) {
        const legs = sizes.get(at.parent);
        if (legs) legs[at.slot] = (legs[at.slot] ?? 0) + 1;
      }
    }
    for (const legs of sizes.values()) expect(Math.max(...legs) - Math.min(...legs)).toBeLessThanOrEqual(1);
  });
  fc.assert(law, RUNS);
});

test("P23: counted along the way, the seats are those of a count for each", () => {
  const law = fc.property(anyWidth, anyEnrollers, fc.array(fc.nat(), { maxLength: 12 }), (width, first, last) => {
    const { slots } = matrix(width, first);
    const ids = last.map((_, n): string => nthDistributor(1_000 + n));
    const sponsorOf = (id: string) => nthDistributor((last[ids.indexOf(id)] ?? 0) % (first.length + 1));
    for (const rule of [placeWeakest, placeOuter]) {
      const how = { top: nthDistributor(0), width, sponsorOf, ...asCounted(slots) };
      const anew = (tree: Slots, enroller: string) => rule(tree, enroller, width);
      expect(placeInTurn(slots, ids, { ...how, place: rule })).toEqual(
        placeInTurn(slots, ids, { ...how, place: anew }),
      );
    }
  });
  fc.assert(law, RUNS);
});
