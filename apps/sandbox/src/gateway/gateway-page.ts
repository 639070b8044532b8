import { type Html, html } from "../http/html.ts";
import { page } from "../http/page.ts";
import { pageReply } from "../http/reply.ts";
import type { Route } from "../http/router.ts";
import type { Exchange } from "./send.ts";
import type { Delivery, DeliveryState, SentLog } from "./sent-log.ts";

/** Ending of the sentence "it was …" for each state. */
const STATES: Readonly<Record<DeliveryState, string>> = {
  sending: "on its way",
  delivered: "delivered",
  waiting: "waiting for the next try",
  refused: "refused, not sent again",
  given_up: "given up after the last try",
  once: "sent once",
};
const SHOWN = 100;

/** GET /gateway: what was sent, what came back, and what will be tried again. */
export function gatewayRoutes(log: SentLog): readonly Route[] {
  return [
    {
      method: "GET",
      path: "/gateway",
      handle: () => pageReply(page({ title: "Gateway · Sandbox", at: "gateway", content: contentOf(log.list()) })),
    },
  ];
}

function contentOf(deliveries: readonly Delivery[]): Html {
  if (deliveries.length === 0) {
    return html`<h1>Gateway</h1>
<p>Nothing has been sent yet. <a href="/shop">Buy something in the shop</a>, and its webhooks appear here.</p>`;
  }
  const shown = deliveries.slice(0, SHOWN);
  return html`<h1>Gateway</h1>
<p class="muted">The ${shown.length} newest of ${deliveries.length} events, signed and posted to the portal. What the
shop sends is tried up to five times when the portal fails; what the laboratory sends is sent once.
<a href="/gateway">Read again</a></p>
<div class="wide" role="region" aria-label="Events" tabindex="0"><table>
<thead><tr><th scope="col">Sent</th><th scope="col">Event</th><th scope="col">By</th>
<th scope="col" class="figure">Tries</th><th scope="col">Answer</th><th scope="col" class="figure">ms</th>
<th scope="col">State</th></tr></thead>
<tbody>${shown.map(rowOf)}</tbody>
</table></div>`;
}

function rowOf(delivery: Delivery): Html {
  const { tries, kind, provider, by, body, state, nextTryAt } = delivery;
  const last = tries.at(-1);
  return html`<tr>
<td>${last ? timeOf(last.sentAt) : "—"}</td>
<td><details><summary><code>${kind}</code> <span class="muted">${provider}</span></summary>
<p>${last?.eventRef ? html`<code>${last.eventRef}</code>` : "no reference"}</p>
${tries.map(tryOf)}
<pre tabindex="0">${body}</pre></details></td>
<td>${by}</td><td class="figure">${tries.length}</td>
<td>${last ? answerOf(last) : "—"}</td>
<td class="figure">${last ? Math.round(last.ms) : "—"}</td>
<td>${STATES[state]}${nextTryAt && html` at ${timeOf(nextTryAt)}`}</td>
</tr>`;
}

function tryOf(exchange: Exchange, index: number): Html {
  const headers = Object.entries(exchange.headers).map(([name, value]) => html`${name}: ${value}\n`);
  return html`<p>Try ${index + 1}, ${timeOf(exchange.sentAt)}: ${answerOf(exchange)} in ${exchange.ms} ms</p>
<pre tabindex="0">${exchange.method} ${exchange.path}\n${headers}</pre>`;
}

/** The status, or in words why there is none. */
export function answerOf({ status, error }: Exchange): string {
  return status === null ? (error ?? "no answer") : String(status);
}

/** Wall time of day in UTC, to the second. */
export function timeOf(iso: string): Html {
  return html`<time datetime="${iso}">${iso.slice(11, 19)} UTC</time>`;
}
