import { expect, expectAccessible, signInAs, test } from "./support.ts";

test("somebody is enrolled on his behalf: what is wrong stands at its field, then the person is there", async ({
  page,
}) => {
  test.setTimeout(120_000);
  await signInAs(page, "aster");
  await page.goto("/admin/people");
  await page.getByRole("link", { name: "Enrol a distributor" }).press("Enter");
  await expect(page).toHaveURL(/\/admin\/people\/new$/);
  const submit = () => page.getByRole("button", { name: /^Enrol/ }).press("Enter");
  await expect(page.getByRole("radio").first()).toBeVisible();
  await submit();
  const alert = page.getByRole("alert").filter({ hasText: "This is needed." });
  await expect(alert).toContainText("Choose who sponsors this person.");
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
  await expectAccessible(page, "enrolment with what is missing");

  await page.getByLabel("Name", { exact: true }).fill("Nettle Field");
  await page.getByLabel("E-mail").fill("hazel@meadow-oak.example");
  await page.getByRole("textbox", { name: "Sponsor" }).fill("Hazel Br");
  const hazel = page.getByRole("radio", { name: /Hazel Brook/ });
  await expect(page.getByRole("radio")).toHaveCount(1);
  await hazel.focus();
  await page.keyboard.press("Space");
  await expect(hazel).toBeChecked();
  await page.getByLabel("Joined on").fill("2026-03-10");
  await page.getByLabel("Country").fill("us");
  await submit();
  await expect(page.getByRole("alert").first()).toContainText("This e-mail already belongs to Hazel Brook, D-");
  await expect(page.getByLabel("E-mail")).toBeFocused();

  await page.getByLabel("E-mail").fill("nettle.field@example.test");
  await page.getByLabel("Joined on").fill("2010-01-01");
  await submit();
  await expect(page.getByRole("alert").first()).toContainText(/The sponsor joined on \d{4}-\d\d-\d\d\./);
  await page.getByLabel("Joined on").fill("2026-03-10");
  await page.getByRole("button", { name: "Enrol Nettle Field" }).press("Enter");
  await expect(page).toHaveURL(/\/admin\/people\/dst_[^/]+$/);
  await expect(page.getByRole("heading", { name: /Nettle Field/ })).toBeVisible();
  await expect(page.getByText(/sponsored by/)).toContainText("Hazel Brook");

  await page.goto("/admin/audit?action=people.enrol");
  await expect(page.locator("main").getByText("Enrolled a distributor").locator("visible=true").first()).toBeVisible();
});

test("what a plan reads about somebody is recorded with its reason, and its history stays", async ({ page }) => {
  await signInAs(page, "aster");
  await page.goto("/admin/people?q=Hazel%20Brook");
  await page.getByRole("link", { name: "Hazel Brook" }).first().press("Enter");
  await page.getByRole("link", { name: "Attributes" }).press("Enter");
  await expect(page.getByText("Nothing is recorded about this person.")).toBeVisible();
  const record = async (value: string) => {
    await page.getByRole("button", { name: "Record an attribute" }).press("Enter");
    const dialog = page.getByRole("dialog", { name: /Record an attribute of Hazel Brook/ });
    await dialog.getByRole("button", { name: "Record", exact: true }).press("Enter");
    await expect(dialog.getByText("Name the attribute.")).toBeVisible();
    await expect(dialog.getByLabel("Attribute", { exact: true })).toBeFocused();
    await dialog.getByLabel("Attribute", { exact: true }).fill("package");
    await dialog.getByLabel("Value").fill(value);
    await dialog.getByLabel("Reason").fill("Signed the contract today");
    await expectAccessible(page, "the dialog of an attribute");
    await dialog.getByRole("button", { name: "Record", exact: true }).press("Enter");
    await expect(dialog).toBeHidden();
  };
  await record("gold");
  const rows = page.getByRole("table", { name: /Recorded so far/ }).locator("tbody tr");
  await expect(rows).toHaveCount(1);
  await expect(rows.first()).toContainText("In force");
  await record("");
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText("taken away");
  await expect(rows.last()).toContainText("Over");
});

test("of two quick changes of the filters none is lost", async ({ page }) => {
  await signInAs(page, "aster");
  await page.goto("/admin/people");
  await expect(page.getByRole("button", { name: "In good standing" })).toBeVisible();
  await page.waitForLoadState("networkidle");
  // The second is chosen in the same task of the page, before the first has arrived.
  await page.evaluate(() => {
    const chips = [...document.querySelectorAll<HTMLElement>("main .chip")];
    for (const name of ["In good standing", "Active"]) chips.find(({ textContent }) => textContent === name)?.click();
  });
  await expect(page).toHaveURL(/status=good/);
  await expect(page).toHaveURL(/active=1/);
});
