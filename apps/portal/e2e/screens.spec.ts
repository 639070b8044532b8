import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { numberOf, paymentEvent, sendToDoor } from "./gateway.ts";
import { enterParty } from "./party.ts";
import { expect, expectAccessible, signInAs, test } from "./support.ts";

const APP = join(import.meta.dirname, "../src/app");
const SIZES = [
  { name: "1280", width: 1280, height: 900 },
  { name: "360", width: 360, height: 780 },
] as const;

const PLAN = /\/admin\/plans\/plv_[^/]+\/ranks/;
/** Where a dynamic route gets its sample from: the first link of each kind in turn, beginning on a page. */
const SAMPLES: Readonly<Record<string, { readonly on: string; readonly links: readonly RegExp[] }>> = {
  "/earnings/[lineId]": { on: "/earnings", links: [/\/earnings\/lin_/] },
  "/earnings/statements/[statementId]": { on: "/earnings/statements", links: [/\/earnings\/statements\/stm_/] },
  "/admin/people/[distributorId]": { on: "/admin/people", links: [/\/admin\/people\/dst_[^/]+$/] },
  "/admin/people/[distributorId]/earnings": { on: "/admin/people", links: [/\/admin\/people\/dst_[^/]+$/] },
  "/admin/people/[distributorId]/earnings/[lineId]": {
    on: "/admin/orders",
    links: [/\/admin\/orders\/ord_/, /\/admin\/people\/dst_[^/]+\/earnings\/lin_/],
  },
  "/admin/people/[distributorId]/rank": { on: "/admin/people", links: [/\/admin\/people\/dst_[^/]+$/] },
  "/admin/people/[distributorId]/not-paid": { on: "/admin/people", links: [/\/admin\/people\/dst_[^/]+$/] },
  "/admin/people/[distributorId]/attributes": { on: "/admin/people", links: [/\/admin\/people\/dst_[^/]+$/] },
  "/admin/orders/[orderId]": { on: "/admin/orders", links: [/\/admin\/orders\/ord_/] },
  "/admin/plans/[planVersionId]": { on: "/admin/plans", links: [/\/admin\/plans\/plv_[^/]+$/] },
  "/admin/plans/[planVersionId]/ranks": { on: "/admin/ranks", links: [/\/admin\/plans\/plv_[^/]+\/ranks/] },
  "/admin/plans/[planVersionId]/scenarios": { on: "/admin/ranks", links: [PLAN, /\/plv_[^/]+\/scenarios$/] },
  "/admin/plans/[planVersionId]/preview": { on: "/admin/ranks", links: [PLAN, /\/plv_[^/]+\/preview$/] },
  "/admin/plans/[planVersionId]/simulate": { on: "/admin/ranks", links: [PLAN, /\/plv_[^/]+\/simulate$/] },
  "/admin/plans/[planVersionId]/compare/[otherId]": { on: "/admin/ranks", links: [PLAN, /\/compare\/plv_/] },
  "/admin/ledger/[transactionId]": { on: "/admin/ledger", links: [/\/admin\/ledger\/\d+$/] },
  "/admin/jobs/[jobName]": { on: "/admin/jobs", links: [/\/admin\/jobs\/ledger\.seal$/] },
  "/admin/runs/[runId]": { on: "/admin/runs", links: [/\/admin\/runs\/run_/] },
  "/admin/payouts/[batchId]": { on: "/admin/payouts", links: [/\/admin\/payouts\/pob_/] },
  "/admin/mail/[messageId]": { on: "/admin/mail", links: [/\/admin\/mail\/mail_/] },
  "/integrations/events/[inboxEventId]": { on: "/integrations/events", links: [/\/integrations\/events\/ibx_/] },
  "/integrations/providers/[provider]": { on: "/integrations/providers", links: [/\/integrations\/providers\/stripe/] },
  "/admin/parties/[partyId]": { on: "/admin/parties", links: [/\/admin\/parties\/pty_/] },
  "/parties/[partyId]": { on: "/parties", links: [/\/parties\/pty_/] },
  "/lab/runs/[labRunId]": { on: "/lab", links: [/\/lab\/runs\//] },
};
/** Not there in production. */
const ELSEWHERE = new Set(["/dev/ui", "/dev/mail"]);

/** The routes of the portal, read from its folders, so that a new page is looked at without asking. */
function routes(folder = APP, path = ""): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === "page.tsx") return [path === "" ? "/" : path];
    if (!entry.isDirectory() || entry.name.startsWith("_") || entry.name === "api") return [];
    const part = entry.name.startsWith("(") ? "" : `/${entry.name}`;
    return routes(join(folder, entry.name), `${path}${part}`);
  });
}

const viewerOf = (route: string): "hazel" | "aster" | null => {
  if (route === "/" || route.startsWith("/sign-in") || route === "/demo" || route === "/setup") return null;
  return /^\/(home|earnings|rank|team|parties|settings|customers|share)/.test(route) ? "hazel" : "aster";
};

async function addressOf(page: Page, route: string): Promise<string | null> {
  if (!route.includes("[")) return route;
  const sample = SAMPLES[route];
  if (!sample) throw new Error(`The route ${route} needs a sample in this file.`);
  if (sample.on === "/parties" || sample.on === "/admin/parties") await enterParty(page, sample.on, "Holly Looker");
  await page.goto(sample.on);
  // A run of the laboratory is there once something was sent from it; the page can send once it has written the event.
  if (sample.on === "/lab") {
    await expect(page.locator("#payload:visible")).toHaveValue(/\{/);
    await page.getByRole("button", { name: "Send", exact: true }).click();
  }
  let found = "";
  for (const link of sample.links) {
    if (found) await page.goto(found);
    await expect
      .poll(async () => (await hrefs(page)).some((href) => link.test(href)), { message: `a link to ${route}` })
      .toBe(true);
    found = (await hrefs(page)).find((href) => link.test(href)) ?? "";
  }
  const tail = /^(\/admin\/people\/\[distributorId\])(\/[a-z-]+)$/.exec(route)?.[2] ?? "";
  return found + tail;
}

const hrefs = (page: Page) =>
  page.locator("main a[href]").evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));

/** One payment, so that no page of the back office is looked at empty: it leaves an event, a line and two e-mails. */
test.beforeAll(async ({ request }) => {
  const body = paymentEvent(
    { distributor: await numberOf(request, "Hazel Brook"), amountMinor: 4_800 },
    new Date("2026-03-18T14:00:00Z"),
  );
  expect((await sendToDoor(request, body)).status).toBe(200);
});

for (const route of routes()
  .filter((path) => !ELSEWHERE.has(path))
  .sort()) {
  test(`${route} is accessible, quiet and fits, light and dark, wide and narrow`, async ({
    page,
    context,
    baseURL,
  }) => {
    test.setTimeout(120_000);
    const viewer = viewerOf(route);
    if (viewer) await signInAs(page, viewer);
    const address = await addressOf(page, route);
    for (const { name, width, height } of SIZES) {
      await page.setViewportSize({ width, height });
      for (const theme of ["light", "dark"]) {
        await context.addCookies([{ name: "theme", value: theme, url: baseURL ?? "" }]);
        await page.goto(address ?? route);
        await expect(page.locator("main")).toBeVisible();
        await expect(page.locator("main :is(h1, h2):visible").first()).toBeVisible();
        await page.waitForLoadState("load");
        await expectAccessible(page, `${route} ${theme} ${name}`);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow, `${route} at ${name} scrolls sideways`).toBeLessThanOrEqual(0);
      }
    }
  });
}
