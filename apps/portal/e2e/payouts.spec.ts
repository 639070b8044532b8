import { expect, expectAccessible, signInAs, test } from "./support.ts";

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
