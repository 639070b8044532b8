import type { Locator, Page } from "@playwright/test";
import { expect, expectAccessible, signInAs, test } from "./support.ts";

/** Goes there by the Tab key alone; whatever has the focus is seen. */
async function reach(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 250; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`not reached by keyboard: ${target}`);
}
const press = async (page: Page, target: Locator) => {
  await expect(target).toBeVisible();
  await reach(page, target);
  await page.keyboard.press("Enter");
};
const view = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Views of this plan version" }).getByRole("link", { name, exact: true });

/** The demo's draft, which raises level 2 of a Leaf from 5 % to 6 %. */
async function draftAddress(page: Page): Promise<string> {
  await page.goto("/admin/ranks");
  const link = page.getByRole("link", { name: "Meadow & Oak, version 4", exact: true }).last();
  return ((await link.getAttribute("href")) ?? "").replace(/\/ranks$/, "");
}

test("a draft is previewed, its red scenario stands in the way, is mended, and it is asked for: by keyboard", async ({
  page,
}) => {
  test.setTimeout(240_000);
  await signInAs(page, "aster");
  const address = await draftAddress(page);

  await page.goto(`${address}/preview`);
  await expect(page.getByText(/, computed in .* Compared with version 3\./)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("heading", { name: "Who earns more" })).toBeVisible();
  await expect(page.getByRole("table", { name: "By bonus" }).getByText("Unilevel")).toBeVisible();
  await expectAccessible(page, "preview");

  await press(page, view(page, "Scenarios"));
  await expect(page.getByText("3 of 4 right")).toBeVisible();
  await expect(page.getByText("$1.00 apart")).toBeVisible();
  await expectAccessible(page, "scenarios, one red");

  await press(page, view(page, "Ranks"));
  const publish = page.getByRole("region", { name: "Publication" }).getByRole("button", { name: /^Publish/ });
  await press(page, publish);
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("1 scenario is red.")).toBeVisible();
  await expect(dialog.getByRole("button", { name: /^Ask to publish/ })).toHaveAttribute("aria-disabled", "true");
  await press(page, dialog.getByRole("link", { name: "Open the scenarios" }));

  await press(page, page.getByRole("button", { name: "Change: A Leaf earns on level 2" }));
  const amount = page.getByRole("textbox", { name: "Amount" }).last();
  await reach(page, amount);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("6.00");
  await expectAccessible(page, "form of a scenario");
  await press(page, page.getByRole("button", { name: "Keep and try" }));
  await expect(page.getByText("4 of 4 right")).toBeVisible();

  await press(page, view(page, "Compare"));
  await expect(page.getByText("Unilevel, Leaf, level 2:")).toBeVisible();
  await expect(page.getByText("6 %")).toBeVisible();
  await expectAccessible(page, "comparison");

  await press(page, view(page, "Ranks"));
  await expect(page.getByText(/of 9\d\d people change/)).toBeVisible({ timeout: 60_000 });
  await press(page, publish);
  for (const warning of await dialog.getByRole("checkbox").all()) {
    await reach(page, warning);
    if (!(await warning.isChecked())) await page.keyboard.press("Space");
    await expect(warning).toBeChecked();
  }
  const ask = dialog.getByRole("button", { name: /^Ask to publish/ });
  await expect(ask).not.toHaveAttribute("aria-disabled", "true");
  await press(page, ask);
  await expect(page.getByText(/so someone else must approve it/)).toBeVisible();
});

test("an order is simulated: who is paid what and why, and it is kept as a scenario", async ({ page }) => {
  test.setTimeout(180_000);
  await signInAs(page, "aster");
  const address = await draftAddress(page);
  await page.goto(`${address}/simulate`);
  await reach(page, page.getByRole("textbox", { name: "Distributor" }));
  await page.keyboard.type("Hazel Brook");
  const hazel = page.getByRole("radio", { name: /^Hazel Brook/ });
  await expect(hazel).toBeVisible();
  await reach(page, hazel);
  await page.keyboard.press("Space");
  await press(page, page.getByRole("button", { name: "Show who is paid" }));
  await expect(page.getByText(/for this order$/)).toBeVisible({ timeout: 60_000 });
  const first = page.locator("summary").filter({ hasText: "Hazel Brook" }).first();
  await press(page, first);
  await expect(page.getByText("25 %").first()).toBeVisible();
  await expectAccessible(page, "simulated order");

  await press(page, page.getByRole("button", { name: "Keep as scenario" }));
  await reach(page, page.getByRole("textbox", { name: "What it shows" }));
  await page.keyboard.type("A box of Hazel's");
  await press(page, page.getByRole("dialog").getByRole("button", { name: "Keep", exact: true }));
  await press(page, page.getByRole("link", { name: "Open the scenarios" }));
  await expect(page.getByText("A box of Hazel's")).toBeVisible();
});
