import { company } from "@upline/db";
import { type Clock, type Instant, instant, plusMs } from "@upline/domain";
import type { Deps } from "./deps.ts";

/** A clock whose company time is the wall's plus an offset; only the demo moves the offset. */
export interface MovableClock extends Clock {
  /** Milliseconds that company time is ahead of the wall. */
  setOffset(ms: number): void;
}

/** @param wallMs  milliseconds since 1970, from the machine */
export function companyClock(wallMs: () => number = Date.now): MovableClock {
  let offsetMs = 0;
  const wall = (): Instant => instant(wallMs());
  return {
    wall,
    now: () => plusMs(wall(), offsetMs),
    setOffset: (ms) => {
      offsetMs = ms;
    },
  };
}

/** Channel on which the demo says that it has moved the company's clock. */
export const CLOCK_CHANNEL = "upline_clock";

const LOOK_EVERY_MS = 5_000;

/**
 * Keeps the clock at the offset that the company's row holds: read now, after each notice, and every five seconds.
 *
 * @returns a function that ends it
 */
export async function followCompanyClock(
  deps: Pick<Deps, "db" | "handle" | "log">,
  clock: MovableClock,
): Promise<() => void> {
  const read = async () => {
    const [row] = await deps.db.select({ offsetMs: company.clockOffsetMs }).from(company).limit(1);
    clock.setOffset(row?.offsetMs ?? 0);
  };
  const readAgain = () => void read().catch((err) => deps.log.warn({ event: "clock_not_read", err }));
  await read();
  const stop = await deps.handle.listen(CLOCK_CHANNEL, readAgain);
  const timer = setInterval(readAgain, LOOK_EVERY_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    void stop().catch(() => {});
  };
}
