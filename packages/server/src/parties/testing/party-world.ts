import { type DistributorId, planTemplate } from "@upline/domain";
import { confirmed, enrol, foundCompany, place, told } from "../../commissions/testing/world.ts";
import type { Deps } from "../../deps.ts";
import { type TestDeps, testDeps } from "../../testing.ts";
import { as, person } from "../../trpc/testing/access-world.ts";
import { openParty } from "../open-party.ts";

/** Ash sponsors Birch, who sells; the company started from the template for parties. */
export interface PartyWorld {
  readonly deps: TestDeps;
  readonly ash: DistributorId;
  readonly birch: DistributorId;
}

export async function partyWorld(now: string): Promise<PartyWorld> {
  const deps = await testDeps({ now });
  await foundCompany(deps, {
    changed: ({ planId, version, effectiveFrom, timeZone }) => {
      return { ...planTemplate("party"), planId, version, effectiveFrom, timeZone, currency: "USD" };
    },
  });
  const ash = await enrol(deps, "Ash", null, "2025-02-01T12:00:00Z");
  const birch = await enrol(deps, "Birch", ash, "2025-03-10T12:00:00Z");
  return { deps, ash, birch };
}

export const office = ({ deps }: Pick<PartyWorld, "deps">): Deps => as(deps, person("support"));

const HOST = { kind: "new", name: "Hazel Host", email: "hazel@example.test" } as const;

interface Days {
  readonly opensOn: string;
  readonly lastDay: string;
}

/** A party of Birch at the home of a new customer, unless it is said otherwise. */
export const opened = (world: PartyWorld, days: Days, more: Partial<Parameters<typeof openParty>[1]> = {}) =>
  openParty(office(world), { distributorId: world.birch, host: HOST, bookedAt: null, ...days, ...more });

/** A guest buys starter packs for 149.99 at a party of Birch. */
export async function sells(
  { deps, birch }: PartyWorld,
  party: string,
  { ref, day, quantity = 1 }: { readonly ref: string; readonly day: string; readonly quantity?: number },
): Promise<void> {
  const at = `${day}T16:00:00Z`;
  if (deps.clock.now() < at) deps.setNow(`${day}T16:00:00.000Z`);
  await place(deps, { ref, seller: birch, sku: "PACK", at, quantity, party });
  await told(deps, ref, [confirmed(14_999n * BigInt(quantity), at)]);
}
