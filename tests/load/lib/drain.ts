import { handleWebhook } from "../../../packages/server/src/inbox/handle-webhook.ts";
import { environmentOf, PRODUCTS, type SmallCompany } from "../../faults/company.ts";
import { orderData, requestOf, type SentEvent, standard, stripe } from "../../faults/events.ts";
import { type Process, startWorker } from "../../faults/workers.ts";
import { cpuMsOf } from "./machine.ts";

const SENDERS = 8;
const LIMIT_MS = 120_000;

/** Events per second that one worker made true. */
export interface Drained {
  readonly placed: Timed;
  readonly paid: Timed;
}

export interface Timed {
  readonly perSecond: number;
  /** What an event cost the worker, in milliseconds of a core; null where the system does not tell. */
  readonly cpuMs: number | null;
}

/** A company with one warm worker, whose backlog can be timed. */
export interface Drain {
  /** Stores `size` orders, then their payments, each while the worker is frozen, and times how long it takes to act. */
  round(size: number): Promise<Drained>;
  stop(): Promise<void>;
}

export async function openDrain(company: SmallCompany): Promise<Drain> {
  const worker = startWorker(environmentOf(company.url));
  await worker.ready;
  let orders = 0;
  return {
    async round(size) {
      const first = orders;
      orders += size;
      const numbers = Array.from({ length: size }, (_, index) => first + index);
      const seller = (number: number) => company.people[number % company.people.length]?.key ?? "";
      const item = (number: number) => PRODUCTS[number % PRODUCTS.length] ?? PRODUCTS[0];
      const at = new Date(Math.floor(Date.now() / 1000) * 1000 - 60_000);
      const placed = numbers.map((number) => {
        const { sku, priceMinor } = item(number);
        // Two of three are sales to customers, the third is an own order, which pays three levels of the upline.
        const customer = number % 3 === 0 ? {} : { customer: `c-${seller(number)}` };
        return standard(
          `msg_${number}`,
          "order.placed",
          at,
          orderData({ ref: `order-${number}`, seller: seller(number), sku, priceMinor, at, ...customer }),
        );
      });
      const paid = numbers.map((number) => {
        const metadata = { order_id: `order-${number}` };
        const intent = { id: `pi_${number}`, amount_received: item(number).priceMinor, currency: "usd", metadata };
        return stripe(`evt_${number}`, "payment_intent.succeeded", at, intent);
      });
      return { placed: await timed(company, worker, placed), paid: await timed(company, worker, paid) };
    },
    async stop() {
      await worker.stop();
    },
  };
}

async function timed(company: SmallCompany, worker: Process, events: readonly SentEvent[]): Promise<Timed> {
  const before = await processed(company);
  process.kill(worker.pid, "SIGSTOP");
  try {
    await store(company, events);
  } finally {
    process.kill(worker.pid, "SIGCONT");
  }
  const cpuBefore = cpuMsOf(worker.pid);
  const began = performance.now();
  while ((await processed(company)) < before + events.length) {
    if (performance.now() - began > LIMIT_MS) throw new Error(`the worker did not get through ${events.length} events`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const perSecond = (events.length * 1000) / (performance.now() - began);
  const cpuAfter = cpuMsOf(worker.pid);
  return { perSecond, cpuMs: cpuBefore === null || cpuAfter === null ? null : (cpuAfter - cpuBefore) / events.length };
}

async function processed(company: SmallCompany): Promise<number> {
  const [row] = await company.rows<{ n: number }>(
    "select count(*)::int as n from inbox_event where status = 'processed'",
  );
  return row?.n ?? 0;
}

async function store(company: SmallCompany, events: readonly SentEvent[]): Promise<void> {
  const open = [...events];
  const send = async () => {
    for (let event = open.pop(); event; event = open.pop()) {
      const { status } = await handleWebhook(requestOf(event), company.deps);
      if (status !== 200) throw new Error(`the door answered ${status}`);
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, send));
}
