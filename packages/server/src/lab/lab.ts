import { distributor, inboxEvent, labRun, salesOrder } from "@upline/db";
import { type DistributorId, DomainError, type OrderId } from "@upline/domain";
import { and, desc, eq, inArray, isNotNull, or } from "drizzle-orm";
import { z } from "zod";
import { audit } from "../audit/audit.ts";
import { actorOf } from "../auth/viewer.ts";
import { DEMO_SIGN_INS } from "../demo/users.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { personRefs } from "../genealogy/person-refs.ts";
import { PROVIDERS } from "../inbox/providers/registry.ts";
import { casesFor, LAB_STORIES } from "./cases.ts";
import { type Exchange, sandbox } from "./sandbox-client.ts";

const provider = z.enum(["stripe", "standard"]);
export const Compose = z.strictObject({
  provider,
  story: z.enum(LAB_STORIES),
  orderId: z.string().nullish(),
  sponsorId: z.string().nullish(),
});
export const Send = z.strictObject({
  provider,
  story: z.enum(LAB_STORIES),
  labCase: z.string(),
  body: z.string().min(1).max(262_144),
  times: z.int().min(1).max(50).nullish(),
  parallel: z.boolean().default(true),
});
export const Curl = z.strictObject({ provider, body: z.string().min(1).max(262_144) });

/** A payment made up for an event that names no order of ours: it becomes an external order of the sponsor. */
const MADE_UP_TOTAL_MINOR = 9600n;
const ORDERS_OFFERED = 12;

/** What the sender offers: providers, stories, cases with what must happen, and orders and sponsors of the demo. */
export async function labOptions(deps: Deps) {
  const recent = await deps.db
    .select()
    .from(salesOrder)
    .where(or(eq(salesOrder.status, "placed"), isNotNull(salesOrder.effectiveAt)))
    .orderBy(desc(salesOrder.placedAt))
    .limit(ORDERS_OFFERED);
  const own = deps.viewer.kind === "user" ? deps.viewer.distributorId : null;
  const sponsors = await personRefs(deps, [...(own ? [own] : []), ...(await demoSponsors(deps))]);
  const sellers = new Map(
    (
      await personRefs(
        deps,
        recent.map(({ creditedTo }) => creditedTo),
      )
    ).map((ref) => [ref.id, ref]),
  );
  return {
    providers: [...PROVIDERS.values()].map(({ slug, label, scheme, signedPart }) => ({
      slug,
      label,
      scheme,
      signedPart,
    })),
    stories: [...LAB_STORIES],
    cases: casesOf(deps),
    sponsors,
    orders: recent.map(({ id, number, totalMinor, currency, status, creditedTo }) => ({
      id,
      number,
      total: { minor: totalMinor, currency },
      status,
      seller: sellers.get(creditedTo) ?? null,
    })),
  };
}

/** Portal and sandbox are started with the same secrets, so what is set here can be signed with there. */
function casesOf({ config }: Deps) {
  const slugs = [...PROVIDERS.keys()];
  const hasPrevious = slugs.filter((slug) =>
    Object.entries(config.providers.get(slug) ?? {}).some(([name, value]) => name.endsWith("_PREVIOUS") && value),
  );
  return casesFor(hasPrevious, slugs);
}

/** The distributors with a sign-in, in the order of the tour: their home pages can be watched. */
async function demoSponsors(deps: Deps): Promise<DistributorId[]> {
  const rows = await deps.db
    .select({ id: distributor.id, email: distributor.email })
    .from(distributor)
    .where(
      inArray(
        distributor.email,
        DEMO_SIGN_INS.map(({ email }) => email),
      ),
    );
  return DEMO_SIGN_INS.flatMap(({ email }) => rows.find((row) => row.email === email)?.id ?? []);
}

/** The text of an event in the provider's own shape, for the person to read and change before it is signed. */
export async function compose(deps: Deps, input: z.output<typeof Compose>): Promise<{ body: string }> {
  const order = input.orderId ? await paidOrPlaced(deps, input.orderId as OrderId) : madeUpOrder(deps);
  return sandbox.compose(deps, {
    provider: input.provider,
    story: input.story,
    order,
    sponsorId: input.sponsorId ?? order.sponsorId,
  });
}

