import type { Instant } from "./instant.ts";

/** The two times of a company; handed in, never read inside the domain. */
export interface Clock {
  /** Company time: when orders, payments and periods happen. The demo moves it; otherwise it is the wall's. */
  now(): Instant;
  /** Wall time: ages of signatures and sessions, measured durations. */
  wall(): Instant;
}
