import { expect, expectAccessible, signInAs, test } from "./support.ts";

const treegrid = "treegrid";

test("the team of a past day, by keyboard: choose the day, open people, search, and go back to today", async ({
  page,
}) => {
  await signInAs(page, "hazel");
  await page.goto("/team");
  const outline = page.getByRole(treegrid, { name: "Team, Sponsor tree" });
  // The page listens once it is live, and counts once the frontline is there.
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await expect(outline.getByRole("row").nth(2)).toBeVisible();
  const today = await outline.getByRole("row").count();
  const day = page.getByLabel("As of", { exact: true });
  await day.fill("2025-09-30");
  const bar = page.getByRole("region", { name: "As of" });
  await expect(bar).toContainText("As of 30 September 2025. Ranks and volumes are those of August 2025");
  await expect(page).toHaveURL(/on=2025-09-30/);
  await expect(outline.getByRole("row").nth(1)).toContainText("You");
  expect(await outline.getByRole("row").count()).toBeLessThan(today);
  await expectAccessible(page, "the team as of a past day");

  await outline.getByRole("row").nth(1).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  const pane = page.getByRole("complementary", { name: "Selected person" });
  await expect(pane.getByRole("heading")).toBeVisible();
  await expect(pane).toContainText("August 2025");
  await expect(pane).not.toContainText("Contact");
  await page.reload();
  await expect(bar).toBeVisible();
  await expect(pane.getByRole("heading")).toBeVisible();

  await bar.getByRole("button", { name: "Back to today" }).focus();
  await page.keyboard.press("Enter");
  await expect(bar).toHaveCount(0);
  await expect(page).not.toHaveURL(/on=|person=/);
  await expect(outline.getByRole("row")).toHaveCount(today);
});

test("before somebody joined, his team says so", async ({ page }) => {
  await signInAs(page, "hazel");
  await page.goto("/team?on=2024-12-31");
  // A streamed part may stand there twice for a moment, hidden.
  const said = page.getByText("You had no place in the Sponsor tree on 31 December 2024.").filter({ visible: true });
  await expect(said).toBeVisible();
});

test("the placement tree of a past day, with its seats, and both legs of today", async ({ page }) => {
  await signInAs(page, "hazel");
  await page.goto("/team?on=2025-09-30");
  await page.getByRole("button", { name: "Placement tree" }).press("Enter");
  await expect(page).toHaveURL(/tree=placement/);
  await expect(page).toHaveURL(/on=2025-09-30/);
  const outline = page.getByRole(treegrid, { name: "Team, Placement tree" });
  await expect(page.getByRole("region", { name: "As of" })).toContainText("As of 30 September 2025.");
  await expect(outline.getByRole("row", { name: /left/ }).first()).toBeVisible();
  await expect(outline.getByRole("row", { name: /right/ }).first()).toBeVisible();
  await expectAccessible(page, "the placement tree as of a past day");

  await page.goto("/team/legs");
  for (const side of ["Left", "Right"]) {
    const leg = page.getByRole("listitem").filter({ hasText: side });
    await expect(leg).toContainText(/\d PV/);
    await expect(leg).not.toContainText("nobody yet");
  }
  await expect(page.getByText("No bonus of the plan pays on these legs.")).toBeVisible();
});
