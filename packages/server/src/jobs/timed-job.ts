import { DomainError } from "@upline/domain";
import type { Timed } from "./timed.ts";
import { TIMED_RUNS } from "./timed-runs.ts";

/** @throws DomainError `job_not_found` */
export function demandTimed(name: string): Timed {
  const timed = TIMED_RUNS.find((one) => one.name === name);
  if (!timed) throw new DomainError("job_not_found", "There is no timed job of this name.", { name });
  return timed;
}
