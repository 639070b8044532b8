import type { Browser, Page } from "@playwright/test";
import { expect, expectAccessible, signInAs, test } from "./support.ts";

async function pageOf(browser: Browser, who: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signInAs(page, who);
  return page;
}

async function askFor(page: Page, reason: string): Promise<void> {
  await page.getByRole("button", { name: /^Ask to pay \d+ people/ }).press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("heading")).toBeFocused();
  await dialog.getByLabel("Reason").fill(reason);
  await dialog.getByRole("button", { name: /^Ask to pay/ }).press("Enter");
}

test("a batch is asked for, void when it changes, approved by a second person, sent once each, and tried again", async ({
  page,
  browser,
}) => {
  test.setTimeout(240_000);
  await signInAs(page, "aster");
  await page.goto("/admin/payouts");
  await page
    .getByRole("link", { name: /^13 March 2026/ })
    .first()
    .press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Payouts of 13 March 2026");
  await expectAccessible(page, "batch before it is asked for");
  await askFor(page, "too short");
  await expect(page.getByRole("dialog").getByLabel("Reason")).toHaveAttribute("aria-invalid", "true");
  await expectAccessible(page, "question for a reason");
  await page.keyboard.press("Escape");
  await askFor(page, "Weekly payout of 13 March");
  await expect(page.getByText("You asked for this payment, so you cannot approve it", { exact: false })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Approve/ })).toHaveCount(0);

  const second = await pageOf(browser, "sorrel");
  await second.goto(page.url());
  await expect(second.getByText(/Aster Vale asked on .*Weekly payout of 13 March/)).toBeVisible();
  await expectAccessible(second, "batch of the second person");
  await expect(second.getByRole("button", { name: /^Approve \d+ payouts/ })).toBeVisible();

  // Somebody takes a payout out meanwhile: what was asked for is not what would be paid any more.
  await page
    .getByRole("row")
    .filter({ hasText: /ending 44\d\d/, hasNotText: "Rowan Field" })
    .getByRole("button", { name: /^Take out the payout of/ })
    .last()
    .press("Enter");
  await page.getByRole("dialog").getByLabel("Reason").fill("Wants to wait for April");
  await page.getByRole("dialog").getByRole("button", { name: "Take out" }).press("Enter");
  await expect(second.getByText("The batch changed after it was submitted", { exact: false })).toBeVisible();
  await expect(second.getByRole("button", { name: /^Approve/ })).toHaveCount(0);
  await expectAccessible(second, "batch that has changed");

  await askFor(second, "Weekly payout without the one taken out");
  await expect(second.getByText("You asked for this payment, so you cannot", { exact: false })).toBeVisible();
  await page.getByRole("button", { name: /^Approve \d+ payouts/ }).press("Enter");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Approve \d+ payouts/ })
    .press("Enter");
  await expect(page.getByText("Approved. The payouts are being sent.")).toBeVisible();

  // Both pages learn by the live connection what becomes of each payout.
  await expect(second.getByText("Arrived").filter({ visible: true }).first()).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("Failed").filter({ visible: true }).first()).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("Came back").filter({ visible: true }).first()).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("Being sent").filter({ visible: true })).toHaveCount(0, { timeout: 60_000 });
  await expectAccessible(page, "batch with failures");

  const rowan = await pageOf(browser, "rowan");
  await rowan.goto("/earnings/payouts");
  const own = rowan.getByRole("table", { name: "Your payouts" }).getByRole("row").nth(1);
  await expect(own).toContainText("Arrived", { timeout: 60_000 });
  await expect(own).toContainText(/\$[\d,.]+ − \$3\.00 fee − \$0\.00 withheld/);
  await expectAccessible(rowan, "payouts of a distributor");

  await page.getByRole("button", { name: /^Try (all )?\d+ again$/ }).press("Enter");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Try (all )?\d+ again$/ })
    .press("Enter");
  await expect(page.getByRole("button", { name: /^Ask to pay/ })).toBeVisible();
});

test("a distributor adds an account: a wrong number is named, a good one is verified and waits", async ({ page }) => {
  await signInAs(page, "hazel");
  await page.goto("/earnings/payouts");
  await expect(page.getByText("No account to pay to.", { exact: false })).toBeVisible();
  await expectAccessible(page, "payouts without an account");
  await page.getByRole("button", { name: "Add account" }).press("Enter");
  const form = page.getByRole("form", { name: "Account for payouts" });
  await form.getByLabel("Kind of account").selectOption("iban");
  await form.getByRole("button", { name: "Use this account" }).press("Enter");
  await expect(form.getByRole("alert")).toBeVisible();
  await form.getByLabel("Account holder").fill("Hazel Brook");
  await form.getByLabel("IBAN", { exact: true }).fill("DE89 3704 0044 0532 0130 01");
  await form.getByLabel("Your password").fill("meadow-and-oak");
  await form.getByRole("button", { name: "Use this account" }).press("Enter");
  await expect(form.getByLabel("IBAN", { exact: true })).toHaveAccessibleDescription(
    /at least one of its digits is wrong/,
  );
  await expectAccessible(page, "account form with a wrong number");
  await form.getByLabel("IBAN", { exact: true }).fill("DE89 3704 0044 0532 0130 00");
  await form.getByRole("button", { name: "Use this account" }).press("Enter");
  await expect(page.getByText("Hazel Brook, account ending 3000")).toBeVisible();
  await expect(page.getByText("Verified", { exact: false }).first()).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(/New account is used from/)).toBeVisible();
});
