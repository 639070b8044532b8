import { createHash } from "node:crypto";
import { type ClientRequest, request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";

/** One HTTP request, ready to be sent: the headers are complete except for the length. */
export type Prepared = Readonly<{
  method: "POST" | "GET";
  /** Path on the portal. */
  path: string;
  headers: Readonly<Record<string, string>>;
  raw: Buffer;
  /** Name of the event in this request, as the receiver will know it; null when it has none. */
  eventRef: string | null;
  /** Announces all bytes, sends the first half, and waits. */
  halfOnly?: boolean;
}>;

/** What was sent and what came back. Exactly one of `status` and `error` is null. */
export type Exchange = Readonly<{
  method: string;
  path: string;
  headers: Readonly<Record<string, string>>;
  /** The sent bytes as text, at most 4 KiB of them; as hex when they are not text. */
  body: string;
  /** Of all announced bytes, hex. */
  bodySha256: string;
  /** ISO 8601, wall time. */
  sentAt: string;
  /** From sending to the head of the answer, or to giving up; with a thousandth of a millisecond. */
  ms: number;
  status: number | null;
  /** At most 1 KiB of the answer. */
  answer: string;
  /** The header as it came. */
  retryAfter: string | null;
  error: string | null;
  eventRef: string | null;
}>;

const BODY_SHOWN_BYTES = 4 * 1024;
const ANSWER_SHOWN_BYTES = 1024;
const HEX_SHOWN_BYTES = 512;
/** Longer than the ten seconds a receiver may wait for the rest of a body. */
const PATIENCE_MS = 15_000;

/** Sends one request to `origin` on a connection of its own. Follows no redirect and never throws. */
export async function send(origin: string, prepared: Prepared): Promise<Exchange> {
  const { method, path, raw, eventRef } = prepared;
  const headers = method === "GET" ? prepared.headers : { ...prepared.headers, "content-length": String(raw.length) };
  const bytes = prepared.halfOnly ? raw.subarray(0, Math.floor(raw.length / 2)) : raw;

  const sentAt = new Date().toISOString();
  const began = performance.now();
  const result = await answerTo(new URL(path, origin), {
    method,
    headers,
    bytes,
    halfOnly: prepared.halfOnly ?? false,
  });
  return {
    method,
    path,
    headers,
    body: inText(bytes.subarray(0, BODY_SHOWN_BYTES)),
    bodySha256: createHash("sha256").update(raw).digest("hex"),
    sentAt,
    ms: Math.round((result.at - began) * 1000) / 1000,
    status: result.status,
    answer: inText(Buffer.from(result.answer)),
    retryAfter: result.retryAfter,
    error: result.error,
    eventRef,
  };
}

/** A body with a NUL in it, such as a compressed one, is not text: neither a database nor a screen takes it as such. */
function inText(bytes: Buffer): string {
  if (!bytes.includes(0)) return bytes.toString("utf8");
  const pairs = bytes.subarray(0, HEX_SHOWN_BYTES).toString("hex").match(/../g) ?? [];
  return `${pairs.join(" ")}${bytes.length > HEX_SHOWN_BYTES ? " …" : ""}`;
}

type Outgoing = Readonly<{
  method: string;
  headers: Readonly<Record<string, string>>;
  bytes: Buffer;
  halfOnly: boolean;
}>;
type Result = Readonly<{ at: number } & Pick<Exchange, "status" | "answer" | "retryAfter" | "error">>;

function answerTo(url: URL, { method, headers, bytes, halfOnly }: Outgoing): Promise<Result> {
  return new Promise((resolve) => {
    const start = url.protocol === "https:" ? httpsRequest : httpRequest;
    const request = start(url, { method, headers, agent: false });
    // The answer counts as soon as its head is here: a receiver may close a connection it does not want to read.
    let isAnswered = false;
    const failed = (error: string) => {
      if (!isAnswered) resolve({ at: performance.now(), status: null, answer: "", retryAfter: null, error });
    };
    const timer = setTimeout(() => {
      failed(`no answer within ${PATIENCE_MS / 1000} s, hung up`);
      request.destroy();
    }, PATIENCE_MS);

    request.on("response", (response) => {
      const at = performance.now();
      isAnswered = true;
      readStart(response).then((answer) => {
        resolve({
          at,
          status: response.statusCode ?? null,
          answer,
          retryAfter: response.headers["retry-after"] ?? null,
          error: null,
        });
        if (halfOnly) request.destroy();
      });
    });
    request.on("error", (error) => failed(inWords(error, url)));
    request.on("close", () => clearTimeout(timer));
    write(request, bytes, halfOnly);
  });
}

function write(request: ClientRequest, bytes: Buffer, halfOnly: boolean): void {
  if (halfOnly) request.write(bytes);
  else request.end(bytes);
}

async function readStart(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= ANSWER_SHOWN_BYTES) break;
    }
  } catch {
    // A connection closed in the middle of the answer: what has come is what there is.
  }
  return Buffer.concat(chunks).subarray(0, ANSWER_SHOWN_BYTES).toString("utf8");
}

function inWords(error: Error & { code?: string }, { host }: URL): string {
  if (error.code === "ECONNREFUSED") return `nobody listens at ${host}`;
  if (error.code === "ECONNRESET" || error.code === "EPIPE") return "the portal closed the connection unanswered";
  return error.message || error.code || "the request failed";
}
