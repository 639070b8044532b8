import { placeBfs } from "../../genealogy/place.ts";

/** One person of the sample network. Moments are parts of a period, from 0 to 1. */
export interface SamplePerson {
  readonly id: string;
  readonly name: string;
  readonly sponsor: string | null;
  /** Seat in a binary tree; null at its top. */
  readonly seat: { readonly parent: string; readonly slot: 0 | 1 } | null;
  /** When in the period before the sample period the person joined; null for long ago. */
  readonly joined: number | null;
  /** Points that the person buys each period. */
  readonly own: number;
  /** Points that the person's customers buy each period, one order each. */
  readonly customers: readonly number[];
}

const idOf = (name: string): string => `dst_${name.toLowerCase()}`;
const under = (parent: string, slot: 0 | 1) => ({ parent: idOf(parent), slot });

type Rest = Partial<Pick<SamplePerson, "customers" | "joined">> & Pick<SamplePerson, "own">;

function person(name: string, sponsor: string | null, seat: SamplePerson["seat"], rest: Rest): SamplePerson {
  return { id: idOf(name), name, sponsor: sponsor && idOf(sponsor), seat, joined: null, customers: [], ...rest };
}

/**
 * Fourteen people over five levels, the same for every plan: a strong and a weak leg, somebody inactive in the middle
 * of a line (Cleo), two who have just joined (Lena, Max), and sellers with customers of their own. In the order of joining,
 * which is also that of their names.
 */
export const SAMPLE_PEOPLE: readonly SamplePerson[] = [
  person("Ada", null, null, { own: 150, customers: [200] }),
  person("Ben", "Ada", under("Ada", 0), { own: 400, customers: [900, 700] }),
  person("Cleo", "Ada", under("Ada", 1), { own: 0 }),
  person("Dora", "Ben", under("Ben", 0), { own: 200, customers: [1_500, 1_200] }),
  person("Emil", "Ben", under("Ben", 1), { own: 120, customers: [800] }),
  person("Finn", "Cleo", under("Cleo", 0), { own: 300, customers: [2_400, 1_900] }),
  person("Gwen", "Cleo", under("Cleo", 1), { own: 110, customers: [250] }),
  person("Hugo", "Dora", under("Dora", 0), { own: 500, customers: [2_000, 1_600] }),
  person("Ines", "Dora", under("Dora", 1), { own: 150, customers: [700] }),
  person("Jon", "Finn", under("Finn", 0), { own: 100, customers: [450, 350] }),
  person("Kira", "Finn", under("Finn", 1), { own: 130, customers: [500] }),
  person("Lena", "Hugo", under("Hugo", 0), { own: 200, customers: [100], joined: 0.5 }),
  person("Max", "Jon", under("Jon", 0), { own: 160, joined: 0.8 }),
  person("Nora", "Ada", under("Gwen", 1), { own: 240, customers: [2_400] }),
];

/** A party in the sample period: Gwen sells at the home of her customer. */
export const SAMPLE_PARTY = {
  id: "party_1",
  host: "cus_olga",
  consultant: idOf("Gwen"),
  bookings: 2,
  guests: [320, 280, 200],
} as const;

/** Where everybody sits in a forced matrix of that width: one after the other, below their sponsors. */
export function matrixSeats(width: number): ReadonlyMap<string, { readonly parent: string; readonly slot: number }> {
  const slots = new Map<string, (string | null)[]>();
  const seats = new Map<string, { parent: string; slot: number }>();
  for (const { id, sponsor } of SAMPLE_PEOPLE) {
    const seat = sponsor === null ? null : placeBfs(slots, sponsor, width);
    slots.set(id, []);
    if (!seat) continue;
    seats.set(id, seat);
    const row = slots.get(seat.parent) ?? [];
    while (row.length <= seat.slot) row.push(null);
    row[seat.slot] = id;
  }
  return seats;
}
