/** Who may change secrets; the procedure decides, this only leaves the buttons out. */
export const mayChangeProviders = (role: string | undefined): boolean => role === "integrator" || role === "owner";

/** Who may look at them: those, and the auditor. */
export const maySeeProviders = (role: string | undefined): boolean => mayChangeProviders(role) || role === "auditor";
