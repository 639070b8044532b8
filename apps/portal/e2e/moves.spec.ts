import { expect, expectAccessible, signInAs, test } from "./support.ts";

test("somebody gets another sponsor: asked for with what it changes, approved by a second person, and undone", async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  await signInAs(page, "aster");
  await page.goto("/admin/moves");
  await expect(page.getByText("Nobody has been moved yet.")).toBeVisible();
  await page.getByRole("link", { name: "Move somebody" }).click();
  await expect(page.getByRole("heading", { name: "Move somebody" })).toBeVisible();
  await page.getByRole("button", { name: "Ask for the move" }).click();
  await expect(page.getByText("Choose who moves.").first()).toBeVisible();

  await page.getByLabel("Who moves").fill("Rowan");
  await page.getByRole("radio", { name: /Rowan/ }).first().check();
  await page.getByRole("textbox", { name: "New sponsor" }).fill("Rowan");
  await page.getByRole("group", { name: "New sponsor" }).getByRole("radio", { name: /Rowan/ }).first().check();
  await expect(page.getByText(/would make a circle|already/)).toBeVisible();
  await page.getByLabel("On top of the tree, without a sponsor").check();
  await expect(page.getByText(/people move: Rowan/)).toBeVisible({ timeout: 30_000 });
  await expectAccessible(page, "a move with what it changes");
  await page.getByLabel("Reason").fill("Signed up under the wrong sponsor");
  await page.getByRole("button", { name: /^Ask for the move of Rowan/ }).click();
  await expect(page.getByText("You asked for this, so someone else must approve it.")).toBeVisible();

  const second = await (await browser.newContext()).newPage();
  await signInAs(second, "sorrel");
  await second.goto("/admin/moves");
  await expectAccessible(second, "a move that waits");
  await second.getByRole("button", { name: /^Approve the move of Rowan/ }).click();
  await expect(second.getByText(/is under the top of the tree now/)).toBeVisible();
  await second.context().close();

  const undo = page.getByRole("button", { name: /^Undo the move of Rowan/ });
  await undo.click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill("It was the right one after all");
  await dialog.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText(/Undone/).first()).toBeVisible();
  await expect(undo).toHaveCount(0);
});
