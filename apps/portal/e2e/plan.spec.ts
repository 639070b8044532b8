import { expect, expectAccessible, signInAs, test } from "./support.ts";

test("a rank is changed in a draft, tried on real data, and published by a second person from its first day", async ({
  page,
  browser,
}) => {
  test.setTimeout(180_000);
  await signInAs(page, "aster");
  await page.goto("/admin/ranks");
  await page
    .getByRole("button", { name: /^New draft from version 3/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\/admin\/plans\/plv_[^/]+\/ranks/);
  const sprout = page.getByRole("navigation", { name: "Ranks" }).getByRole("link", { name: /Sprout/ });
  await sprout.click();
  await expect(sprout).toHaveAttribute("aria-current", "true");

  const preview = page.getByRole("complementary", { name: /had used this draft/ });
  await expect(preview.getByText("Nobody rises and nobody falls.")).toBeVisible({ timeout: 30_000 });
  const volume = page.getByRole("textbox", { name: /GV$/ }).first();
  await volume.fill("no number");
  await expect(volume).toHaveAttribute("aria-invalid", "true");
  await volume.fill("1");
  await volume.press("Enter");
  await expect(page.getByText("Saved", { exact: false }).first()).toBeVisible();
  await expect(preview.getByText(/[1-9]\d* of 9\d\d people change/)).toBeVisible({ timeout: 30_000 });
  await expect(preview.getByRole("link").first()).toHaveAttribute("href", /\/admin\/people\/dst_[^/]+\/rank/);
  const count = /(\d[\d,]*) of/.exec((await preview.getByRole("status").textContent()) ?? "")?.[1] ?? "none";
  await expectAccessible(page, "rank editor with a preview");

  await page.getByLabel("First day").selectOption({ label: "1 June 2026" });
  const publish = page.getByRole("region", { name: "Publication" });
  await expect(publish.getByRole("button", { name: `Publish, ${count} people change` })).toBeVisible({
    timeout: 30_000,
  });
  await publish.getByRole("button", { name: /^Publish/ }).click();
  const dialog = page.getByRole("dialog");
  await expectAccessible(page, "question of the first person");
  const ask = dialog.getByRole("button", { name: /^Ask to publish/ });
  const warnings = dialog.getByRole("checkbox");
  if ((await warnings.count()) > 0) await expect(ask).toHaveAttribute("aria-disabled", "true");
  for (const warning of await warnings.all()) await warning.check();
  await ask.click();
  await expect(page.getByText(/so someone else must approve it/)).toBeVisible();
  await expect(publish.getByRole("button", { name: /^Approve/ })).toHaveCount(0);

  const second = await (await browser.newContext()).newPage();
  await signInAs(second, "sorrel");
  await second.goto(page.url());
  await expect(second.getByText(/Aster Vale asked to publish this/)).toBeVisible();
  await second.getByRole("button", { name: `Approve, ${count} people change` }).click({ timeout: 30_000 });
  await expectAccessible(second, "question of the second person");
  await second
    .getByRole("dialog")
    .getByRole("button", { name: /^Approve/ })
    .click();
  await expect(second.getByText(/In force from 1 June 2026/)).toBeVisible();
  await expect(second.getByText("The first day leaves too little notice", { exact: false })).toHaveCount(0);
  // The first person's page learns it by the live connection.
  await expect(page.getByText(/In force from 1 June 2026/)).toBeVisible();
  await second.context().close();
});
