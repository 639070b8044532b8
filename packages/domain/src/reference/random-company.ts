import { picker } from "../evaluate/testing/random-story.ts";
import type { Company, Party, Person, Sale } from "./company.ts";

export type Pick = (below: number) => number;

export const nth = (n: number) => `dst_${String(n).padStart(2, "0")}`;

/** People of a random company; they stay for two periods. */
export function randomPeople(seed: number): Person[] {
  const pick = picker(seed);
  const count = 1 + pick(13);
  const free: { parent: string; slot: number }[] = [];
  return Array.from({ length: count }, (_, n): Person => {
    const id = nth(n);
    const sponsor = n === 0 || pick(10) === 0 ? null : nth(n - 1 - pick(Math.min(n, 1 + pick(4))));
    const placement = place(pick, free, n);
    if (placement) free.push({ parent: id, slot: 0 }, { parent: id, slot: 1 });
    const status = (["terminated", "suspended"] as const)[pick(14)] ?? "good";
    const attributes = {
      active: pick(4) === 0 ? "no" : "yes",
      depth: String(pick(5)),
      shares: ["0", "1", "2", "0.5", "3"][pick(5)] ?? "0",
      ...(pick(4) === 0 ? {} : { code: ["100", "200", "500"][pick(3)] ?? "100" }),
    };
    return { id, sponsor, ...(placement ? { placement } : {}), status, earns: pick(14) !== 0, attributes };
  });
}

function place(pick: Pick, free: { parent: string; slot: number }[], n: number) {
  if (n === 0) return { parent: null, slot: 0 };
  if (free.length === 0 || pick(9) === 0) return undefined;
  return free.splice(pick(Math.min(free.length, 3)), 1)[0];
}

/** What they sell in one period. */
export function randomSales(pick: Pick, people: readonly Person[], period: number): Omit<Company, "people"> {
  const parties = Array.from({ length: pick(3) }, (_, n): Party => {
    return { id: `party_${period}_${n}`, host: nth(pick(people.length)), bookings: pick(3) };
  });
  const sales = Array.from({ length: pick(14) }, (_, n): Sale => {
    const seller = nth(pick(people.length));
    const party = parties[pick(4)]?.id ?? null;
    return {
      id: `ord_${period}_${String(n).padStart(2, "0")}`,
      seller,
      customer: pick(2) === 0 || party ? `cus_${pick(3)}_of_${seller}` : null,
      points: { pv: points(pick), cv: points(pick) },
      packageLevel: ["100", "200", "500"][pick(3)] ?? "100",
      party,
    };
  });
  return { sales, parties, postedFrom: pick(8) };
}

function points(pick: Pick): string {
  if (pick(6) === 0) return "0";
  return pick(2) === 0 ? String(50 * (1 + pick(12))) : `${pick(400)}.${String(pick(100)).padStart(2, "0")}`;
}
