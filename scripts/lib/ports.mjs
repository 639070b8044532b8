import { createServer } from "node:net";
import { Refusal } from "./say.mjs";

/** The lowest of several ports in a row that nobody listens on right now. */
export async function freePorts(count) {
  for (;;) {
    const lowest = await freePort();
    const row = Array.from({ length: count }, (_, at) => lowest + at);
    if (row.at(-1) > 65535) continue;
    const errors = await Promise.all(row.map((port) => listenError(port, "127.0.0.1")));
    if (errors.every((error) => error === undefined)) return lowest;
  }
}

/** A port that nobody listens on right now. */
export async function freePort() {
  const server = createServer();
  await new Promise((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The number in a setting such as PORT; a Refusal names the setting. */
export function portNumber(name, text) {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new Refusal(`${name}=${text} is not a port: give a number from 1 to 65535.`);
}

/** Refuses when a port cannot be listened on, on either loopback address: a browser may try both. */
export async function demandFree(port, { name, use }) {
  for (const host of ["127.0.0.1", "::1"]) {
    const code = await listenError(port, host);
    if (code === "EADDRINUSE") {
      throw new Refusal(`Port ${port} (${use}) is taken: stop what listens there, or choose another with ${name}=….`);
    }
    if (code === "EACCES") {
      throw new Refusal(`Port ${port} (${use}) needs more rights than you have: choose one above 1023 with ${name}=….`);
    }
  }
}

function listenError(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve(error.code));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}
