import { z } from "zod";
import { Refusal } from "../refusal.ts";

const PATIENCE_MS = 5_000;

const Minor = z.union([z.int().min(0), z.string().regex(/^\d{1,15}$/)]).transform(Number);
/** Volume points as the portal writes them; shown, never calculated with. */
const Points = z.union([z.string(), z.number()]).transform(String);
const Sponsor = z.object({
  id: z.string(),
  number: z.union([z.string(), z.number()]).transform(String),
  displayName: z.string(),
  code: z.string(),
});
const Product = z.object({
  sku: z.string().min(1),
  name: z.string(),
  description: z.string().nullish(),
  priceMinor: Minor,
  currency: z.string().regex(/^[A-Z]{3}$/),
  pv: Points.nullish(),
  cv: Points.nullish(),
});
const Catalogue = z.object({
  companyName: z.string(),
  companyTime: z.string(),
  sponsor: Sponsor.nullable(),
  sponsors: z.array(Sponsor),
  products: z.array(Product),
});

/** What a shop offers, and whose shop it is; `sponsor` is null when nobody has the code. */
export type Catalogue = Readonly<z.infer<typeof Catalogue>>;
export type Product = Readonly<z.infer<typeof Product>>;
export type Sponsor = Readonly<z.infer<typeof Sponsor>>;

/** @throws Refusal 503 `portal_down` or `portal_strange`, in words that say what to do */
export async function catalogueOf(portalUrl: string, code: string): Promise<Catalogue> {
  const address = `${portalUrl}/api/demo/shop?ref=${encodeURIComponent(code)}`;
  const answer = await asked(address, portalUrl);
  if (answer.status === 404) {
    throw new Refusal(503, "portal_strange", "The portal has no demo shop. Start both with npm run demo.");
  }
  if (!answer.ok) {
    throw new Refusal(503, "portal_strange", `The portal answered ${answer.status}. Nothing was sent; try again soon.`);
  }
  const read = Catalogue.safeParse(await answer.json().catch(() => null));
  if (read.success) return read.data;
  const path = read.error.issues[0]?.path.join(".") || "the answer";
  throw new Refusal(503, "portal_strange", `The portal's catalogue cannot be read: ${path} is not as expected.`);
}

async function asked(address: string, portalUrl: string): Promise<Response> {
  try {
    return await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS), redirect: "error" });
  } catch {
    const words = `The portal does not answer at ${portalUrl}. Nothing was sent. Start both with npm run demo.`;
    throw new Refusal(503, "portal_down", words);
  }
}
