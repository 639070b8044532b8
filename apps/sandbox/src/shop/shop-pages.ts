import { type Html, html } from "../http/html.ts";
import { page } from "../http/page.ts";
import type { Catalogue, Product, Sponsor } from "./catalogue.ts";
import type { Form, Mistakes } from "./checkout.ts";
import { moneyText } from "./money-text.ts";

/** The shop of one distributor, with the form that buys. Works without script; with it, the total moves along. */
export function shopPage(catalogue: Catalogue, sponsor: Sponsor, form: Form, mistakes: Mistakes = {}): Html {
  const { companyName, products } = catalogue;
  const sentences = Object.values(mistakes);
  const alert = html`<div class="alert" role="alert"><p>This order was not sent.</p>
<ul>${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul></div>`;
  const content = html`${shopHeader(companyName, html`Shop of ${sponsor.displayName}`)}
${sentences.length > 0 && alert}
<form method="post" action="/shop/pay" id="order">
<input type="hidden" name="ref" value="${sponsor.code}">
<input type="hidden" name="orderId" value="${form.orderId}">
<section aria-labelledby="products"><h2 id="products">Teas and more</h2>
<ul class="products">${products.map((product) => productCard(product, form.quantities[product.sku] ?? "0"))}</ul>
</section>
<section aria-labelledby="you" class="you"><h2 id="you">Your details</h2>
${field("name", "Name", form.name, mistakes.name)}
${field("email", "E-mail", form.email, mistakes.email)}
<p class="muted">An invented person is filled in. Nothing is charged and no mail leaves this machine.</p>
</section>
<div class="pay"><output for="order" id="total" data-currency="${products[0]?.currency ?? "USD"}"></output>
<button type="submit">Order and pay</button></div>
</form>
<script src="/assets/shop.js" defer></script>`;
  return page({ title: `${companyName}, shop of ${sponsor.displayName}`, at: "shop", content, ownLook: true });
}

/** For a link that names nobody: whose shops there are. */
export function choicePage({ companyName, sponsors }: Catalogue, code: string): Html {
  const links = sponsors.map(
    ({ code, displayName, number }) =>
      html`<li><a href="/shop?ref=${encodeURIComponent(code)}"><strong>${displayName}</strong>
<span class="muted">${number}</span></a></li>`,
  );
  const content = html`${shopHeader(companyName, html`Choose a shop`)}
<p class="muted">Every distributor has one. Whoever buys there is a customer of that distributor.</p>
${code !== "" && html`<p class="alert" role="alert">No shop belongs to the link “${code}”.</p>`}
${links.length > 0 ? html`<ul class="sponsors">${links}</ul>` : html`<p>There are no shops yet.</p>`}`;
  return page({ title: `${companyName}, shops`, at: "shop", content, ownLook: true });
}

/** The portal is away or answers strangely: what happened, and the way back. */
export function closedPage(sentence: string, back: string): Html {
  const content = html`${shopHeader("The shop", html`Closed for a moment`)}
<p class="alert" role="alert">${sentence}</p><p><a href="${back}">Try again</a></p>`;
  return page({ title: "The shop is closed for a moment", at: "shop", content, ownLook: true });
}

/** The head that all pages of the shop share. */
export function shopHeader(companyName: string, whose: Html): Html {
  return html`<header class="shop"><p class="brand">${companyName}</p><h1>${whose}</h1></header>`;
}

function productCard({ sku, name, description, priceMinor, currency, pv }: Product, quantity: string): Html {
  return html`<li class="product">
<h3>${name}</h3>
${description ? html`<p>${description}</p>` : null}
<div class="buy"><p class="price"><data value="${priceMinor}">${moneyText(priceMinor, currency)}</data>
${pv ? html`<span class="muted">${pv} PV</span>` : null}</p>
<label for="quantity-${sku}">Quantity<span class="hidden"> of ${name}</span></label>
<input id="quantity-${sku}" name="quantity:${sku}" type="number" inputmode="numeric" min="0" max="99" step="1"
value="${quantity}" data-price="${priceMinor}"></div>
</li>`;
}

function field(name: "name" | "email", label: string, value: string, mistake: string | undefined): Html {
  const told = mistake === undefined ? null : html` aria-invalid="true" aria-describedby="${name}-mistake"`;
  return html`<p class="field"><label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="${name === "email" ? "email" : "text"}" value="${value}" required
maxlength="${name === "email" ? 254 : 200}" autocomplete="${name}"${told}>
${mistake !== undefined && html`<span class="mistake" id="${name}-mistake">${mistake}</span>`}</p>`;
}
