import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Refusal } from "../refusal.ts";
import { html } from "./html.ts";
import { page } from "./page.ts";
import { jsonReply, pageReply, type Reply } from "./reply.ts";
import { findRoute, type Route } from "./router.ts";

/** Largest body that is read: room for an event of 1 MiB and a companion of the same size, escaped as JSON. */
const MAX_BODY_BYTES = 6 * 1024 * 1024;

/** The HTTP server over a table of routes. Refusals become pages or JSON; anything else is a 500 and a log line. */
export function sandboxServer(routes: readonly Route[]): Server {
  return createServer((request, response) => {
    answer(routes, request).then(
      (reply) => write(request, response, reply),
      (error: unknown) => write(request, response, refused(request, error)),
    );
  });
}

async function answer(routes: readonly Route[], request: IncomingMessage): Promise<Reply> {
  const method = request.method ?? "GET";
  const url = urlOf(request);
  const { route, params } = findRoute(routes, method, url.pathname);
  if (method !== "GET" && method !== "HEAD") refuseOtherOrigin(request);
  return await route.handle({ method, url, headers: request.headers, params, text: () => textOf(request) });
}

function urlOf(request: IncomingMessage): URL {
  const path = request.url ?? "/";
  if (!URL.canParse(path, "http://sandbox")) throw new Refusal(400, "bad_address", "This address cannot be read.");
  return new URL(path, "http://sandbox");
}

/** A page of another site must not be able to buy, send, or delete here. */
function refuseOtherOrigin({ headers }: IncomingMessage): void {
  const { origin, host } = headers;
  if (origin === undefined || (URL.canParse(origin) && new URL(origin).host === host)) return;
  throw new Refusal(403, "other_origin", "This form was sent from another site.");
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new Refusal(413, "too_large", "The request is larger than 6 MiB.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function refused(request: IncomingMessage, error: unknown): Reply {
  const refusal = error instanceof Refusal ? error : null;
  if (refusal === null) console.error(error);
  const { status, code, message } = refusal ?? { status: 500, code: "sandbox_error", message: "The sandbox failed." };

  const path = request.url ?? "/";
  const isMachine = /^\/(control\/|payouts|payout-accounts\/)/.test(path) || path.includes(".json");
  if (isMachine) return jsonReply({ error: { code, message } }, status);
  const content = html`<h1>That did not work</h1><p>${message}</p><p><a href="/">To the sandbox</a></p>`;
  return pageReply(page({ title: "That did not work", at: "", content }), status);
}

function write(request: IncomingMessage, response: ServerResponse, { status, headers, body }: Reply): void {
  // A body that nobody read would otherwise be taken for the next request of the connection.
  const closing = request.complete ? {} : { connection: "close" };
  response.writeHead(status, {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    ...closing,
    ...headers,
    "content-length": Buffer.byteLength(body),
  });
  response.end(request.method === "HEAD" ? undefined : body);
}
