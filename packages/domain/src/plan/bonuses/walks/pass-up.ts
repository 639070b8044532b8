import type { Path, Visit } from "../../walk.ts";

/** Somebody who was recruited, with his recruiter; null for somebody on top. */
export interface Recruit {
  readonly id: string;
  readonly sponsor: string | null;
}

/**
 * To whom each person's passed-up sales belong: the first recruits of somebody belong to his own owner, later ones to
 * himself; whoever is on top owns himself.
 *
 * @param recruits  in the order of joining; a recruiter stands before his recruits
 * @param first     how many recruits are passed up
 */
export function passUpOwners(recruits: readonly Recruit[], first: number): Map<string, string> {
  const owners = new Map<string, string>();
  const counts = new Map<string, number>();
  for (const { id, sponsor } of recruits) {
    if (sponsor === null) {
      owners.set(id, id);
      continue;
    }
    const nth = (counts.get(sponsor) ?? 0) + 1;
    counts.set(sponsor, nth);
    owners.set(id, nth <= first ? (owners.get(sponsor) ?? sponsor) : sponsor);
  }
  return owners;
}

/**
 * The owner of the seller for his first sales, the seller himself for every later one.
 *
 * @param nth      the how-many-th sale of the seller it is
 * @param ownerOf  somebody who owns himself is on top
 * @see docs/plans/pass-up.md for the rule in prose and a worked example
 */
export function walkPassUp<P>(
  { first, nth, ownerOf }: { readonly first: number; readonly nth: number; readonly ownerOf: (person: P) => P },
  source: P,
  path: Path<P>,
  visit: Visit<P>,
): void {
  let person = source;
  if (nth <= first) {
    if (ownerOf(source) !== source) visit(source, null, "skipped", "passed_up");
    person = ownerOf(source);
  }
  // A removed person passes on to his own owner, as a walk passes through him.
  for (let gone = path.removed(person); gone; gone = path.removed(person)) {
    visit(person, null, "skipped", gone);
    const next = ownerOf(person);
    if (next === person) return;
    person = next;
  }
  const shut = path.gate(person);
  visit(person, person === source ? 0 : 1, shut ? "unpaid" : "paid", shut);
}
