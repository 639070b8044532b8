// What the scripts print: one line per step with its seconds, one sentence per failure. Parses on Node 18.

/** A failure whose message is the whole story: printed without a stack. */
export class Refusal extends Error {}

/** Ends the script with one sentence on stderr; anything but a Refusal is a bug and shows its stack. */
export function fail(error) {
  console.error(error instanceof Refusal ? error.message : error);
  process.exit(1);
}

/** One line of a step: mark, name, seconds, and what there is to add. */
export function stepLine(mark, name, milliseconds, note = "") {
  const seconds = `${(milliseconds / 1000).toFixed(1)} s`;
  return `${mark.padEnd(8)}${name.padEnd(26)}${seconds.padStart(8)}${note ? `   ${note}` : ""}`;
}

/** Runs `work`, prints its line, and hands on what it returned. `work` may return `{ note }` for the line. */
export async function timed(name, work) {
  const start = Date.now();
  const result = await work();
  console.log(stepLine("ok", name, Date.now() - start, result?.note));
  return result;
}

const CAUSES = [
  [/ENOSPC|no space left on device|disk is full/i, "there is no disk space left: free some and run the command again"],
  [/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|SOCKET_TIMEOUT|META_FETCH_FAIL/, ""],
  [/EROFS|read-only file system/i, "the file system is read-only: choose a folder that can be written"],
  [/ENOENT.* mkdir/, "the folder cannot be made, its file system may be read-only"],
  [/ENOTDIR|EEXIST/, "a file is in the way of this folder"],
  [/EACCES|EPERM|permission denied/i, "there is no permission to write: check who owns the folder"],
];

const NO_REGISTRY = "the npm registry cannot be reached: check the network or the proxy and run the command again";

/**
 * The plain reason behind an error text of npm, pnpm, Node, or the database; undefined when it is none of the known.
 * @param unreachable  what to say when it is the network
 */
export function plainCause(text, unreachable = NO_REGISTRY) {
  const known = CAUSES.find(([pattern]) => pattern.test(text));
  return known && (known[1] || unreachable);
}

/** The last lines of a long output. */
export function tail(text, lines = 30) {
  return text.trimEnd().split("\n").slice(-lines).join("\n");
}
