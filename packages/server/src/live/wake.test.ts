import { pino } from "pino";
import { expect, test } from "vitest";
import type { Deps } from "../deps.ts";
import { untilQuiet, wakeWatchers } from "./wake.ts";

const QUIET = { quietMs: 80, atMostMs: 400 };

const process = () =>
  ({ handle: { notify: async () => {} }, log: pino({ level: "silent" }) }) as unknown as Pick<Deps, "handle" | "log">;

async function waited(deps: Pick<Deps, "handle" | "log">): Promise<number> {
  const since = performance.now();
  await untilQuiet(deps, QUIET);
  return performance.now() - since;
}

test("where nobody was told anything, heavy work begins at once", async () => {
  expect(await waited(process())).toBeLessThan(QUIET.quietMs / 2);
});

test("heavy work begins after a pause in the news, and under unending news after the longest wait", async () => {
  const deps = process();
  await wakeWatchers(deps);
  const afterOne = await waited(deps);
  expect(afterOne).toBeGreaterThanOrEqual(QUIET.quietMs * 0.9);
  expect(afterOne).toBeLessThan(QUIET.atMostMs);

  await wakeWatchers(deps);
  const news = setInterval(() => void wakeWatchers(deps), QUIET.quietMs / 4);
  const underMany = await waited(deps);
  clearInterval(news);
  expect(underMany).toBeGreaterThanOrEqual(QUIET.atMostMs * 0.9);
});
