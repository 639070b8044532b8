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
  const isRepeat = got.stored === 0 && got.known > 0;
  const nothing = isRepeat ? lab.storedBefore : lab.stored.none;
  const stored = got.stored === 0 ? nothing : say(lab.storedCount, { count: got.stored });
  const booked =
    got.postedMinor === 0n || effects.currency === null
      ? isRepeat
        ? lab.postedNothingMore
        : lab.postedNothing
      : say(lab.posted, { amount: moneyText(got.postedMinor, effects.currency) });
  return [answered, stored, got.settled ? booked : lab.notSettled].join(", ");
}
