const MOST_CAUSES = 20;

/** What the codes of the driver, the server and the file system mean for the person who starts the product. */
const SENTENCES: readonly (readonly [codes: RegExp, sentence: string])[] = [
  [
    /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ECONNRESET)$/,
    "The database cannot be reached at the address of DATABASE_URL: start it, or correct the address.",
  ],
  [/^28(P01|000)$/, "The database refuses the user or the password of DATABASE_URL: correct them."],
  [/^3D000$/, "The server has no database of the name in DATABASE_URL: create it, or correct the name."],
  [
    /^42501$/,
    "The user of DATABASE_URL may not bring the database up to date: run npm run db:migrate as its owner first.",
  ],
  [/^57P0[123]$/, "The database is starting or shutting down: try again in a moment."],
  [/^53300$/, "The database takes no more connections: raise its limit, or stop something that holds them."],
  [/^(ENOSPC|53100)$/, "There is no disk space left for the database: free some and start again."],
  [/^(EACCES|EPERM|EROFS)$/, "There is no permission to write the database: check who owns its folder."],
  [/^55P03$/, "Somebody holds a table that has to change: try again when they are done."],
];

/**
 * Why a database could not be opened or brought up to date, in one sentence without an address or a password.
 *
 * @returns null for what is none of the known problems
 */
export function openProblem(error: unknown): string | null {
  for (const { code, message } of causesOf(error)) {
    const known = SENTENCES.find(([codes]) => codes.test(code));
    if (known) return known[1];
    if (/timeout/i.test(message) && /connect/i.test(message)) return SENTENCES[0]?.[1] ?? null;
    if (/no space left on device/i.test(message)) return SENTENCES.find(([codes]) => codes.test("ENOSPC"))?.[1] ?? null;
  }
  return null;
}

interface Cause {
  readonly code: string;
  readonly message: string;
}

/** An error, what it wraps, and, where several addresses were tried, each of them. */
function causesOf(error: unknown): Cause[] {
  const found: Cause[] = [];
  const waiting: unknown[] = [error];
  while (waiting.length > 0 && found.length < MOST_CAUSES) {
    const next = waiting.shift();
    if (!(next instanceof Error)) continue;
    const code: unknown = Reflect.get(next, "code");
    found.push({ code: typeof code === "string" ? code : "", message: next.message });
    waiting.push(next.cause, ...(next instanceof AggregateError ? next.errors : []));
  }
  return found;
}
