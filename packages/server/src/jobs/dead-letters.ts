/** The queue of dead letters of all jobs, for a person to look at; nothing works on it. */
export const DEAD_LETTERS = "dead";
