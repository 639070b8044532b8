import { createHash } from "node:crypto";
import { randomFrom } from "../../../faults/random.ts";

/** A company of one month, made of a seed: the same seed and sizes give the same bytes. People by order of joining. */
export interface Network {
  readonly name: string;
  readonly people: number;
  readonly orders: number;
  /** Sponsor of each person; -1 on top. */
  readonly sponsor: Int32Array;
  /** Place in the binary tree: under whom, and on which side (0 left, 1 right). */
  readonly parent: Int32Array;
  readonly side: Uint8Array;
  /** Orders: by whom, hundredths of PV and of CV. */
  readonly seller: Int32Array;
  readonly pv: Int32Array;
  readonly cv: Int32Array;
  /** SHA-256 of all columns. */
  readonly hash: string;
}

export type Shape = "grown" | "chain";

const PREFERENTIAL_PERCENT = 45;
const RECENT = 1_000;
const BUYERS_PERCENT = 40;

/**
 * @param shape  "grown": 45 % join under somebody in proportion to how many he has sponsored, 55 % under one of the last
 *               thousand who joined, and 40 % of the people have orders; "chain": everybody under the one before him
 */
export function networkOf(shape: Shape, people: number, orders: number, seed = 1): Network {
  const random = randomFrom(seed);
  const sponsor = new Int32Array(people).fill(-1);
  for (let person = 1; person < people; person += 1) {
    if (shape === "chain") sponsor[person] = person - 1;
    else if (random.chance(PREFERENTIAL_PERCENT)) {
      // One end of an edge drawn at random: people with many recruits are the end of many.
      const drawn = random.below(person);
      sponsor[person] = random.chance(50) ? drawn : (sponsor[drawn] ?? 0);
      if ((sponsor[person] ?? -1) < 0) sponsor[person] = 0;
    } else sponsor[person] = person - 1 - random.below(Math.min(RECENT, person));
  }
  const { parent, side } = placedOuter(sponsor, () => random.below(2));
  const buyers = Int32Array.from({ length: people }, (_, person) => person).filter(() => random.chance(BUYERS_PERCENT));
  const [seller, pv, cv] = [new Int32Array(orders), new Int32Array(orders), new Int32Array(orders)];
  for (let order = 0; order < orders; order += 1) {
    seller[order] = shape === "chain" ? order % people : (buyers[random.below(buyers.length)] ?? 0);
    pv[order] = 500 + random.below(4_500);
    cv[order] = Math.floor(((pv[order] ?? 0) * (60 + random.below(40))) / 100);
  }
  const hash = createHash("sha256");
  for (const values of [sponsor, parent, side, seller, pv, cv]) hash.update(values);
  return { name: shape, people, orders, sponsor, parent, side, seller, pv, cv, hash: hash.digest("hex") };
}

/** Everybody goes to the outer end of one side below his sponsor. */
function placedOuter(sponsor: Int32Array, drawSide: () => number) {
  const parent = new Int32Array(sponsor.length).fill(-1);
  const side = new Uint8Array(sponsor.length);
  // Where a search of this side ended last; shortened on the way, so that depth costs nearly nothing.
  const outer = [new Int32Array(sponsor.length).fill(-1), new Int32Array(sponsor.length).fill(-1)] as const;
  for (let person = 1; person < sponsor.length; person += 1) {
    const drawn = drawSide();
    const next = outer[drawn === 1 ? 1 : 0];
    let end = sponsor[person] ?? 0;
    for (let below = next[end] ?? -1; below >= 0; below = next[end] ?? -1) {
      const further = next[below] ?? -1;
      if (further >= 0) next[end] = further;
      end = below;
    }
    next[end] = person;
    parent[person] = end;
    side[person] = drawn;
  }
  return { parent, side };
}

const DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";

/** An id as the product makes them, a prefix and 26 base32 digits that sort by the time of joining. */
export function idOf(person: number): string {
  let tail = "";
  let mixed = Math.imul(person + 1, 0x9e3779b1) >>> 0;
  for (let digit = 0; digit < 16; digit += 1) {
    mixed = (Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) + digit) >>> 0;
    tail += DIGITS[mixed & 31] ?? "0";
  }
  return `dst_${person.toString(32).padStart(10, "0").replace(/[a-v]/g, digitOf)}${tail}`;
}

const digitOf = (digit: string): string => DIGITS[Number.parseInt(digit, 32)] ?? "0";
