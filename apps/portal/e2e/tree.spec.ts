import { expect, expectAccessible, signInAs, test } from "./support.ts";

test("the office compares two days of a tree by keyboard, and comes back to the tree", async ({ page }) => {
  await signInAs(page, "aster");
  await page.goto("/admin/tree");
  const outline = page.getByRole("treegrid", { name: "Team, Sponsor tree" });
  await expect(outline.getByRole("row").nth(1)).toBeVisible();

  await page.getByRole("link", { name: "Compare two days" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "What changed in the tree" })).toBeVisible();
  await page.getByLabel("From", { exact: true }).fill("2025-06-30");
  await expect(page).toHaveURL(/from=2025-06-30/);
  await page.getByLabel("To", { exact: true }).fill("2025-12-31");
  await expect(page).toHaveURL(/from=2025-06-30&to=2025-12-31/);
  const joined = page.getByRole("table", { name: "Joined" });
  await expect(joined.getByRole("row").nth(1)).toContainText("2025");
  await expectAccessible(page, "two days of a tree");

  await page.getByRole("link", { name: "Tree", exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(outline.getByRole("row").nth(1)).toBeVisible();
});

test("the office looks at the whole tree of a past day and opens a person's page from it", async ({ page }) => {
  await signInAs(page, "aster");
  await page.goto("/admin/tree?on=2025-09-30&q=hazel");
  await expect(page.getByRole("region", { name: "As of" })).toContainText("As of 30 September 2025.");
  await page.getByRole("button", { name: /^Hazel Brook D-/ }).press("Enter");
  const pane = page.getByRole("complementary", { name: "Selected person" });
  await expect(pane.getByRole("heading", { name: "Hazel Brook" })).toBeVisible();
  await pane.getByRole("link", { name: "Open the person’s page" }).press("Enter");
  await expect(page).toHaveURL(/\/admin\/people\/dst_/);
});
