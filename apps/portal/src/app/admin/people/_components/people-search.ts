export interface PeopleSearch {
  readonly q?: string | undefined;
  readonly status?: string | undefined;
  readonly rank?: string | undefined;
  readonly active?: string | undefined;
  readonly sort?: string | undefined;
}

export const PERSON_STATES = ["pending", "good", "suspended", "terminated", "merged"] as const;
type PersonState = (typeof PERSON_STATES)[number];

/** The address as the procedure's input; what the list does not know is left out. */
export function peopleInput({ q, status, rank, active, sort }: PeopleSearch) {
  return {
    ...(q ? { q: q.slice(0, 100) } : {}),
    ...(isState(status) ? { status } : {}),
    ...(rank ? { rankId: rank } : {}),
    ...(active === "1" || active === "0" ? { active: active === "1" } : {}),
    sort: sort === "joined" ? ("joined" as const) : ("name" as const),
  };
}

const isState = (text: string | undefined): text is PersonState =>
  (PERSON_STATES as readonly (string | undefined)[]).includes(text);
