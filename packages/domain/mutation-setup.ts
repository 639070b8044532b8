import fc from "fast-check";

/** A mutant is judged twice by the same cases: what was killed stays killed. */
fc.configureGlobal({ seed: 20_260_601 });
