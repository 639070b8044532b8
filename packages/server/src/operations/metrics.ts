import { Counter, Gauge, Histogram, Registry } from "prom-client";

/** Instruments of one process. Kept on `globalThis`: a bundler may load this file more than once. */
interface Metrics {
  readonly registry: Registry;
  readonly answers: Counter<"provider" | "status">;
  readonly answerSeconds: Histogram<"provider">;
  readonly accepted: Counter<"provider">;
  readonly duplicates: Counter<"provider">;
  readonly processed: Counter<"state">;
  readonly effectSeconds: Histogram;
  readonly jobs: Counter<"job" | "result">;
  readonly inbox: Gauge<"state">;
  readonly oldestReceivedSeconds: Gauge;
  readonly queued: Gauge<"job" | "state">;
  readonly lagSeconds: Gauge<"job">;
}

const KEY = Symbol.for("upline.metrics");
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

export function metrics(): Metrics {
  const shared = globalThis as { [KEY]?: Metrics };
  shared[KEY] ??= make();
  return shared[KEY];
}

export function webhookAnswered(provider: string, status: number, seconds: number): void {
  metrics().answers.inc({ provider, status: String(status) });
  metrics().answerSeconds.observe({ provider }, seconds);
}

export const eventsAccepted = (provider: string, count: number): void => metrics().accepted.inc({ provider }, count);
export const duplicatesReceived = (provider: string, count: number): void =>
  metrics().duplicates.inc({ provider }, count);
export const jobFinished = (job: string, result: "done" | "retried" | "dead"): void =>
  metrics().jobs.inc({ job, result });

/** @param seconds  from the arrival of the request to the commit of its effects */
export function eventFinished(state: string, seconds: number): void {
  metrics().processed.inc({ state });
  if (seconds >= 0) metrics().effectSeconds.observe(seconds);
}

function make(): Metrics {
  const registry = new Registry();
  const to = { registers: [registry] };
  const counter = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Counter({ name, help, labelNames, ...to });
  const gauge = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Gauge({ name, help, labelNames, ...to });
  const histogram = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Histogram({ name, help, labelNames, buckets: SECONDS, ...to });
  return {
    registry,
    answers: counter("upline_webhook_answers_total", "Answers of the webhook door", "provider", "status"),
    answerSeconds: histogram("upline_webhook_answer_seconds", "Time to answer a webhook", "provider"),
    accepted: counter("upline_webhook_events_stored_total", "Events stored, without duplicates", "provider"),
    duplicates: counter("upline_webhook_duplicates_total", "Events that were stored before", "provider"),
    processed: counter("upline_inbox_finished_total", "Events by the state that acting on them led to", "state"),
    effectSeconds: histogram(
      "upline_inbox_effect_seconds",
      "From the arrival of a request to the commit of its effects",
    ),
    jobs: counter("upline_jobs_total", "Payloads of jobs by result", "job", "result"),
    inbox: gauge("upline_inbox_events", "Stored events by state", "state"),
    oldestReceivedSeconds: gauge(
      "upline_inbox_oldest_received_seconds",
      "Age of the oldest event that waits for its effects",
    ),
    queued: gauge("upline_job_queue", "Queued jobs by state", "job", "state"),
    lagSeconds: gauge("upline_job_lag_seconds", "Age of the oldest job that is ready to run", "job"),
  };
}
