import { COUNTRIES, FIRST_NAMES, LAST_NAMES, UNUSUAL_NAMES } from "./names.ts";
import type { Random } from "./random.ts";

/** A distributor of the demo; days count from the company's first day. */
export interface DemoPerson {
  /** External id of the enrolment: `mo-1`, `mo-2`, … */
  readonly key: string;
  readonly name: string;
  readonly email: string;
  readonly country: string;
  readonly sponsor: DemoPerson | null;
  readonly joinDay: number;
  readonly depth: number;
  /** How much a person sells, from 0 to 100; heavy-tailed. */
  readonly vigour: number;
  /** Day from which a person has stopped ordering; null for those who go on. */
  readonly quietFrom: number | null;
  readonly ends: { readonly status: "terminated" | "suspended"; readonly day: number } | null;
}

/** People with a place in the story, by first name; everybody else is generated. */
export interface Cast {
  readonly rowan: DemoPerson;
  readonly hazel: DemoPerson;
  readonly clover: DemoPerson;
  readonly bracken: DemoPerson;
  readonly fern: DemoPerson;
}

export interface DemoPeople {
  readonly all: readonly DemoPerson[];
  readonly cast: Cast;
}

export const PEOPLE_WANTED = 1000;
/** 18 March 2026, counted from 1 March 2025. */
export const TODAY = 382;
const FEBRUARY_START = 337;
const LARGEST_FRONTLINE = 41;
const DEEPEST = 14;

/** Adds people one by one, and grows whole teams under somebody. */
function crowd(random: Random) {
  const all: DemoPerson[] = [];
  const frontline = new Map<DemoPerson | null, number>();
  const used = new Set<string>();

  const add = (
    name: string,
    sponsor: DemoPerson | null,
    joinDay: number,
    more: Partial<DemoPerson> = {},
  ): DemoPerson => {
    const person: DemoPerson = {
      key: `mo-${all.length + 1}`,
      name,
      email: `${mailName(name, all.length + 1)}@meadow-oak.example`,
      country: random.pick(COUNTRIES),
      sponsor,
      joinDay,
      depth: sponsor === null ? 0 : sponsor.depth + 1,
      vigour: vigourOf(random),
      quietFrom: null,
      ends: null,
      ...more,
    };
    all.push(person);
    frontline.set(sponsor, (frontline.get(sponsor) ?? 0) + 1);
    return person;
  };
  const freshName = (): string => {
    for (;;) {
      const name = `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}`;
      if (!used.has(name)) {
        used.add(name);
        return name;
      }
    }
  };
  /** Grows a team of `size` under `top`: joiners prefer recent people, and never make a frontline larger than 41. */
  const grow = (top: DemoPerson, size: number, fromDay: number, more: Partial<DemoPerson> = {}): DemoPerson[] => {
    const team: DemoPerson[] = [top];
    for (let count = 0; count < size; count += 1) {
      const joinDay = fromDay + Math.floor(((TODAY - 4 - fromDay) * (count + 1)) / (size + 1));
      const sponsor = sponsorFor(random, team, frontline);
      const name = all.length === 400 ? UNUSUAL_NAMES[0] : all.length === 500 ? UNUSUAL_NAMES[1] : freshName();
      const quietFrom = random.chance(18) ? joinDay + random.between(40, 160) : null;
      team.push(add(name, sponsor, Math.max(joinDay, sponsor.joinDay + 1), { quietFrom, ...more }));
    }
    return team;
  };
  return { all, add, grow, freshName };
}