async function paidOrPlaced(deps: Deps, id: OrderId) {
  const [row] = await deps.db.select().from(salesOrder).where(eq(salesOrder.id, id));
  if (!row) throw new DomainError("order_not_found", "There is no such order.");
  const refundedBeforeMinor = String(row.refundedMinor);
  return {
    id,
    number: row.number,
    totalMinor: String(row.totalMinor),
    currency: row.currency,
    refundedBeforeMinor,
    sponsorId: row.creditedTo,
  };
}

function madeUpOrder(deps: Deps) {
  const id = deps.newId("lab");
  return {
    id,
    number: id,
    totalMinor: String(MADE_UP_TOTAL_MINOR),
    currency: "USD",
    refundedBeforeMinor: "0",
    sponsorId: null,
  };
}

/** Signs and sends through the sandbox, and keeps what was sent, answered and stored as a run. */
export async function sendFromLab(deps: Deps, input: z.output<typeof Send>): Promise<{ id: string }> {
  const chosen = casesOf(deps).find(({ id }) => id === input.labCase);
  if (!chosen) throw new DomainError("input_malformed", "There is no such case. Choose one of the list.");
  const impossible = chosen.disabledFor?.[input.provider];
  if (impossible) throw new DomainError("input_malformed", impossible);
  const companion = await companionOf(deps, input);
  const { requests } = await sandbox.send(deps, {
    provider: input.provider,
    body: input.body,
    mischief: chosen.mischief,
    times: input.times ?? undefined,
    parallel: input.parallel,
    companion,
  });
  const id = deps.newId("lab");
  await inTransaction(deps, async (tx) => {
    await tx.db.insert(labRun).values({
      id,
      at: tx.clock.wall(),
      by: actorOf(tx.viewer).id,
      provider: input.provider,
      labCase: chosen.id,
      expected: chosen.expected,
      requests,
      inboxEventIds: await storedAs(tx, input.provider, requests),
    });
    await audit(tx, {
      action: "lab.send",
      subjectType: "lab_run",
      subjectId: id,
      after: { provider: input.provider, case: chosen.id },
    });
  });
  return { id };
}

/** The same request for a shell. It comes signed, so the audit log keeps who asked for it; the text is not kept. */
export async function curlFromLab(deps: Deps, input: z.output<typeof Curl>) {
  const texts = await sandbox.curl(deps, input);
  const note = { action: "lab.curl", subjectType: "provider", subjectId: input.provider };
  await inTransaction(deps, (tx) => audit(tx, note));
  return texts;
}

/** The inbox rows that the accepted requests are, in the order of sending. */
async function storedAs(deps: Deps, slug: string, requests: readonly Exchange[]): Promise<string[]> {
  const accepted = requests.filter(({ status }) => status !== null && status >= 200 && status < 300);
  const refs = [...new Set(accepted.flatMap(({ eventRef }) => eventRef ?? []))];
  if (refs.length === 0) return [];
  const rows = await deps.db
    .select({ id: inboxEvent.id, eventRef: inboxEvent.eventRef })
    .from(inboxEvent)
    .where(and(eq(inboxEvent.provider, slug), inArray(inboxEvent.eventRef, refs)));
  return refs.flatMap((ref) => rows.find(({ eventRef }) => eventRef === ref)?.id ?? []);
}

const Payment = z.union([
  z
    .object({
      data: z.object({
        object: z.object({
          id: z.string(),
          amount_received: z.int(),
          currency: z.string(),
          metadata: z.object({ order_id: z.string() }),
        }),
      }),
    })
    .transform(({ data: { object } }) => ({
      id: object.metadata.order_id,
      paymentRef: object.id,
      totalMinor: String(object.amount_received),
      currency: object.currency.toUpperCase(),
    })),
  z
    .object({
      data: z.object({ orderId: z.string(), paymentId: z.string(), amountMinor: z.int(), currency: z.string() }),
    })
    .transform(({ data }) => ({
      id: data.orderId,
      paymentRef: data.paymentId,
      totalMinor: String(data.amountMinor),
      currency: data.currency,
    })),
]);

/** The second event of the cases that need one, about the same payment. */
async function companionOf(deps: Deps, input: z.output<typeof Send>): Promise<string | undefined> {
  const story = { out_of_order: "partial_refund", late_failure: "payment_failed" }[input.labCase];
  if (story === undefined) return undefined;
  const order = Payment.safeParse(parsed(input.body));
  if (!order.success)
    throw new DomainError("input_malformed", "This case needs the event of a payment that was confirmed.");
  const { body } = await sandbox.compose(deps, { provider: input.provider, story, order: order.data });
  return body;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
