// The webhook door without the portal: the same function on a bare Node server, for deployments with a high volume.
// It stores and queues, a worker acts: PORT=3100 node packages/server/bin/ingress.ts, with the settings of the portal.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { handleWebhook } from "../src/inbox/handle-webhook.ts";
import { healthz } from "../src/operations/healthz.ts";
import { app, start } from "../src/start.ts";

/** The door itself reads for ten seconds at the most; these are for who sends nothing at all. */
const TIMEOUTS = { headersTimeout: 10_000, requestTimeout: 15_000 };
/** Methods that a Request cannot have; to the door they are as wrong as any other. */
const NO_METHOD = new Set(["CONNECT", "TRACE", "TRACK"]);

await start();
const { deps } = await app();
if (deps.handle.kind === "pglite") {
  console.error("The embedded database has one owner, the portal, which answers webhooks itself.");
  process.exit(1);
}

const server = createServer(TIMEOUTS, (message, response) => {
  answer(message, response).catch((err) => {
    deps.log.error({ event: "ingress_failed", err });
    if (!response.headersSent) response.writeHead(503, { "retry-after": "30", connection: "close" });
    response.end();
  });
});
server.once("error", (error) => {
  console.error(`Port ${deps.config.PORT} cannot be used: ${error.message}`);
  process.exit(1);
});
server.listen(deps.config.PORT, () => deps.log.info({ event: "listening", port: deps.config.PORT }));
// Takes no more connections at once; `start` closes the database and ends the process.
for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, () => server.close());

async function answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
  const isHealth = /^\/healthz(\?|$)/.test(message.url ?? "");
  const answered = isHealth ? await healthz(deps) : await webhook(message);
  if (response.destroyed) return;
  const body = answered.body === null ? "" : await answered.text();
  const headers = { ...Object.fromEntries(answered.headers), "content-length": Buffer.byteLength(body) };
  response.writeHead(answered.status, headers).end(message.method === "HEAD" ? "" : body);
}

function webhook(message: IncomingMessage): Promise<Response> {
  const requestId = deps.newId("req");
  return handleWebhook(requestOf(message), { ...deps, requestId, log: deps.log.child({ requestId }) });
}

/** The request in the form that the door takes. A header that came twice is joined with ", ", as everywhere. */
function requestOf(message: IncomingMessage): Request {
  const { method: given = "GET", url = "/", headersDistinct } = message;
  const method = NO_METHOD.has(given) ? "OPTIONS" : given;
  const hasBody = method !== "GET" && method !== "HEAD";
  const headers = Object.entries(headersDistinct).map(([name, values = []]): [string, string] => [
    name,
    values.join(", "),
  ]);
  const body = hasBody ? { body: streamOf(message), duplex: "half" as const } : {};
  return new Request(new URL(url, "http://ingress"), { method, headers, ...body });
}

/**
 * The body, read only as fast as it is asked for. Whoever stops reading leaves the socket open for the answer, which
 * the ready-made conversion of Node would destroy.
 */
function streamOf(message: IncomingMessage): ReadableStream<Uint8Array> {
  let isOpen = true;
  const once = (end: () => void) => () => {
    if (isOpen) end();
    isOpen = false;
  };
  return new ReadableStream<Uint8Array>({
    start(controller) {
      message.on("data", (chunk: Uint8Array) => {
        if (!isOpen) return;
        controller.enqueue(chunk);
        if ((controller.desiredSize ?? 0) <= 0) message.pause();
      });
      message.once(
        "end",
        once(() => controller.close()),
      );
      message.once(
        "error",
        once(() => controller.error(new Error("the upload was broken off"))),
      );
      message.once(
        "close",
        once(() => controller.error(new Error("the upload was broken off"))),
      );
    },
    pull() {
      message.resume();
    },
    cancel() {
      isOpen = false;
      message.resume();
    },
  });
}
