import { emptyInstallation, fillSetup, type Installation } from "./installation.ts";
import { chooseConsultant, fillParty } from "./party.ts";
import { expect, expectAccessible, test } from "./support.ts";

test.describe("a company that begins with the plan for parties", () => {
  let made: Installation;
  test.beforeAll(async () => {
    test.setTimeout(120_000);
    made = await emptyInstallation();
  });
  test.afterAll(() => made.remove());

  test("says what a host needs, counts what is booked, and credits nothing below it", async ({ page }) => {
    test.setTimeout(180_000);
    await page.goto(made.address);
    await fillSetup(page);
    const template = page.getByRole("radio", { name: /part(y|ies)/i });
    await template.focus();
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "Set up Acme" }).press("Enter");
    await expect(page).toHaveURL(/\/admin$/, { timeout: 30_000 });
    await page.goto(made.at("/admin/people/new"));
    await page.getByLabel("Name", { exact: true }).fill("Dora First");
    await page.getByLabel("E-mail").fill("dora@example.test");
    await page.getByRole("button", { name: "Enrol Dora First" }).press("Enter");
    await expect(page).toHaveURL(/\/admin\/people\/dst_[^/]+$/);

    await page.getByRole("link", { name: "Parties" }).first().press("Enter");
    await expect(page.getByText("No party has been entered yet.")).toBeVisible();
    await page.getByRole("link", { name: "Enter a party" }).press("Enter");
    await chooseConsultant(page, "Dora First");
    await fillParty(page, "Holly Host");
    await page.getByRole("button", { name: "Enter the party" }).press("Enter");
    await expect(page).toHaveURL(/\/admin\/parties\/pty_[^/]+$/);
    const first = page.url();
    await expect(page.getByText("500 in sales missing")).toBeVisible();
    await expect(page.getByText("1 booking missing")).toBeVisible();
    await expectAccessible(page, "a party with what its host needs");

    await page.getByRole("link", { name: "Book a party here" }).press("Enter");
    await expect(page.getByLabel("Booked at")).toHaveValue(/^pty_/);
    await fillParty(page, "Bea Booker");
    await page.getByRole("button", { name: "Enter the party" }).press("Enter");
    await expect(page.getByRole("heading", { name: /Bea Booker/ })).toBeVisible();
    await page.goto(first);
    await expect(page.getByRole("link", { name: /Bea Booker/ })).toBeVisible();
    await expect(page.getByText("1 booking missing")).toHaveCount(0);
    await page.getByRole("button", { name: "Close the party" }).press("Enter");
    await page.getByRole("dialog").getByRole("button", { name: "Close the party" }).press("Enter");
    await expect(page.getByText("closed below what the plan asks for", { exact: false })).toBeVisible();
  });
});
