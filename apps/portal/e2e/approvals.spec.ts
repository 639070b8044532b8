import type { Page } from "@playwright/test";
import { expect, expectAccessible, signInAs, test } from "./support.ts";

/** Finance asks for an adjustment; there is no form for it yet, so it is asked for as the API does it. */
async function askFor(page: Page, distributorId: string, amount: string, reason: string): Promise<void> {
  const reply = await page.request.post("/api/trpc/adjustments.request", {
    headers: { origin: new URL(page.url()).origin },
    data: { json: { distributorId, amount, reason } },
  });
  expect(reply.status(), await reply.text()).toBe(200);
}

async function idOf(page: Page, name: string): Promise<string> {
  await page.goto(`/admin/people?q=${encodeURIComponent(name)}`);
  const link = page.getByRole("main").getByRole("link", { name }).first();
  return (await link.getAttribute("href"))?.split("/").at(-1) ?? "";
}

test("what waits is in one list: decided by a second person with the keyboard, and its maker reads why he may not", async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  await signInAs(page, "sorrel");
  const rowan = await idOf(page, "Rowan Field");
  await askFor(page, rowan, "20.00", "Sample pack of February not credited");
  await askFor(page, rowan, "7.50", "Entered for the wrong person");
  await page.goto("/admin/approvals");
  const others = page.getByRole("region", { name: "Waiting for somebody else" });
  await expect(others.getByRole("link", { name: "$20.00 for Rowan Field" })).toBeVisible();
  await expect(others.getByText("You asked for this, so someone else must approve it.").first()).toBeVisible();
  await expect(page.getByRole("button", { name: /^Approve/ })).toHaveCount(0);
  await expectAccessible(page, "approvals of the maker");
  await page.getByRole("button", { name: "Take back the request: $7.50 for Rowan Field" }).press("Enter");
  await page.getByRole("dialog").getByLabel("Reason").fill("It was for somebody else");
  await page.getByRole("dialog").getByRole("button", { name: "Take back" }).press("Enter");
  await expect(page.getByRole("table", { name: "Decided lately" })).toContainText("$7.50 for Rowan Field");

  const second = await (await browser.newContext()).newPage();
  await signInAs(second, "aster");
  await second.goto("/admin");
  await expect(second.getByRole("link", { name: "Waiting for a second person" })).toBeVisible();
  const place = second.getByRole("link", { name: /^Approvals/ }).first();
  await expect(place).toContainText("1");
  await place.press("Enter");
  await expect(second.getByText(/Sorrel Hill asked on .*Sample pack of February not credited/)).toBeVisible();
  await expectAccessible(second, "approvals of the second person");
  await second.getByRole("button", { name: "Approve $20.00" }).press("Enter");
  await second.getByRole("dialog").getByRole("button", { name: "Approve $20.00" }).press("Enter");
  await expect(second.getByText("Approved and booked.")).toBeVisible();
  await expect(second.getByRole("table", { name: "Decided lately" })).toContainText("$20.00 for Rowan Field");
  await expect(second.getByText("Nothing waits for your decision.")).toBeVisible();
});
