import { createHash } from "node:crypto";
import { distributor, inboxEvent, liveNotice } from "@upline/db";
import {
  type DistributorId,
  epochMs,
  type InboxEventId,
  type Instant,
  instant,
  makeId,
  periodOf,
  plusMs,
} from "@upline/domain";
import { eq } from "drizzle-orm";
import { refreshEstimates } from "../commissions/refresh-estimate.job.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { processInboxEvents } from "../inbox/process-inbox-events.job.ts";
import { releaseDue } from "../ledger/release-due.ts";
import { sealAll } from "../ledger/seal-all.ts";
import { changeStatus } from "../people/change-status.ts";
import { closePeriod } from "../periods/close-period.ts";
import { cutStatements } from "../statements/cut-statements.ts";
import { enrolFounders, foundCompany } from "./found-demo.ts";
import { ARCHIVE, markMailsSent } from "./mail-history.ts";
import { randomFrom } from "./random.ts";
import { seatPeople } from "./seat-people.ts";
import { seedPayouts } from "./seed-payouts.ts";
import { plantedStories } from "./stories.ts";
import { createDemoUsers } from "./users.ts";
import { COMPANY_ZONE, type DemoEvent, enrolmentEvent, momentOf, saleEvents } from "./world-events.ts";
import { type DemoPeople, type DemoPerson, makePeople, TODAY } from "./world-people.ts";
import { makeCustomers, makeOrders } from "./world-sales.ts";

/** Where the demo's clock starts: Wednesday 18 March 2026, 10:00 in New York. */
export const DEMO_START = momentOf(TODAY, 10 * 60);
const SEED = 20_260_318;
const BATCH = 100;
const CUTOFF_DAYS = 3;

/** The last days have their e-mails too, so that the log has a history. */
const MAIL_DAYS = 5;
const MAILS_SINCE = plusMs(DEMO_START, -MAIL_DAYS * 86_400_000);

/** Whoever joined in the last days has no seat yet. */
const WAITING_DAYS = 7;

/** Everything that happens in the demo's year at a known moment. */
type Happening =
  | { readonly at: Instant; readonly kind: "event"; readonly event: DemoEvent }
  | { readonly at: Instant; readonly kind: "status"; readonly person: DemoPerson }
  | { readonly at: Instant; readonly kind: "close"; readonly periodId: string };

/**
 * Writes a year of Meadow & Oak through the ordinary use cases: webhooks are stored and processed by the inbox's own
 * job, months are closed by the engine, holds are released. The same seed gives the same company.
 *
 * @param say  told what is being done, for the terminal
 */
export async function seedDemo(real: Deps, say: (line: string) => void = () => {}): Promise<void> {
  const time = { now: momentOf(0, 0) };
  const deps = pastDeps(real, time);
  await livePast(deps, time, { until: DEMO_START, say });
  await markMailsSent(deps);
  time.now = DEMO_START;
  await releaseDue(deps);
  await seedPayouts(deps);
  await sealAll(deps);
  await refreshEstimates(deps);
  await addSignIns(deps);
  await deps.db.delete(liveNotice);
}

/** The same company only up to a moment of its year, for tests that read what months leave behind. */
export async function seedPast(real: Deps, until: Instant): Promise<void> {
  const time = { now: momentOf(0, 0) };
  await livePast(pastDeps(real, time), time, { until, say: () => {} });
}

interface Past {
  readonly until: Instant;
  readonly say: (line: string) => void;
}

async function livePast(deps: Deps, time: { now: Instant }, { until, say }: Past): Promise<void> {
  const writing: Deps = { ...deps, mailer: ARCHIVE };
  await foundCompany(deps);
  const random = randomFrom(SEED);
  const people = makePeople(random);
  const orders = makeOrders(random, people, makeCustomers(random, people));
  await enrolFounders(deps, people);
  const seatedUntil = plusMs(DEMO_START, -WAITING_DAYS * 86_400_000);

  const happenings = [
    ...happeningsOf(people),
    ...orders.flatMap((order) => saleEvents(order, TODAY).map(asHappening)),
    ...plantedStories(orders).map(asHappening),
  ]
    .filter(({ at }) => at < until)
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  let waiting: DemoEvent[] = [];
  let lastMs = 0;
  const flush = async () => {
    const events = waiting;
    waiting = [];
    const last = events.at(-1);
    if (!last) return;
    time.now = plusMs(last.at, 400);
    lastMs = await storeAndProcess(last.at >= MAILS_SINCE ? writing : deps, events, lastMs);
    await seatPeople(deps, seatedUntil);
  };
  for (const happening of happenings) {
    if (happening.kind === "event") {
      waiting.push(happening.event);
      if (waiting.length >= BATCH) await flush();
      continue;
    }
    await flush();
    time.now = happening.at;
    if (happening.kind === "status") await endAgreement(deps, happening.person);
    else {
      await closePeriod(deps, happening.periodId);
      await releaseDue(deps);
      await cutStatements(deps);
      say(`closed ${happening.periodId}`);
    }
  }
  await flush();
}

