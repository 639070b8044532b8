import { randomBytes } from "node:crypto";
import { company, planVersion, product } from "../../packages/db/src/index.ts";
import { postgresCopy } from "../../packages/db/src/testing/postgres-template.ts";
import { instant, meadowAndOak } from "../../packages/domain/src/index.ts";
import { type Deps, inTransaction } from "../../packages/server/src/deps.ts";
import { enrolDistributor } from "../../packages/server/src/people/enrol-distributor.ts";
import { contentHash } from "../../packages/server/src/plans/content-hash.ts";
import { type App, openForScript } from "../../packages/server/src/start.ts";
import { SECRETS } from "./events.ts";
import type { Random } from "./random.ts";

export const DAY_MS = 86_400_000;

/** Prices in cents, CV in hundredths; every share of the plan and every quarter of them is a whole number of cents. */
export const PRODUCTS = [
  { sku: "TEA", priceMinor: 2_000, pv: 2_000, cv: 1_600 },
  { sku: "BOX", priceMinor: 6_000, pv: 6_000, cv: 5_600 },
  { sku: "PACK", priceMinor: 16_000, pv: 14_000, cv: 12_000 },
] as const;

/** Somebody of the sponsor tree, by the id under which the shop announced him. */
export interface Person {
  readonly key: string;
  readonly sponsor: Person | null;
  readonly depth: number;
  readonly joinedAt: Date;
}

/** A company on a PostgreSQL database of its own, and the process's own way into it. */
export interface SmallCompany {
  readonly url: string;
  readonly app: App;
  readonly deps: Deps;
  readonly people: readonly Person[];
  /** Rows of one query, for checks that shall not go through the product's own reads. */
  rows<Row>(query: string, values?: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** What a process of this company has in its environment, besides the path of its programs. */
export const environmentOf = (url: string): Record<string, string> => ({
  ...SECRETS,
  DATABASE_URL: url,
  LOG_LEVEL: "info",
});

/**
 * A company of 60 people in a sponsor tree six deep, with the plan of the demo and three products, made by the
 * ordinary use cases. Everybody joined less than 60 days ago, so own orders pay fast start.
 *
 * @throws Error when TEST_DATABASE_URL names no server
 */
export async function foundCompany(random: Random, size = 60): Promise<SmallCompany> {
  const server = process.env.TEST_DATABASE_URL;
  if (!server) throw new Error("TEST_DATABASE_URL names the PostgreSQL server; scripts/postgres.mjs lends one.");
  const { url, drop } = await postgresCopy(server, `upline_faults_${randomBytes(6).toString("hex")}`);
  // The product reads the environment of its process; a test file has one of its own.
  Object.assign(process.env, environmentOf(url), { LOG_LEVEL: "silent" });
  const app = await openForScript();
  const { deps } = app;
  await writeBasics(deps);
  const people: Person[] = [];
  for (let index = 0; index < size; index += 1) people.push(await join(deps, personAt(index, people, random)));
  const { handle } = deps;
  if (handle.kind !== "postgres") throw new Error("fault tests need PostgreSQL");
  return {
    url,
    app,
    deps,
    people,
    rows: async <Row>(query: string, values: readonly unknown[] = []) => {
      const { rows } = await handle.raw.query(query, [...values]);
      return rows as Row[];
    },
    close: async () => {
      await app.stop();
      await drop();
    },
  };
}

async function writeBasics(deps: Deps): Promise<void> {
  const createdAt = instant("2025-01-01T05:00:00Z");
  await deps.db.insert(company).values({
    name: "Meadow & Oak",
    timeZone: "America/New_York",
    currency: "USD",
    country: "US",
    externalPayments: "park",
    externalVolumeRate: "0.8",
    createdAt,
  });
  for (const version of [1, 2, 3] as const) {
    const plan = meadowAndOak(version);
    await deps.db.insert(planVersion).values({
      id: deps.newId("plv"),
      planId: plan.planId,
      version,
      label: plan.label,
      status: "scheduled",
      effectiveFrom: plan.effectiveFrom,
      plan,
      contentHash: contentHash(plan),
      createdBy: "test",
      createdAt,
      updatedAt: createdAt,
      publishedBy: "test",
      publishedAt: createdAt,
    });
  }
  await deps.db.insert(product).values(
    PRODUCTS.map(({ sku, priceMinor, pv, cv }) => ({
      sku,
      name: sku,
      currency: "USD",
      validFrom: createdAt,
      priceMinor: BigInt(priceMinor),
      pv: BigInt(pv),
      cv: BigInt(cv),
    })),
  );
}

const DEPTH = 6;

/** The first six stand below each other, so that the tree is as deep as promised; the others join anywhere above. */
function personAt(index: number, people: readonly Person[], random: Random): Person {
  const joinedAt = new Date(Date.now() - (50 - (index % 30)) * DAY_MS);
  const open = people.filter(({ depth }) => depth < DEPTH);
  const sponsor = index === 0 ? null : index < DEPTH ? (people[index - 1] ?? null) : random.pick(open);
  return { key: `P${index}`, sponsor, depth: sponsor ? sponsor.depth + 1 : 1, joinedAt };
}

async function join(deps: Deps, person: Person): Promise<Person> {
  const { key, sponsor, joinedAt } = person;
  const outcome = await inTransaction(deps, (tx) =>
    enrolDistributor(tx, {
      source: "standard",
      externalId: key,
      name: `${key} Test`,
      email: `${key.toLowerCase()}@example.test`,
      sponsorRef: sponsor?.key ?? null,
      joinedAt: instant(joinedAt.toISOString()),
      causeId: `enrol:${key}`,
    }),
  );
  if (outcome.state !== "enrolled") throw new Error(`${key} was not enrolled: ${outcome.state}`);
  return person;
}
