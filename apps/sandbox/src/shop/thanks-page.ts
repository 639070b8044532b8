import { answerOf, timeOf } from "../gateway/gateway-page.ts";
import type { Delivery } from "../gateway/sent-log.ts";
import { type Html, html } from "../http/html.ts";
import { page } from "../http/page.ts";
import { moneyText } from "./money-text.ts";
import { nextThird, type ShopOrder } from "./orders.ts";
import { shopHeader } from "./shop-pages.ts";

/** After buying: the order, the webhooks that were sent about it, and what can be done next. */
export function thanksPage(order: ShopOrder, deliveries: readonly Delivery[]): Html {
  const { id, companyName, sponsor, buyer, items, totalMinor, currency, refundedMinor } = order;
  const rows = items.map(
    ({ product, quantity }) => html`<tr><td>${product.name}</td><td class="figure">${quantity}</td>
<td class="figure">${moneyText(quantity * product.priceMinor, currency)}</td></tr>`,
  );
  const content = html`${shopHeader(companyName, html`Thank you, ${buyer.name}`)}
<p>You bought from ${sponsor.displayName}. Order <code>${id}</code> came to <strong>${moneyText(totalMinor, currency)}</strong>.
${refundedMinor > 0 && html`Refunded so far: <strong>${moneyText(refundedMinor, currency)}</strong>.`}</p>
<div class="wide" role="region" aria-label="Products" tabindex="0"><table>
<thead><tr><th scope="col">Product</th><th scope="col" class="figure">Quantity</th>
<th scope="col" class="figure">Amount</th></tr></thead><tbody>${rows}</tbody></table></div>
<section aria-labelledby="sent"><h2 id="sent">What the portal was told</h2>
<div class="wide" role="region" aria-label="Webhooks" tabindex="0"><table>
<thead><tr><th scope="col">Webhook</th><th scope="col">Signed as</th>
<th scope="col" class="figure">Answer</th><th scope="col" class="figure">ms</th><th scope="col">State</th></tr></thead>
<tbody>${deliveries.map(deliveryRow)}</tbody></table></div>
<p class="muted">Answer codes between 200 and 299 mean: stored. <a href="/gateway">Headers and bodies</a></p></section>
<section aria-labelledby="next"><h2 id="next">What happens next</h2>
<div class="actions">${actionsOf(order)}</div>
<p><a href="/shop?ref=${encodeURIComponent(sponsor.code)}">Back to the shop</a></p></section>`;
  return page({ title: `Order ${id}`, at: "shop", content, ownLook: true });
}

function actionsOf(order: ShopOrder): readonly Html[] {
  const { id, totalMinor, refundedMinor, currency } = order;
  const left = totalMinor - refundedMinor;
  const third = nextThird(order);
  const again = button(id, "pay-again", "Send the payment again");
  if (left === 0) return [again, html`<p class="muted">All of it went back; nothing is left to refund.</p>`];
  return [
    button(id, "refund-third", `Refund a third, ${moneyText(third, currency)}`),
    button(id, "refund-all", `Refund all, ${moneyText(left, currency)}`),
    again,
  ];
}

function button(orderId: string, action: string, label: string): Html {
  return html`<form method="post" action="/shop/orders/${orderId}/${action}">
<button type="submit" class="quiet">${label}</button></form>`;
}

function deliveryRow({ kind, provider, tries, state, nextTryAt }: Delivery): Html {
  const last = tries.at(-1);
  const words = { delivered: "stored", refused: "refused", given_up: "given up after five tries" };
  const stateText =
    state === "waiting" && nextTryAt
      ? html`tried ${tries.length} times, again at ${timeOf(nextTryAt)}`
      : html`${words[state as keyof typeof words] ?? "on its way"}`;
  return html`<tr><td><code>${kind}</code></td><td>${provider === "stripe" ? "Stripe" : "Standard Webhooks"}</td>
<td class="figure">${last ? answerOf(last) : "—"}</td><td class="figure">${last ? Math.round(last.ms) : "—"}</td>
<td>${stateText}</td></tr>`;
}
