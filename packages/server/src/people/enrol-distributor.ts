import { distributor, distributorAttribute, distributorStatus, genealogyEdge, personRef } from "@upline/db";
import { type DistributorId, earlier, type Instant } from "@upline/domain";
import { and, eq, sql } from "drizzle-orm";
import { actorOf } from "../auth/viewer.ts";
import type { Deps } from "../deps.ts";
import { wakeWaiting } from "../inbox/waiting.ts";
import { notify } from "../live/notify.ts";
import { sendMail } from "../notifications/send-mail.ts";
import { emit } from "../outbox/emit.ts";
import type { NotYet } from "./outcome.ts";
import { resolveDistributor } from "./resolve-distributor.ts";

/** A person who signed up, as another system announced it. */
export interface Enrolment {
  /** Who says so: a provider's slug. With `externalId` it is the business key. */
  readonly source: string;
  readonly externalId: string;
  readonly name: string;
  readonly email: string;
  readonly phone?: string | undefined;
  readonly country?: string | undefined;
  readonly locale?: string | undefined;
  /** Id, number or code of the sponsor; null only for the first distributor of a company. */
  readonly sponsorRef: string | null;
  readonly joinedAt: Instant;
  /** What plans read about him, from joining on. */
  readonly attributes?: Readonly<Record<string, string>> | undefined;
  readonly causeId: string;
}

export type EnrolOutcome =
  | { readonly state: "enrolled" | "known"; readonly distributorId: DistributorId; readonly mailIds: readonly string[] }
  | NotYet;

/**
 * Makes somebody a distributor, once per (source, external id). A later announcement of the same person updates
 * name, phone and country. An unknown sponsor is waited for; an e-mail that belongs to somebody else waits for a person.
 */
export async function enrolDistributor(tx: Deps, enrolment: Enrolment): Promise<EnrolOutcome> {
  const known = await knownPerson(tx, enrolment);
  if (known) return { state: "known", distributorId: await update(tx, known, enrolment), mailIds: [] };

  const sponsorId = enrolment.sponsorRef === null ? null : await resolveDistributor(tx, enrolment.sponsorRef);
  if (enrolment.sponsorRef !== null && sponsorId === null) {
    return { state: "waiting", waitingFor: [{ kind: "distributor", value: enrolment.sponsorRef }] };
  }
  const [taken] = await tx.db
    .select({ number: distributor.number })
    .from(distributor)
    .where(sql`lower(${distributor.email}) = lower(${enrolment.email})`);
  if (taken) {
    const detail = `The e-mail of this sign-up already belongs to ${taken.number}. Link the two or correct the address.`;
    return { state: "held", because: "email_in_use", detail };
  }
  return save(tx, enrolment, sponsorId);
}

async function knownPerson(tx: Deps, { source, externalId }: Enrolment): Promise<DistributorId | null> {
  const [row] = await tx.db
    .select({ id: personRef.personId })
    .from(personRef)
    .where(and(eq(personRef.source, source), eq(personRef.kind, "distributor"), eq(personRef.externalId, externalId)));
  return (row?.id ?? null) as DistributorId | null;
}

async function update(tx: Deps, id: DistributorId, { name, phone, country }: Enrolment): Promise<DistributorId> {
  const changes = { name, ...(phone === undefined ? {} : { phone }), ...(country === undefined ? {} : { country }) };
  await tx.db.update(distributor).set(changes).where(eq(distributor.id, id));
  return id;
}

async function save(tx: Deps, enrolment: Enrolment, sponsorId: DistributorId | null): Promise<EnrolOutcome> {
  const { source, externalId, name, email, joinedAt, causeId } = enrolment;
  const id = tx.newId("dst");
  const now = tx.clock.now();
  const fromAt = earlier(joinedAt, now);
  const [row] = await tx.db
    .insert(distributor)
    .values({
      id,
      number: sql`'D-' || nextval('distributor_number')`,
      name,
      email,
      phone: enrolment.phone ?? null,
      country: enrolment.country ?? null,
      locale: enrolment.locale ?? "en",
      code: codeOf(name, id),
      joinedAt: fromAt,
      status: "good",
      createdAt: now,
    })
    .returning({ number: distributor.number, code: distributor.code });
  await tx.db.insert(personRef).values({ source, kind: "distributor", externalId, personId: id });
  await tx.db.insert(distributorStatus).values({ distributorId: id, status: "good", fromAt, recordedAt: now, causeId });
  await tx.db
    .insert(genealogyEdge)
    .values({ tree: "sponsor", distributorId: id, parentId: sponsorId, fromAt, recordedAt: now, causeId });
  const known = Object.entries(enrolment.attributes ?? {}).map(([key, value]) => ({ key, value }));
  if (known.length > 0) {
    const from = { distributorId: id, fromAt, recordedAt: now, recordedBy: actorOf(tx.viewer).name, causeId };
    await tx.db.insert(distributorAttribute).values(known.map((attribute) => ({ ...attribute, ...from })));
  }

  const { number = "", code = "" } = row ?? {};
  await wakeWaiting(tx, "distributor", [id, number, code, externalId]);
  await emit(tx, {
    type: "distributor.enrolled",
    subject: id,
    causeId,
    naturalKey: `distributor.enrolled:${id}`,
    data: { distributorId: id, number, sponsorId, status: "good", effectiveAt: fromAt },
  });
  const mailIds = await sendMail(tx, {
    kind: "welcome",
    to: { personId: id, name, email },
    causeId,
    naturalKey: `welcome:${id}`,
    values: { number, code, sponsorName: await nameOf(tx, sponsorId) },
  });
  await notify(tx, "admin", "people");
  if (sponsorId) await notify(tx, sponsorId, "team");
  return { state: "enrolled", distributorId: id, mailIds };
}

/** The code of the personal link: the first name without accents, and the end of the id, which makes it unique. */
function codeOf(name: string, id: DistributorId): string {
  const [first = ""] = name.trim().split(/\s+/);
  const plain = first
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
  return `${plain || "join"}-${id.slice(-6)}`;
}

async function nameOf(tx: Deps, id: DistributorId | null): Promise<string> {
  if (id === null) return "";
  const [row] = await tx.db.select({ name: distributor.name }).from(distributor).where(eq(distributor.id, id));
  return row?.name ?? "";
}
