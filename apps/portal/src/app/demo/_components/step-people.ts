import type { Role } from "~/components/shell/nav";

export interface StepPeople {
  /** The sign-in of the demo that is offered to everybody else, by what it shows. */
  readonly shows: "everyday" | "owner" | "integrator";
  /** Who may take the step as they are signed in. */
  readonly roles: readonly Role[];
}

const SELLER: StepPeople = { shows: "everyday", roles: ["distributor"] };
const PLANNER: StepPeople = { shows: "owner", roles: ["plan", "owner"] };
/** Whoever may send from the laboratory. */
export const SENDER: StepPeople = {
  shows: "integrator",
  roles: ["integrator", "support", "plan", "finance", "owner"],
};

/** Whose step it is, by the step's id. */
export const STEP_PEOPLE: Readonly<Record<string, StepPeople>> = {
  send: SENDER,
  see: SELLER,
  explain: SELLER,
  repeat: SENDER,
  tamper: SENDER,
  refund: SENDER,
  preview: PLANNER,
};

export const mayOpen = ({ roles }: StepPeople, role: string | null): boolean =>
  role !== null && (roles as readonly string[]).includes(role);
