/** Who may run an event again; the procedure decides, this only leaves the button out. */
export const mayReplay = (role: string | undefined): boolean =>
  role === "integrator" || role === "support" || role === "owner";