/** The thousand distributors: three founders, the cast with its fixed places, and a grown tree around them. */
export function makePeople(random: Random): DemoPeople {
  const { all, add, grow, freshName } = crowd(random);
  const rowan = add("Rowan Field", null, 0, { email: "rowan@meadow-oak.example", vigour: 90, country: "US" });
  const alder = add("Alder Grove", null, 0, { vigour: 70 });
  const juniper = add("Juniper Vale", null, 0, { vigour: 55 });
  const hazel = add("Hazel Brook", rowan, 12, { email: "hazel@meadow-oak.example", vigour: 46, country: "US" });
  const bracken = add("Bracken Hollow", hazel, 40, { vigour: 2, quietFrom: FEBRUARY_START - 6 });
  const fern = add("Fern Brook", hazel, 60, { vigour: 0 });
  const linden = add("Linden Shaw", hazel, 80, { vigour: 2, quietFrom: FEBRUARY_START + 3 });
  const thistle = add("Thistle Glen", hazel, 50, { vigour: 48 });
  const willow = add("Willow Dale", hazel, 70, { vigour: 44 });
  const clover = add("Clover Marsh", hazel, TODAY - 9, {
    email: "clover@meadow-oak.example",
    vigour: 0,
    country: "US",
  });

  // Hazel's 64: her six legs, four of them too small for a Sprout, so that she stands one leg short of Branch.
  grow(bracken, 3, 120, { vigour: 0 });
  grow(linden, 2, 140, { vigour: 0 });
  grow(thistle, 30, 100);
  grow(willow, 23, 110);
  const others = 640 - 1 - 64;
  for (const share of [24, 21, 18, 14, 11]) {
    const top = add(freshName(), rowan, random.between(3, 30), { vigour: random.between(55, 75) });
    grow(top, Math.floor((others * share) / 100) - 1, 32);
  }
  grow(rowan, 640 - below(all, rowan), 60);
  grow(alder, 205, 20);
  grow(juniper, PEOPLE_WANTED - all.length, 40);

  return {
    all: withEndings(random, all, [rowan, alder, juniper, hazel, clover, bracken, fern, thistle, willow]),
    cast: { rowan, hazel, clover, bracken, fern },
  };
}

function below(all: readonly DemoPerson[], top: DemoPerson): number {
  const team = new Set<DemoPerson>([top]);
  for (const person of all) if (person.sponsor && team.has(person.sponsor)) team.add(person);
  return team.size - 1;
}

function sponsorFor(
  random: Random,
  team: readonly DemoPerson[],
  frontline: ReadonlyMap<DemoPerson | null, number>,
): DemoPerson {
  for (;;) {
    const [top] = team;
    if (top && random.chance(5) && (frontline.get(top) ?? 0) < LARGEST_FRONTLINE) return top;
    const recent = random.chance(55)
      ? random.between(Math.max(0, team.length - 14), team.length - 1)
      : random.int(team.length);
    const candidate = team[recent];
    if (!candidate) continue;
    const free = (frontline.get(candidate) ?? 0) < LARGEST_FRONTLINE && candidate.depth < DEEPEST;
    if (free) return candidate;
  }
}

/** Most sell little, a few sell a lot. */
function vigourOf(random: Random): number {
  const roll = random.int(100);
  if (roll < 34) return random.between(0, 8);
  if (roll < 72) return random.between(9, 28);
  return roll < 94 ? random.between(29, 55) : random.between(56, 95);
}

/** 18 agreements ended and 3 are suspended, none of them in the cast. */
function withEndings(random: Random, all: readonly DemoPerson[], kept: readonly DemoPerson[]): DemoPerson[] {
  const endings = new Map<number, DemoPerson["ends"]>();
  while (endings.size < 21) {
    const index = random.int(all.length);
    const person = all[index];
    if (!person || kept.includes(person) || person.joinDay > 300) continue;
    const status = endings.size < 18 ? "terminated" : "suspended";
    endings.set(index, { status, day: random.between(person.joinDay + 30, TODAY - 5) });
  }
  // Sponsors are found by object, so endings are written in place of a copy.
  for (const [index, ends] of endings) Object.assign(all[index] ?? {}, { ends });
  return [...all];
}

function mailName(name: string, position: number): string {
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z]+/g, ".")
    .replace(/^\.|\.$/g, "");
  return plain === "" ? `person.${position}` : `${plain}.${position}`;
}
