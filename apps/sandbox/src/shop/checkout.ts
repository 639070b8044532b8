import { z } from "zod";
import type { Catalogue } from "./catalogue.ts";
import { type Item, newOrderId, ORDER_ID, totalOf } from "./orders.ts";

/** What the buyer has filled in, as text, so that the form can be shown again as it was. */
export type Form = Readonly<{
  orderId: string;
  name: string;
  email: string;
  /** By sku. */
  quantities: Readonly<Record<string, string>>;
}>;

/** Sentences for the buyer, by field; `items` stands for the products as a whole. */
export type Mistakes = Readonly<{ name?: string; email?: string; items?: string }>;

export type Checkout =
  | Readonly<{ ok: true; orderId: string; name: string; email: string; items: readonly Item[] }>
  | Readonly<{ ok: false; mistakes: Mistakes }>;

const MOST_OF_ONE = 99;

/** Reads the posted form; a missing or strange order id is replaced by a new one. */
export function formOf(posted: URLSearchParams): Form {
  const orderId = posted.get("orderId") ?? "";
  const quantities = [...posted].flatMap(([name, value]) =>
    name.startsWith("quantity:") ? [[name.slice("quantity:".length), value.trim()] as const] : [],
  );
  return {
    orderId: ORDER_ID.test(orderId) ? orderId : newOrderId(),
    name: (posted.get("name") ?? "").trim(),
    email: (posted.get("email") ?? "").trim(),
    quantities: Object.fromEntries(quantities),
  };
}

/** Checks the form against what the shop offers; all products of one order have one currency. */
export function checkout(form: Form, { products }: Catalogue): Checkout {
  const { orderId, name, email } = form;
  const chosen = products.map((product) => ({ product, text: form.quantities[product.sku] || "0" }));
  const strange = chosen.find(({ text }) => !/^\d{1,3}$/.test(text) || Number(text) > MOST_OF_ONE);
  const items = chosen
    .map(({ product, text }) => ({ product, quantity: Number(text) }))
    .filter(({ quantity }) => quantity > 0);
  const currencies = new Set(items.map(({ product }) => product.currency));

  const mistakes: Mistakes = {
    ...(name === "" ? { name: "A name is needed for the parcel." } : {}),
    ...(name.length > 200 ? { name: "A name has at most 200 letters." } : {}),
    ...(z.email().max(254).safeParse(email).success ? {} : { email: "This is not an e-mail address." }),
    ...(items.length === 0 || totalOf(items) === 0 ? { items: "Choose at least one product." } : {}),
    ...(currencies.size > 1 ? { items: "Choose products of one currency." } : {}),
    ...(strange ? { items: `${strange.product.name}: a number from 0 to ${MOST_OF_ONE} is needed.` } : {}),
  };
  return Object.keys(mistakes).length > 0 ? { ok: false, mistakes } : { ok: true, orderId, name, email, items };
}
