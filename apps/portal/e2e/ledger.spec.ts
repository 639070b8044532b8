import { expect, expectAccessible, signInAs, test } from "./support.ts";

test("the ledger: verify by keyboard, follow a transaction, and hand the files to an auditor", async ({ page }) => {
  await signInAs(page, "aster");
  await page.goto("/admin/ledger");
  const verify = page.getByRole("button", { name: "Verify now" });
  await expect(page.getByRole("table", { name: "Accounts" })).toContainText("Commission expense");
  await verify.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText(/Every block and every balance is as it was posted/)).toBeVisible({ timeout: 60_000 });

  await page.getByLabel("Kind", { exact: true }).selectOption("accrue");
  await expect(page).toHaveURL(/kind=accrue/);
  const list = page.getByRole("table", { name: "Ledger transactions" });
  await expect(list.getByRole("row").nth(1)).toContainText("Commission");
  await list.getByRole("link").first().click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Transaction");
  const entries = page.getByRole("table", { name: /^Entries/ });
  const total = entries.locator("tfoot td");
  expect(await total.nth(1).textContent()).toBe(await total.nth(2).textContent());
  await expectAccessible(page, "a ledger transaction");

  const csv = await page.request.get("/api/ledger/ledger.csv");
  const rows = (await csv.text()).trim().split("\r\n");
  expect(rows.length).toBeGreaterThan(100);
  expect(rows.slice(1).reduce((sum, row) => sum + Number(row.split(",").at(-1)), 0)).toBe(0);
  const jsonl = await (await page.request.get("/api/ledger/ledger.jsonl")).text();
  expect(jsonl.split("\n").filter((line) => line.includes('"type":"seal"')).length).toBeGreaterThan(0);
});

test("files of the ledger are not for distributors", async ({ page }) => {
  await signInAs(page, "hazel");
  expect((await page.request.get("/api/ledger/ledger.csv")).status()).toBe(403);
});
