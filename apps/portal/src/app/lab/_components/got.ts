import { millisecondsText, moneyText } from "~/components/ui/format";
import { lab } from "~/messages/en/lab";
import { say } from "~/messages/say";
import type { Exchange, LabRun } from "./types";

/** "20 × 200", or "200, 401" where answers differ. */
export function statusesGot(requests: readonly Exchange[]): string {
  return [...new Set(requests.map(({ status }) => (status === null ? lab.noAnswer : String(status))))].join(", ");
}

/** "401 in 3 ms, nothing stored, nothing booked" */
export function gotText({ requests, got, effects }: LabRun): string {
  const [first] = requests;
  const took = millisecondsText(first?.ms ?? 0);
  const statuses = [...new Set(requests.map(({ status }) => status))];
  const status = statusesGot(requests);
  const isMany = requests.length > 1 && statuses.length === 1;
  const answered = isMany
    ? say(lab.answeredMany, { count: requests.length, status, took })
    : say(lab.answered, { status, took });
  const stored = got.stored === 0 ? lab.stored.none : say(lab.storedCount, { count: got.stored });
  const booked =
    got.postedMinor === 0n || effects.currency === null
      ? lab.postedNothing
      : say(lab.posted, { amount: moneyText(got.postedMinor, effects.currency) });
  return [answered, stored, got.settled ? booked : lab.notSettled].join(", ");
}

/**
 * Whether the run did what its case must do: answers and stored rows, which the server compares, and what became of the
 * events, which can be told only when they are settled.
 */
export function isAsExpected({ matches, expected, events, effects }: LabRun): boolean {
  const wasAccepted = events.length > 0;
  if (!matches || !wasAccepted) return matches;
  const isProcessed = events.every(({ status }) => status === "processed" || status === "ignored");
  return expected.effect === "none" ? effects.lines.length === 0 : isProcessed;
}
