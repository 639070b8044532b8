import { readFileSync } from "node:fs";
import type { Html } from "./html.ts";

/** An answer before it is written: the server adds the length and the general headers. */
export type Reply = Readonly<{
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string | Buffer;
}>;

/** Own styles and scripts only, no other origin, no framing by strangers. */
const PAGE_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self' data:",
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** A whole page; `page` in page.ts makes it. */
export function pageReply(markup: Html, status = 200): Reply {
  return {
    status,
    headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": PAGE_POLICY },
    body: markup.markup,
  };
}

/** Any value as JSON, pretty enough to be read in a terminal. */
export function jsonReply(value: unknown, status = 200): Reply {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8" },
    body: `${JSON.stringify(value, null, 2)}\n`,
  };
}

/** 303: the browser fetches `path` with GET, so reloading the next page sends no form again. */
export function seeOther(path: string): Reply {
  return { status: 303, headers: { location: path }, body: "" };
}

/** A file that lies beside the code, read once at start. */
export function fileReply(file: URL, contentType: string): Reply {
  return { status: 200, headers: { "content-type": contentType }, body: readFileSync(file) };
}
