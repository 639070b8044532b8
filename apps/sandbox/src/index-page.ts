import { html } from "./http/html.ts";
import { page } from "./http/page.ts";
import { fileReply, jsonReply, pageReply } from "./http/reply.ts";
import type { Route } from "./http/router.ts";

/** The first page, which lists the parts, and what all pages need. */
export function indexRoutes(portalUrl: string): readonly Route[] {
  const css = "text/css; charset=utf-8";
  const assets = [
    { path: "/assets/sandbox.css", reply: fileReply(new URL("http/sandbox.css", import.meta.url), css) },
    { path: "/assets/shop.css", reply: fileReply(new URL("shop/shop.css", import.meta.url), css) },
    {
      path: "/assets/shop.js",
      reply: fileReply(new URL("shop/shop.js", import.meta.url), "text/javascript; charset=utf-8"),
    },
  ];
  const content = html`<h1>The world outside</h1>
<p>This sandbox plays everything that is not Upline: a shop, a payment gateway, and a mail provider. It speaks with the
portal by HTTP and SMTP only.</p>
<ul class="parts">
<li><a href="/shop">Shop</a><p>Buy as a customer of a distributor's link. Paying sends real, signed webhooks.</p></li>
<li><a href="/mail">Mail</a><p>Every e-mail the portal sends, caught here.</p></li>
<li><a href="/gateway">Gateway</a><p>The webhooks that were sent, with answers and further tries.</p></li>
<li><a href="${portalUrl}">Portal</a><p>The back office itself, at ${portalUrl}.</p></li>
</ul>`;
  return [
    { method: "GET", path: "/", handle: () => pageReply(page({ title: "Sandbox", at: "", content })) },
    { method: "GET", path: "/healthz", handle: () => jsonReply({ ok: true }) },
    ...assets.map(({ path, reply }) => ({ method: "GET" as const, path, handle: () => reply })),
  ];
}
