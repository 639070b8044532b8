import { countText } from "~/components/ui/format";
import { jobs } from "~/messages/en/jobs";
import { say } from "~/messages/say";
import type { Outputs } from "../../_components/outputs";

export type Job = Outputs["jobs"]["get"];
export type Run = Outputs["jobs"]["runs"]["rows"][number];

/** What a job is called; one without words is shown by its name. */
export const jobName = (name: string): string => (jobs.names as Readonly<Record<string, string>>)[name] ?? name;

/** "every day at 02:30" */
export function rhythmText(rhythm: Job["rhythm"]): string {
  switch (rhythm.every) {
    case "minutes":
      return rhythm.minutes === 60 ? jobs.everyHour : say(jobs.everyMinutes, { count: rhythm.minutes });
    case "day":
      return say(jobs.everyDay, { at: rhythm.at });
    case "week":
      return say(jobs.everyWeek, { day: jobs.days[rhythm.on], at: rhythm.at });
    case "month":
      return say(jobs.everyMonth, { day: rhythm.on, at: rhythm.at });
  }
}

/** "12 lines released, 0 rows that disagree" */
export function resultText(result: Run["result"]): string {
  const known = jobs.results as Readonly<Record<string, string>>;
  return Object.entries(result ?? {})
    .map(([name, value]) => `${typeof value === "number" ? countText(value) : String(value)} ${known[name] ?? name}`)
    .join(", ");
}

/** The shape that a run's state is drawn in. */
export const pillOf = { done: "ok", failed: "failed", running: "waiting" } as const;
