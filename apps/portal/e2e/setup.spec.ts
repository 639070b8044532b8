import { emptyInstallation, fillSetup, type Installation } from "./installation.ts";
import { expect, expectAccessible, test } from "./support.ts";

let made: Installation;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  made = await emptyInstallation();
});
test.afterAll(() => made.remove());

test("an empty installation is set up in one page, by its printed address only, and once", async ({ page }) => {
  test.setTimeout(120_000);
  const { address } = made;
  await page.goto(new URL("/setup?token=guessed", address).href);
  await expect(page.getByText("not the address that was printed")).toBeVisible();
  await expect(page.getByRole("textbox")).toHaveCount(0);

  await page.goto(address);
  await expectAccessible(page, "set-up");
  await page.getByRole("button", { name: "Set up", exact: true }).press("Enter");
  await expect(page.getByRole("alert").first()).toContainText("This is needed.");
  await expectAccessible(page, "set-up with what is missing");

  await fillSetup(page);
  await expect(page.getByRole("radio", { name: /Unilevel starter/ })).toBeChecked();
  await page.getByRole("button", { name: "Set up Acme" }).press("Enter");

  await expect(page).toHaveURL(/\/admin$/, { timeout: 30_000 });
  await expect(page.getByText("The set-up is not complete.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Enrol the first distributor" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Publish a plan" })).toHaveCount(0);
  await expectAccessible(page, "overview of a new company");

  await page.getByRole("link", { name: "Enrol the first distributor" }).press("Enter");
  await expect(page.getByText("Nobody sponsors this person.")).toBeVisible();
  await page.getByLabel("Name", { exact: true }).fill("Dora First");
  await page.getByLabel("E-mail").fill("dora@example.test");
  await page.getByRole("button", { name: "Enrol Dora First" }).press("Enter");
  await expect(page).toHaveURL(/\/admin\/people\/dst_[^/]+$/);

  await page.goto(new URL("/admin/plans", address).href);
  await expect(page.getByText("Unilevel starter, version 1")).toBeVisible();
  await expect(page.getByText("In force").first()).toBeVisible();

  await page.context().clearCookies();
  await page.goto(address);
  await expect(
    page
      .getByText("This installation is set up already", { exact: false })
      .or(page.getByText("This installation is set up.")),
  ).toBeVisible();
});
