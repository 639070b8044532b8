import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { csvRows, minorOf, pdfPages } from "../../../packages/server/src/statements/testing/read-files.ts";
import { expect, expectAccessible, signInAs, test } from "./support.ts";

/** What stands in a row of the screen's equation, as the server gave it: decimal text. */
const amountIn = async (row: Locator): Promise<string> => (await row.locator("data").getAttribute("value")) ?? "";

async function saved(page: Page, format: "PDF" | "CSV"): Promise<Buffer> {
  const waiting = page.waitForEvent("download");
  await page.getByRole("link", { name: format, exact: true }).press("Enter");
  const download = await waiting;
  expect(download.suggestedFilename()).toMatch(/^statement-month-2026-02-01-D-\d+\.(pdf|csv)$/);
  return readFile(await download.path());
}

test("a statement is opened with the keyboard, and screen, CSV and PDF come to the same", async ({ page }) => {
  await signInAs(page, "hazel");
  await page.goto("/earnings/statements");
  await expectAccessible(page, "list of statements");
  await page.getByRole("link", { name: "February 2026" }).press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Statement February 2026");
  await expectAccessible(page, "statement");

  const rows = page.getByRole("region", { name: "What changed" }).locator("dl > div");
  const [opening, ...others] = await Promise.all((await rows.all()).map(amountIn));
  const closing = others.pop() ?? "";
  const changed = others.reduce((sum, text) => sum + minorOf(text), 0n);
  expect(minorOf(opening ?? "") + changed).toBe(minorOf(closing));

  const csv = csvRows((await saved(page, "CSV")).toString("utf8"));
  const amount = (row: readonly string[] | undefined) => minorOf(row?.[9] ?? "");
  expect(amount(csv.find(([name]) => name === "opening"))).toBe(minorOf(opening ?? ""));
  expect(amount(csv.find(([name]) => name === "closing"))).toBe(minorOf(closing));
  expect(csv.slice(2, -2).reduce((sum, row) => sum + amount(row), 0n)).toBe(changed);

  const pdf = await saved(page, "PDF");
  const written = (await pdfPages(pdf)).join("\n").split("\n");
  const dollars = new Intl.NumberFormat("en", { style: "currency", currency: "USD" });
  for (const text of [opening ?? "", closing, ...others]) {
    expect(written).toContain(dollars.format(text as `${number}`));
  }
  expect((await saved(page, "PDF")).equals(pdf)).toBe(true);
});

test("the open month is a preview, and a statement of somebody else is not there", async ({ page, browser }) => {
  await signInAs(page, "hazel");
  await page.goto("/earnings/statements");
  await page.getByRole("link", { name: "The open month as it stands" }).press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Preview March 2026");
  await expect(page.getByText("Not closed. This is a preview", { exact: false })).toBeVisible();
  await expect(page.getByRole("link", { name: "PDF" })).toHaveCount(0);
  await expectAccessible(page, "preview");

  await page.goto("/earnings/statements");
  const own = await page.getByRole("link", { name: "February 2026" }).getAttribute("href");
  const clover = await (await browser.newContext()).newPage();
  await signInAs(clover, "clover");
  await clover.goto(own ?? "");
  await expect(clover.getByText("Not found, or not yours to see.")).toBeVisible();
  const file = await clover.request.get(`/api/statements/${own?.split("/").at(-1)}/pdf`);
  expect(file.status()).toBe(404);
});
