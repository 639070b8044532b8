import { SANDBOX_URL } from "../playwright.config.ts";
import { expect, signInAs, test } from "./support.ts";

test("buying in the shop moves an open home page, and a refund takes back exactly its share", async ({
  page,
  context,
}) => {
  test.setTimeout(120_000);
  await signInAs(page, "hazel");
  await page.goto("/home");
  const earned = page.locator('[data-figure="earned"] data').first();
  await expect(page.getByText(/^Live/).first()).toBeVisible();
  const before = await amount(earned);

  const shop = await context.newPage();
  await shop.goto(`${SANDBOX_URL}/shop?ref=${await codeOf(page, "Hazel Brook")}`);
  await shop.locator('input[name="quantity:BOX-MORN"]').fill("1");
  await shop.getByRole("button", { name: /pay/i }).click();
  await expect(shop).toHaveURL(/\/shop\/thanks\//);

  // 25 % of the box's 37.80 CV, rounded half away from zero.
  await expect.poll(() => amount(earned)).toBe(before + 945);

  await shop.getByRole("button", { name: /refund a third/i }).click();
  // A third of 48.00 is 16.00: 945 × 16/48 = 315.
  await expect.poll(() => amount(earned)).toBe(before + 945 - 315);

  await shop.goto(shop.url());
  await shop.getByRole("button", { name: /again/i }).click();
  await page.goto("/earnings");
  await expect.poll(() => amount(earned.or(page.locator("main data").first()))).not.toBeNaN();
  await page.goto("/home");
  await expect.poll(() => amount(earned)).toBe(before + 945 - 315);

  await page.goto("/earnings");
  await page.getByRole("link").filter({ hasText: "$9.45" }).first().click();
  await expect(page.getByText(/37\.80 CV/).first()).toBeVisible();
});

/** The exact value beside the formatted text, in cents. */
async function amount(figure: import("@playwright/test").Locator): Promise<number> {
  const value = await figure.getAttribute("value");
  return Math.round(Number(value) * 100);
}

async function codeOf(page: import("@playwright/test").Page, name: string): Promise<string> {
  const shop = await (await page.request.get("/api/demo/shop")).json();
  return shop.sponsors.find(({ displayName }: { displayName: string }) => displayName === name).code;
}
