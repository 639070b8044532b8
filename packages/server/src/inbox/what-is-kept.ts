/** Headers that are stored with an event. Of signature headers only the parts that are no signature are kept. */
const KEPT = new Set([
  "content-type",
  "content-length",
  "user-agent",
  "webhook-id",
  "webhook-timestamp",
  "x-request-id",
]);
const LONGEST = 500;
const SIGNATURE = /[A-Za-z0-9+/_-]{20,}={0,2}/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is removed
const CONTROLS = /[\u0000-\u001f\u007f]/g;

/**
 * The headers worth keeping for a person who looks at the event: an allow-list.
 *
 * @param signatureHeaders  their signatures are replaced; a time or a version in them stays
 */
export function headersToKeep(headers: Headers, signatureHeaders: readonly string[]): Record<string, string> {
  const kept: [string, string][] = [];
  for (const [name, value] of headers) {
    if (signatureHeaders.includes(name)) kept.push([name, value.slice(0, LONGEST).replace(SIGNATURE, "(not kept)")]);
    else if (KEPT.has(name)) kept.push([name, withoutControls(value).slice(0, LONGEST)]);
  }
  return Object.fromEntries(kept);
}

/** A text of a body as it may be stored: PostgreSQL refuses U+0000, and no screen needs the others. */
export function withoutControls(text: string): string {
  return text.replace(CONTROLS, "");
}
