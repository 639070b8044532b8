import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { environmentOf, type SmallCompany } from "../../faults/company.ts";
import { type SentEvent, signatureOf, stripe } from "../../faults/events.ts";
import { type Process, startProcess } from "../../faults/workers.ts";
import { type Connection, openConnection, postOf } from "./http.ts";
import { cpuMsOf } from "./machine.ts";
import { percentile } from "./stats.ts";

const at = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const PORTAL = at("apps/portal");

/** A process that answers webhooks on a port. */
export interface Door {
  readonly name: string;
  readonly port: number;
  readonly process: Process;
}

/** The same function behind Node's own server. */
export const openIngress = (company: SmallCompany): Promise<Door> =>
  open("ingress", company, [at("packages/server/bin/ingress.ts")], { says: '"event":"listening"' });

/** The production build of the portal. Null when there is no build. */
export async function openPortal(company: SmallCompany): Promise<Door | null> {
  if (!existsSync(`${PORTAL}/.next/BUILD_ID`)) return null;
  const next = `${PORTAL}/node_modules/next/dist/bin/next`;
  const door = await open("portal", company, [next, "start"], { says: "Ready in", cwd: PORTAL });
  await fetch(`http://127.0.0.1:${door.port}/healthz`);
  return door;
}

async function open(
  name: string,
  company: SmallCompany,
  args: readonly string[],
  how: { readonly says: string; readonly cwd?: string },
): Promise<Door> {
  const port = await freePort();
  const own = {
    PORT: String(port),
    NODE_ENV: "production",
    PUBLIC_URL: `http://localhost:${port}`,
    NEXT_TELEMETRY_DISABLED: "1",
  };
  const started = startProcess(args, { env: { ...environmentOf(company.url), ...own }, ...how });
  await started.ready;
  return { name, port, process: started };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}

let sent = 0;

/** A payment that nobody sent before, padded to what a gateway's event weighs: about 2,500 bytes. */
export function anyEvent(): SentEvent {
  sent += 1;
  const id = `pi_${process.pid}_${sent}`;
  const padding = Object.fromEntries(
    Array.from({ length: 28 }, (_, index) => [`field_${index}`, `value ${index} `.repeat(5)]),
  );
  const metadata = { order_id: `load-${sent}` };
  return stripe(`evt_${id}`, "payment_intent.succeeded", new Date(), {
    id,
    amount_received: 6_000,
    currency: "usd",
    metadata,
    padding,
  });
}

function requestBytes(event: SentEvent): Uint8Array {
  const headers = { "content-type": "application/json", ...signatureOf(event) };
  return postOf(`/api/webhooks/${event.slug}`, headers, event.body);
}

/** How many answers of 200 a door gave in a second, and what one cost its process in milliseconds of a core. */
export interface Answers {
  readonly perSecond: number;
  /** Null where the system does not tell: it is read from /proc. */
  readonly cpuMs: number | null;
}

/** Closed loop: each connection sends its next event when the last one is answered. */
export async function answersOf(
  { port, process: { pid } }: Door,
  seconds: number,
  connections: number,
): Promise<Answers> {
  const cpuBefore = cpuMsOf(pid);
  const open = await Promise.all(Array.from({ length: connections }, () => openConnection(port)));
  const began = performance.now();
  const until = began + seconds * 1000;
  let answered = 0;
  const drive = async (connection: Connection) => {
    while (performance.now() < until) {
      const status = await connection.send(requestBytes(anyEvent()));
      if (status !== 200) throw new Error(`the door answered ${status}`);
      answered += 1;
    }
  };
  await Promise.all(open.map(drive));
  const tookSeconds = (performance.now() - began) / 1000;
  for (const connection of open) connection.close();
  const cpuAfter = cpuMsOf(pid);
  const cpuMs = cpuBefore === null || cpuAfter === null ? null : (cpuAfter - cpuBefore) / answered;
  return { perSecond: answered / tookSeconds, cpuMs };
}

/** Open loop: events arrive at a fixed rate whether or not the last ones were answered, so that queueing is seen. */
export async function latencies({ port }: Door, seconds: number, perSecond: number) {
  const idle: Connection[] = [];
  const took: number[] = [];
  const open: Promise<void>[] = [];
  const began = performance.now() + 100;
  const send = async (dueAt: number) => {
    let connection = idle.pop();
    while (connection && !connection.isOpen()) connection = idle.pop();
    connection ??= await openConnection(port);
    const status = await connection.send(requestBytes(anyEvent()));
    if (status !== 200) throw new Error(`the door answered ${status}`);
    took.push(performance.now() - dueAt);
    idle.push(connection);
  };
  for (let index = 0; index < seconds * perSecond; index += 1) {
    const dueAt = began + (index * 1000) / perSecond;
    const early = dueAt - performance.now();
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    open.push(send(dueAt));
  }
  await Promise.all(open);
  for (const connection of idle) connection.close();
  const ms = (percent: number) => Math.round(percentile(took, percent) * 10) / 10;
  return { perSecond, requests: took.length, p50Ms: ms(50), p99Ms: ms(99), mostMs: ms(100) };
}
