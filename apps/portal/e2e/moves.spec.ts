import { expect, expectAccessible, signInAs, test } from "./support.ts";

test("somebody gets another sponsor: asked for with what it changes, approved by a second person, and undone", async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  await signInAs(page, "aster");
  await page.goto("/admin/moves");
  await page.getByRole("link", { name: "Move somebody" }).click();
  await expect(page.getByRole("heading", { name: "Move somebody" })).toBeVisible();
  await page.getByRole("button", { name: "Ask for the move" }).click();
  await expect(page.getByText("Choose who moves.").first()).toBeVisible();

  const person = page.getByRole("textbox", { name: "Who moves" });
  const people = page.getByRole("group", { name: "Who moves" });
  const sponsor = page.getByRole("textbox", { name: "New sponsor" });
  const sponsors = page.getByRole("group", { name: "New sponsor" });
  await person.fill("Hazel Brook");
  await people.getByRole("radio", { name: /Hazel Brook/ }).check();
  await expect(page.getByText("Choose who moves.")).toHaveCount(0);
  await sponsor.fill("Clover Marsh");
  await sponsors.getByRole("radio", { name: /Clover Marsh/ }).check();
  await expect(page.getByText(/would make a circle: Hazel Brook → Clover Marsh → Hazel Brook/)).toBeVisible();
  await page.getByLabel("On top of the tree, without a sponsor").check();
  await expect(page.getByText(/people move: Hazel Brook and everybody below/)).toBeVisible({ timeout: 30_000 });
  await person.fill("Clover Marsh");
  await people.getByRole("radio", { name: /Clover Marsh/ }).check();
  await expect(page.getByText(/Clover Marsh alone moves/)).toBeVisible({ timeout: 30_000 });
  await expectAccessible(page, "a move with what it changes");
  await page.getByLabel("Reason").fill("Signed up under the wrong sponsor");
  await page.getByRole("button", { name: /^Ask for the move of Clover Marsh/ }).click();
  await expect(page.getByText("You asked for this, so someone else must approve it.")).toBeVisible();

  const second = await (await browser.newContext()).newPage();
  await signInAs(second, "sorrel");
  await second.goto("/admin/moves");
  await expectAccessible(second, "a move that waits");
  await second.getByRole("button", { name: /^Approve the move of Clover Marsh/ }).click();
  await expect(second.getByText(/Clover Marsh is on top of the tree now/)).toBeVisible();
  await second.context().close();

  const undo = page.getByRole("button", { name: /^Undo the move of Clover Marsh/ });
  await undo.click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill("It was the right one after all");
  await dialog.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText(/Undone/).first()).toBeVisible();
  await expect(undo).toHaveCount(0);
});
