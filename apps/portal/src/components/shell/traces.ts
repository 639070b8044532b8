/** What this browser did in the demo, as ids: runs it sent, lines it opened, drafts it previewed. The tour reads it. */
const COOKIE = "tour";
const KEPT = 40;
const SECONDS = 30 * 86_400;

/** The ids in a cookie's value, oldest first; anything that is no id is left out. */
export const tracesIn = (value: string | undefined): readonly string[] =>
  (value ?? "")
    .split(".")
    .filter((id) => /^(lab|lin|plv)_[a-z0-9]{1,56}$/.test(id))
    .slice(-KEPT);

/** The traces as this browser keeps them now. */
export function tracesHere(): readonly string[] {
  const pair = document.cookie.split("; ").find((one) => one.startsWith(`${COOKIE}=`));
  return tracesIn(pair?.slice(COOKIE.length + 1));
}

export function leaveTrace(id: string): void {
  write([...tracesHere().filter((one) => one !== id), id].slice(-KEPT));
}

export function forgetTraces(): void {
  write([]);
}

function write(ids: readonly string[]): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in two of the supported browsers
  document.cookie = `${COOKIE}=${ids.join(".")}; path=/; max-age=${ids.length === 0 ? 0 : SECONDS}; samesite=lax`;
}