const asHappening = (event: DemoEvent): Happening => ({ at: event.at, kind: "event", event });

/** The same product with the demo's clock, ids that do not depend on the day it is made, and nobody to write to. */
function pastDeps(real: Deps, time: { now: Instant }): Deps {
  const random = randomFrom(SEED + 1);
  return {
    ...real,
    viewer: { kind: "system" },
    clock: { now: () => time.now, wall: () => time.now },
    newId: (prefix) => {
      const bytes = Uint8Array.from({ length: 10 }, () => random.int(256));
      return `${prefix}_${makeId("run", epochMs(time.now), bytes).slice("run_".length)}`;
    },
    jobs: { send: async () => {}, wake: () => {} },
    mailer: null,
  };
}

function happeningsOf(people: DemoPeople): Happening[] {
  const joined = people.all.flatMap((person) =>
    person.sponsor ? [asHappening(enrolmentEvent(person, person.sponsor.key))] : [],
  );
  const ended = people.all.flatMap((person): Happening[] =>
    person.ends ? [{ at: momentOf(person.ends.day, 7 * 60), kind: "status", person }] : [],
  );
  return [...joined, ...ended, ...closes()];
}

/** Each month is closed in the night after its cut-off. */
function closes(): Happening[] {
  const list: Happening[] = [];
  const month = { id: "month", every: "month", cutoffDays: CUTOFF_DAYS } as const;
  for (
    let period = periodOf(month, momentOf(0, 60), COMPANY_ZONE);
    ;
    period = periodOf(month, period.end, COMPANY_ZONE)
  ) {
    const at = plusMs(period.end, (CUTOFF_DAYS * 24 + 3) * 3_600_000);
    if (at >= DEMO_START) return list;
    list.push({ at, kind: "close", periodId: period.id });
  }
}

/** @returns the last millisecond used, since ids and the order of processing follow it */
async function storeAndProcess(deps: Deps, events: readonly DemoEvent[], afterMs: number): Promise<number> {
  let lastMs = afterMs;
  const rows = events.map((event) => {
    lastMs = Math.max(lastMs + 1, epochMs(event.at));
    const raw = new TextEncoder().encode(event.body);
    const id: InboxEventId = makeId("ibx", lastMs, new Uint8Array(10));
    const receivedAt = instant(lastMs);
    return {
      id,
      provider: event.provider,
      eventRef: event.eventRef,
      type: event.type,
      mode: "test" as const,
      occurredAt: event.at,
      receivedAt,
      receivedWallAt: receivedAt,
      verifiedWith: "import",
      raw,
      rawSha256: createHash("sha256").update(raw).digest("hex"),
      sizeBytes: raw.length,
      headers: {},
      status: "received" as const,
      requestId: `import-${event.eventRef}`,
    };
  });
  await inTransaction(deps, async (tx) => {
    await tx.db.insert(inboxEvent).values(rows);
  });
  await processOrEachAlone(
    deps,
    rows.map(({ id }) => id),
  );
  return lastMs;
}

/** As the worker does it: the batch in one transaction, and when one event fails, each alone. */
async function processOrEachAlone(deps: Deps, ids: readonly InboxEventId[]): Promise<void> {
  const run = (some: readonly InboxEventId[]) =>
    inTransaction(deps, (tx) =>
      processInboxEvents.run(
        tx,
        some.map((inboxEventId) => ({ inboxEventId })),
      ),
    );
  try {
    await run(ids);
  } catch (failure) {
    if (ids.length > 1) {
      for (const id of ids) await processOrEachAlone(deps, [id]);
      return;
    }
    const [id] = ids;
    if (id === undefined) return;
    const lastError = failure instanceof Error ? failure.message : String(failure);
    await deps.db
      .update(inboxEvent)
      .set({ status: "dead", because: "unexpected_shape", attempts: 1, lastError })
      .where(eq(inboxEvent.id, id));
  }
}

async function endAgreement(deps: Deps, person: DemoPerson): Promise<void> {
  const [row] = await deps.db
    .select({ id: distributor.id })
    .from(distributor)
    .where(eq(distributor.email, person.email));
  if (!row || !person.ends) return;
  const { status } = person.ends;
  const reason = status === "terminated" ? "Agreement ended by the distributor" : "Identity papers have expired";
  const change = { distributorId: row.id, status, fromAt: deps.clock.now(), reason, causeId: `status:${person.key}` };
  await inTransaction(deps, (tx) => changeStatus(tx, change));
}

async function addSignIns(deps: Deps): Promise<void> {
  const rows = await deps.db.select({ id: distributor.id, email: distributor.email }).from(distributor);
  const byEmail = new Map<string, DistributorId>(rows.map(({ id, email }) => [email, id]));
  await createDemoUsers(deps, (email) => byEmail.get(email) ?? null);
}
