import type { Page } from "@playwright/test";
import { emptyInstallation, fillSetup, type Installation } from "./installation.ts";
import { expect, expectAccessible, signInAs, test } from "./support.ts";

let made: Installation;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  made = await emptyInstallation();
});
test.afterAll(() => made.remove());

async function enrol(page: Page, name: string, sponsor: string, address: string): Promise<void> {
  await page.goto(address);
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("E-mail").fill(`${name.toLowerCase().replace(" ", ".")}@example.test`);
  await page.getByRole("textbox", { name: "Sponsor" }).fill(sponsor);
  await page.getByRole("radio", { name: new RegExp(sponsor) }).check();
  await page.getByRole("button", { name: `Enrol ${name}` }).click();
  await expect(page).toHaveURL(/\/admin\/people\/dst_[^/]+$/);
}

async function shot(page: Page, name: string): Promise<void> {
  const shots = process.env.E2E_SHOTS;
  if (!shots) return;
  for (const [width, height] of [
    [1280, 800],
    [360, 780],
  ] as const) {
    await page.setViewportSize({ width, height });
    for (const theme of ["light", "dark"]) {
      await page.evaluate((value) => document.documentElement.setAttribute("data-theme", value), theme);
      await page.screenshot({ path: `${shots}/${name}-${width}-${theme}.png`, animations: "disabled" });
    }
  }
  await page.evaluate(() => document.documentElement.removeAttribute("data-theme"));
  await page.setViewportSize({ width: 1280, height: 800 });
}

test("a company with a binary plan: set up, enrolled, placed by the rule and by hand, seen in the tree", async ({
  page,
}) => {
  test.setTimeout(240_000);
  await page.goto(made.address);
  await fillSetup(page);
  await page.getByRole("radio", { name: /Weekly binary/ }).check();
  await page.getByLabel("Name", { exact: true }).last().fill("Dora First");
  await page.getByLabel("E-mail").last().fill("dora@example.test");
  await page.getByRole("button", { name: "Set up Acme" }).click();
  await expect(page).toHaveURL(/\/admin$/, { timeout: 30_000 });

  for (const name of ["Emil Second", "Fritz Third", "Gerda Fourth"]) {
    await enrol(page, name, "Dora First", made.at("/admin/people/new"));
  }

  await page.getByRole("link", { name: "Placement" }).click();
  await expect(page).toHaveURL(/\/admin\/placement$/);
  const list = page.getByRole("table", { name: "People waiting for a seat" });
  await expect(list.getByRole("row")).toHaveCount(5);
  await expectAccessible(page, "people who wait for a seat");
  await shot(page, "placement");

  // The first of all gets the seat on top.
  const dialog = page.getByRole("dialog");
  await page.getByRole("button", { name: "Place Dora First" }).press("Enter");
  await expect(dialog).toContainText("gets the one on top of it");
  await dialog.getByRole("button", { name: /^Place Dora First/ }).press("Enter");
  await expect(page.getByText("Dora First is placed: top seat.")).toBeVisible();
  await expect(list.getByRole("row")).toHaveCount(4);

  // The rule proposes a seat, which is shown where it lies; it is taken as it is.
  await page.getByRole("button", { name: "Place Emil Second" }).press("Enter");
  await expect(dialog.getByRole("radio", { name: "Choose left seat below Dora First" })).toBeChecked();
  await expect(dialog.getByText("Proposed", { exact: true })).toBeVisible();
  await expectAccessible(page, "a seat that is proposed");
  await dialog.getByRole("button", { name: "Place Emil Second: left seat below Dora First" }).press("Enter");
  await expect(list.getByRole("row")).toHaveCount(3);

  // Another one is looked for, below somebody who has a seat.
  await page.getByRole("button", { name: "Place Fritz Third" }).press("Enter");
  await expect(dialog.getByRole("radio", { name: "Choose right seat below Dora First" })).toBeChecked();
  await dialog.getByRole("button", { name: "Look below Emil Second" }).press("Enter");
  await dialog.getByRole("button", { name: "Dora First", exact: true }).press("Enter");
  await dialog.getByRole("button", { name: "Look below Emil Second" }).press("Enter");
  const seat = dialog.getByRole("radio", { name: "Choose right seat below Emil Second" });
  await seat.focus();
  await page.keyboard.press("Space");
  await expect(dialog.getByRole("status")).toHaveText("Chosen: right seat below Emil Second");
  await expectAccessible(page, "a seat that is looked for");
  await shot(page, "place-dialog");

  // Meanwhile somebody else takes it: the sentence says so, another one is chosen.
  const other = await page.context().newPage();
  await other.goto(made.at("/admin/placement"));
  await other.getByRole("button", { name: "Place Gerda Fourth" }).click();
  await other.getByRole("button", { name: "Look below Emil Second" }).click();
  await other.getByRole("radio", { name: "Choose right seat below Emil Second" }).check();
  await other.getByRole("button", { name: "Place Gerda Fourth: right seat below Emil Second" }).click();
  await expect(other.getByText("Gerda Fourth is placed: right seat below Emil Second.")).toBeVisible();
  await other.close();
  await dialog.getByRole("button", { name: "Place Fritz Third: right seat below Emil Second" }).press("Enter");
  await expect(dialog.getByText("Somebody else has taken this seat meanwhile. Choose another one.")).toBeVisible();
  await dialog.getByRole("radio", { name: "Choose left seat below Emil Second" }).check();
  await dialog.getByRole("button", { name: "Place Fritz Third: left seat below Emil Second" }).press("Enter");
  await expect(page.getByText("Nobody waits for a seat.")).toBeVisible();

  await page.goto(made.at("/admin/tree"));
  await page
    .getByRole("button", { name: /Binary|Placement|legs/i })
    .first()
    .click();
  await expect(page).toHaveURL(/tree=/);
  await expect(page.getByText("Dora First").first()).toBeVisible();
  await expectAccessible(page, "the binary tree of a new company");
  await shot(page, "binary-tree");
  await page.goto(made.at("/admin/audit?action=placement.place"));
  await expect(page.getByRole("list", { name: "Acts" }).getByText("Gave a seat in a tree")).toHaveCount(4);
});

test("a sponsor gives a newcomer a seat in the own team, by keyboard", async ({ page }) => {
  test.setTimeout(120_000);
  await signInAs(page, "aster");
  await enrol(page, "Petal Newcomer", "Hazel Brook", "/admin/people/new");

  await signInAs(page, "hazel");
  await page.goto("/team");
  const note = page.getByRole("region", { name: "Placement" });
  await expect(note).toContainText("in the Placement tree");
  await shot(page, "team-note");
  await note.getByRole("link", { name: "Give a seat" }).press("Enter");
  await expect(page).toHaveURL(/\/team\/placement$/);
  const place = page.getByRole("button", { name: "Place Petal Newcomer" });
  await expect(place).toBeVisible();
  await expectAccessible(page, "people whom a sponsor can place");
  await shot(page, "own-placement");

  await place.press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("radio", { checked: true })).toHaveCount(1);
  await expectAccessible(page, "a seat that a sponsor gives");
  await shot(page, "own-dialog");
  await dialog.getByRole("button", { name: "Cancel" }).press("Enter");
  await expect(place).toBeFocused();
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: /^Place Petal Newcomer: / }).press("Enter");
  await expect(page.getByText(/^Petal Newcomer is placed: /)).toBeVisible();
  await expect(place).toHaveCount(0);

  // More than three levels down only the first name is shown.
  await page.goto("/team?tree=placement&q=Petal");
  await expect(page.getByRole("button", { name: /^Petal / })).toBeVisible();
});
