import { endStreams } from "../live/watch.ts";
import { followRequests } from "./open-requests.ts";

/** With all of it, a process is gone within ten seconds of its signal. */
const AT_THE_LATEST_MS = 9_500;
const REQUESTS_MS = 3_000;
const PARENT_CHECK_MS = 1_000;

interface Running {
  stop(): Promise<void>;
}

/**
 * Ends the process on SIGTERM and SIGINT, with code 0 when everything was stopped: streams end, requests get their
 * answers, running batches finish, the database is closed.
 *
 * @param running     may still be opening; the signal waits for it
 * @param parentPid   whoever started this process for itself alone: when it is gone, as after a kill, this one goes too
 */
export function leaveOnSignals(running: Promise<Running>, parentPid: number | null): void {
  const requests = followRequests();
  let isLeaving = false;
  const leave = () => {
    if (isLeaving) return;
    isLeaving = true;
    setTimeout(() => process.exit(0), AT_THE_LATEST_MS).unref();
    endStreams();
    requests
      .end(REQUESTS_MS)
      .then(() => running)
      .then((app) => app.stop())
      .then(
        () => process.exit(0),
        () => process.exit(1),
      );
  };
  process.on("SIGTERM", leave);
  process.on("SIGINT", leave);
  whenParentIsGone(parentPid, leave);
}

/** Calls once when the process that is named is no longer the parent of this one. */
export function whenParentIsGone(parentPid: number | null, call: () => void): void {
  if (parentPid === null) return;
  const watch = setInterval(() => {
    if (process.ppid === parentPid) return;
    clearInterval(watch);
    call();
  }, PARENT_CHECK_MS).unref();
}
