import type { Locator } from "@playwright/test";
import { numberOf, paymentEvent, sendToDoor } from "./gateway.ts";
import { openLine } from "./line.ts";
import { expect, signInAs, test } from "./support.ts";

const PORT = Number(process.env.E2E_PORT ?? 41_300);
/** What the browser itself writes to its log while the line is cut. */
const CUT_OFF = /ERR_(CONNECTION|EMPTY|INCOMPLETE|NETWORK)|Failed to load resource/;

test.use({ expected: CUT_OFF });

test("a page whose line is cut says how old it is, and catches up by itself, once, when the line is back", async ({
  page,
  request,
}) => {
  test.setTimeout(120_000);
  const line = await openLine(PORT);
  try {
    await signInAs(page, "hazel");
    const { companyTime } = await (await request.get("/healthz")).json();
    const pay = async (amountMinor: number) => {
      const body = paymentEvent(
        { distributor: await numberOf(request, "Hazel Brook"), amountMinor },
        new Date(companyTime),
      );
      expect((await sendToDoor(request, body)).status).toBe(200);
    };
    await page.goto(`${line.origin}/home`);
    const earned = page.locator('[data-figure="earned"] data').first();
    await expect(page.getByText(/^Live/).first()).toBeVisible();
    const before = await centsOf(earned);
    await pay(10_000);
    await expect.poll(() => centsOf(earned)).toBeGreaterThan(before);
    const share = (await centsOf(earned)) - before;

    line.cut();
    await expect(page.getByText(/^As of .+ Reconnecting\.$/).first()).toBeVisible({ timeout: 5_000 });
    await pay(10_000);
    await pay(10_000);
    expect(await centsOf(earned), "nothing is lost from the page, nothing is guessed").toBe(before + share);

    line.mend();
    await expect(page.getByText(/^Live/).first()).toBeVisible({ timeout: 30_000 });
    await expect.poll(() => centsOf(earned)).toBe(before + 3 * share);
    await page.reload();
    await expect.poll(() => centsOf(earned)).toBe(before + 3 * share);
    await expect(page.getByText(/Reconnecting/)).toHaveCount(0);
  } finally {
    await page.goto("about:blank");
    await line.close();
  }
});

/** The exact value beside the formatted text, in cents. */
const centsOf = async (figure: Locator) => Math.round(Number(await figure.getAttribute("value")) * 100);
