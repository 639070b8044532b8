import type { InboundProvider } from "../provider.ts";
import { standard } from "./standard.ts";
import { stripe } from "./stripe.ts";

/** Every provider, by slug. A Map, so that no slug finds something that nobody put there. */
export const PROVIDERS: ReadonlyMap<string, InboundProvider> = new Map(
  [stripe, standard].map((one) => [one.slug, one]),
);
