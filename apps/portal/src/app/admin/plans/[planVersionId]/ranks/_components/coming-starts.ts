import type { PlanVersion } from "@upline/domain";

const SHOWN = { day: 14, week: 12, month: 12, quarter: 6, year: 3 } as const;
const STEP_MONTHS = { month: 1, quarter: 3, year: 12 } as const;

/**
 * The first days of the coming base periods as local dates, nearest first. Whether one leaves enough notice is decided
 * by the server.
 *
 * @param today  local date in the company's zone
 */
export function comingStarts(plan: PlanVersion, today: string): readonly string[] {
  const cadence = plan.periods.find(({ id }) => id === plan.basePeriod);
  if (!cadence) return [];
  const { every, weekStart = 1 } = cadence;
  const now = new Date(`${today}T00:00:00Z`);
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  const dateOf = (at: number) => new Date(at).toISOString().slice(0, 10);
  const count = Array.from({ length: SHOWN[every] }, (_, index) => index + 1);
  if (every === "day") return count.map((days) => dateOf(Date.UTC(year, month, day + days)));
  if (every === "week") {
    const untilStart = (weekStart - (now.getUTCDay() || 7) + 7) % 7 || 7;
    return count.map((weeks) => dateOf(Date.UTC(year, month, day + untilStart + (weeks - 1) * 7)));
  }
  const step = STEP_MONTHS[every];
  const first = Math.floor(month / step) * step;
  return count.map((steps) => dateOf(Date.UTC(year, first + steps * step, 1)));
}
