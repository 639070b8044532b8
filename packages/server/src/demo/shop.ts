import { distributor, product } from "@upline/db";
import { volumeText } from "@upline/domain";
import { asc, desc, inArray, lte } from "drizzle-orm";
import { companyOf } from "../company/company.ts";
import type { Deps } from "../deps.ts";
import { resolveDistributor } from "../people/resolve-distributor.ts";
import { DEMO_SIGN_INS } from "./users.ts";

/** What the sandbox's shop shows: products at their price of now, and whose link was used. Exists with DEMO=1 only. */
export async function demoShop(deps: Deps, ref: string) {
  const { name } = await companyOf(deps);
  const now = deps.clock.now();
  const rows = await deps.db
    .select()
    .from(product)
    .where(lte(product.validFrom, now))
    .orderBy(asc(product.position), desc(product.validFrom));
  const current = rows.filter((row, index) => row.isSold && rows.findIndex(({ sku }) => sku === row.sku) === index);
  const id = await resolveDistributor(deps, ref);
  const emails = DEMO_SIGN_INS.filter(({ role }) => role === "distributor").map(({ email }) => email);
  const people = await deps.db
    .select({ id: distributor.id, number: distributor.number, displayName: distributor.name, code: distributor.code })
    .from(distributor)
    .where(id ? inArray(distributor.id, [id]) : inArray(distributor.email, emails));
  const samples = await deps.db
    .select({ id: distributor.id, number: distributor.number, displayName: distributor.name, code: distributor.code })
    .from(distributor)
    .where(inArray(distributor.email, emails));
  return {
    companyName: name,
    companyTime: now,
    sponsor: id ? (people[0] ?? null) : null,
    sponsors: samples,
    products: current.map(({ sku, name: title, description, priceMinor, currency, pv, cv }) => ({
      sku,
      name: title,
      description,
      priceMinor: String(priceMinor),
      currency,
      pv: volumeText(pv),
      cv: volumeText(cv),
    })),
  };
}
