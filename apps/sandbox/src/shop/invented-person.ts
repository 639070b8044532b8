import { randomInt } from "node:crypto";

const PLANTS = [
  "Anise",
  "Basil",
  "Betony",
  "Calla",
  "Cicely",
  "Dahlia",
  "Erica",
  "Fern",
  "Ginger",
  "Heather",
  "Iris",
  "Jasmine",
  "Laurel",
  "Lavender",
  "Linden",
  "Mallow",
  "Marigold",
  "Myrtle",
  "Nettle",
  "Olive",
  "Poppy",
  "Reed",
  "Sage",
  "Tansy",
  "Thyme",
  "Verbena",
  "Violet",
  "Willow",
] as const;
const LANDSCAPES = [
  "Brook",
  "Cliff",
  "Dale",
  "Field",
  "Fjord",
  "Glen",
  "Grove",
  "Harbour",
  "Heath",
  "Hill",
  "Island",
  "Lake",
  "Marsh",
  "Mere",
  "Moor",
  "Orchard",
  "Ridge",
  "Shore",
  "Spring",
  "Vale",
] as const;

export type InventedPerson = Readonly<{ name: string; email: string }>;

/** A buyer who does not exist: a plant and a landscape, with an address under `.example`. */
export function inventedPerson(): InventedPerson {
  const plant = PLANTS[randomInt(PLANTS.length)] ?? "Sage";
  const landscape = LANDSCAPES[randomInt(LANDSCAPES.length)] ?? "Hill";
  const mailbox = `${plant}.${landscape}`.toLowerCase();
  return { name: `${plant} ${landscape}`, email: `${mailbox}@shop-guest.example` };
}
