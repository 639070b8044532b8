import type { Browser, Page } from "@playwright/test";
import { type LaterCompany, laterCompany } from "./later-company.ts";
import { expect, expectAccessible, signInAs, test } from "./support.ts";

let company: LaterCompany;
test.beforeAll(async () => {
  test.setTimeout(600_000);
  // The fifth of April: March and its cut-off days are over.
  company = await laterCompany(18);
});
test.afterAll(async () => company?.remove());

async function pageOf(browser: Browser, who: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: company.origin });
  const page = await context.newPage();
  await signInAs(page, who, company.origin);
  return page;
}

test("an ended month is evaluated, reviewed, approved by a second person with the keyboard alone, and posted", async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const aster = await pageOf(browser, "aster");
  await aster.goto("/admin/runs");
  await expect(aster.getByRole("heading", { level: 1 })).toHaveText("Commission runs");
  // The run starts by itself once the cut-off is over; the page learns of it by the live connection.
  const march = aster.getByRole("row", { name: /March 2026/ });
  await expect(march.getByText("Waiting for review")).toBeVisible({ timeout: 120_000 });
  await expectAccessible(aster, "list of runs");
  await march.getByRole("link", { name: "March 2026" }).press("Enter");
  await expect(aster.getByRole("heading", { level: 1 })).toHaveText("Run of March 2026");
  await expect(aster.getByRole("heading", { name: "By bonus" })).toBeVisible();
  await expect(aster.getByRole("heading", { name: "Compared with the run before" })).toBeVisible();
  await expect(aster.getByRole("heading", { name: "Evaluated a second time" })).toBeVisible();
  await expectAccessible(aster, "run before it is asked for");

  await aster.getByRole("button", { name: "Ask for approval" }).press("Enter");
  const question = aster.getByRole("dialog");
  await expect(question.getByRole("heading")).toBeFocused();
  await question.getByLabel("Reason").fill("short");
  await question.getByRole("button", { name: "Ask for approval" }).press("Enter");
  await expect(question.getByLabel("Reason")).toHaveAttribute("aria-invalid", "true");
  await expectAccessible(aster, "question for a reason");
  await question.getByLabel("Reason").fill("Compared with February, nobody stands out");
  await question.getByRole("button", { name: "Ask for approval" }).press("Enter");
  await expect(aster.getByText("You asked for this, so someone else must approve it.")).toBeVisible();
  await expect(aster.getByRole("button", { name: /^Approve/ })).toHaveCount(0);

  const sorrel = await pageOf(browser, "sorrel");
  await sorrel.goto("/admin/approvals");
  await sorrel.getByRole("link", { name: /^Review March 2026/ }).press("Enter");
  await expect(sorrel.getByText(/Aster Vale asked for approval: Compared with February/)).toBeVisible();
  await expectAccessible(sorrel, "run that waits for the second person");
  const approve = sorrel.getByRole("button", { name: /^Approve \$[\d,.]+$/ });
  const amount = (await approve.textContent())?.replace("Approve ", "") ?? "";
  await approve.press("Enter");
  await expect(sorrel.getByRole("dialog")).toContainText(`lines, ${amount}?`);
  await sorrel
    .getByRole("dialog")
    .getByRole("button", { name: `Approve ${amount}` })
    .press("Enter");
  await sorrel.getByRole("button", { name: `Post ${amount}` }).press("Enter");
  await sorrel
    .getByRole("dialog")
    .getByRole("button", { name: `Post ${amount}` })
    .press("Enter");

  const steps = sorrel.getByRole("list", { name: "Steps of the run" });
  await expect(steps.getByRole("listitem").filter({ hasText: "Posted" })).toContainText("Sorrel Hill", {
    timeout: 120_000,
  });
  await expectAccessible(sorrel, "posted run");
  // The other page has heard of it: nothing is left to decide there.
  await expect(aster.getByRole("button", { name: /^(Approve|Post|Cancel)/ })).toHaveCount(0);
  await aster.goto("/admin/runs");
  await expect(aster.getByRole("row", { name: /March 2026/ })).toContainText(amount);
});
