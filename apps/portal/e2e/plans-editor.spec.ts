import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, expectAccessible, signInAs, test } from "./support.ts";

/** Presses Tab until the element has the focus: the way of somebody without a mouse. */
async function tabTo(page: Page, name: RegExp, role: string): Promise<void> {
  for (let presses = 0; presses < 400; presses += 1) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      return element
        ? {
            name: element.getAttribute("aria-label") ?? element.textContent?.trim() ?? "",
            role: element.tagName.toLowerCase(),
          }
        : null;
    });
    if (focused && focused.role === role && name.test(focused.name)) return;
  }
  throw new Error(`No ${role} named ${name} is reached by Tab.`);
}

const saved = (page: Page) => expect(page.getByRole("status").filter({ hasText: /^Saved$/ })).toBeVisible();
const card = (page: Page, name: string) => page.getByRole("article", { name, exact: true });

test("a plan is made from a template and edited by keyboard: a rate as people write it, a bonus more, one less", async ({
  page,
}) => {
  test.setTimeout(180_000);
  await signInAs(page, "aster");
  await page.goto("/admin/plans");
  await expectAccessible(page, "plan versions");
  await tabTo(page, /^New draft$/, "a");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/admin\/plans\/new$/);
  await expectAccessible(page, "new draft");
  await tabTo(page, /^Start with this: Unilevel starter$/, "button");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/admin\/plans\/plv_[^/]+$/);

  const retail = card(page, "Customer bonus");
  await expect(retail).toContainText("At once");
  await expect(card(page, "Unilevel")).toContainText("At period close");
  // Worked by the engine: 1,920 CV of an order at 20 %.
  await expect(retail.getByRole("region", { name: /Worked example/ })).toContainText(
    /1,920\.00 CV × 20 % = \$384\.00.* for Finn/,
  );
  await expectAccessible(page, "editor");

  const rate = retail.getByRole("textbox", { name: "Rate, %" });
  await rate.focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.type("25,5 %");
  await page.keyboard.press("Enter");
  await saved(page);
  await expect(rate).toHaveValue("25.5");
  await expect(retail.getByRole("region", { name: /Worked example/ })).toContainText(
    /× 25\.5 % = \$489\.60.* for Finn/,
  );

  // A rate that is none is said at once and not taken.
  await rate.fill("a quarter");
  await rate.press("Enter");
  await expect(rate).toHaveAttribute("aria-invalid", "true");
  await expect(retail.getByRole("alert")).toContainText("A share such as 5 %");
  await rate.press("Escape");
  await expect(rate).toHaveValue("25.5");

  await tabTo(page, /^Add a bonus$/, "button");
  await page.keyboard.press("Enter");
  await expectAccessible(page, "families of bonuses");
  await expect(page.getByRole("dialog")).toContainText("Needs a binary tree.");
  await tabTo(page, /^Pool/, "button");
  await page.keyboard.press("Enter");
  await expect(card(page, "Pool")).toBeVisible();
  await saved(page);
  await expect(card(page, "Pool").getByRole("region", { name: /Worked example/ })).toContainText("The fund holds");

  const down = card(page, "Fast start").getByRole("button", { name: "Move up: Fast start" });
  await down.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("article").first()).toHaveAccessibleName("Fast start");
  const remove = card(page, "Pool").getByRole("button", { name: "Remove: Pool" });
  await remove.focus();
  await page.keyboard.press("Enter");
  await expect(card(page, "Pool")).toHaveCount(0);
  await saved(page);

  // A table of rates: one level more than is paid, then a level less than is paid.
  const unilevel = card(page, "Unilevel");
  await unilevel.getByRole("button", { name: "One level less" }).press("Enter");
  await saved(page);
  await expect(unilevel.getByText("The table is shorter than the levels that are paid.").first()).toBeVisible();
  const problem = page.getByRole("button", { name: /bonuses\.\d+\.rate$/ });
  await problem.press("Enter");
  await expect.poll(() => unilevel.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  await unilevel.getByRole("button", { name: "One level more" }).press("Enter");
  await saved(page);
  await expect(problem).toHaveCount(0);
});

test("the text of a plan has the same validation: a field that is not known is kept and named", async ({ page }) => {
  test.setTimeout(120_000);
  await signInAs(page, "aster");
  await page.goto("/admin/plans/new");
  await page.getByRole("button", { name: "Start with this: Party plan" }).click();
  await expect(page).toHaveURL(/\/admin\/plans\/plv_[^/]+$/);
  await page.getByRole("link", { name: "As text" }).click();
  const text = page.getByLabel("The plan as text (JSON)");
  await expect(text).toHaveValue(/"planId"/);
  await expectAccessible(page, "plan as text");

  const plan = JSON.parse(await text.inputValue());
  await text.fill("{ not json");
  await page.getByRole("button", { name: "Check and keep" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "This is not JSON" })).toBeVisible();
  await text.fill(JSON.stringify({ ...plan, colour: "red" }));
  await page.getByRole("button", { name: "Check and keep" }).click();
  await expect(page.getByText("The field colour is not known.")).toBeVisible();
  await expect(page.getByText("has not the shape of a plan yet")).toBeVisible();
  await expectAccessible(page, "plan as text with a problem");

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export" }).click(),
  ]);
  const file = await download.path();
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ ...plan, colour: "red" });

  await page.goto("/admin/plans/new");
  // A file that is chosen before the page is alive is not read: choose it again.
  await expect(async () => {
    await page.getByLabel("Choose a JSON file").setInputFiles([]);
    await page.getByLabel("Choose a JSON file").setInputFiles(file);
    await expect(page.getByLabel("Or paste its text")).toHaveValue(/colour/, { timeout: 1_000 });
  }).toPass();
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await expect(page).toHaveURL(/\/admin\/plans\/plv_[^/]+$/);
  await expect(page.getByText("The field colour is not known.")).toBeVisible();

  const again = page.getByLabel("The plan as text (JSON)");
  await again.fill(JSON.stringify(plan));
  await page.getByRole("button", { name: "Check and keep" }).click();
  await expect(page.getByText("The field colour is not known.")).toHaveCount(0);
  // With the shape of a plan it is shown in sentences again.
  await expect(card(page, "Host rewards")).toContainText("store credit");
});

test("two people edit one draft: the second is told when, sees the difference, and decides", async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  await signInAs(page, "aster");
  await page.goto("/admin/plans/new");
  await page.getByRole("button", { name: "Start with this: Unilevel starter" }).click();
  await expect(page).toHaveURL(/\/admin\/plans\/plv_[^/]+$/);
  await expect(card(page, "Fast start")).toBeVisible();

  const other = await (await browser.newContext()).newPage();
  await signInAs(other, "aster");
  await other.goto(page.url());
  await expect(card(other, "Fast start")).toBeVisible();

  // Both type before either is saved.
  const days = (on: Page) => card(on, "Fast start").getByRole("textbox", { name: "Days", exact: true });
  await page.route("**/api/trpc/**", async (route) => {
    if (route.request().method() === "POST") await new Promise((resolve) => setTimeout(resolve, 4_000));
    await route.continue();
  });
  await days(page).fill("90");
  await days(page).press("Enter");
  await days(other).fill("30");
  await days(other).press("Enter");
  await saved(other);

  await expect(
    page.getByText(/Aster Vale changed this draft at \d\d:\d\d\. .*what you typed is still here/),
  ).toBeVisible({ timeout: 20_000 });
  await page.unroute("**/api/trpc/**");
  await page.getByRole("button", { name: "Show the difference" }).press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("row", { name: /Fast start: Days 90 30/ })).toBeVisible();
  await expectAccessible(page, "difference");
  await dialog.getByRole("button", { name: "Keep mine" }).press("Enter");
  await saved(page);
  await expect(days(page)).toHaveValue("90");
  await expect(days(other)).toHaveValue("90");
  await other.context().close();
});

for (const [width, height] of [
  [1280, 900],
  [360, 780],
] as const) {
  for (const theme of ["light", "dark"]) {
    test(`the editor is accessible and fits at ${width}, ${theme}`, async ({ page, context, baseURL }) => {
      await signInAs(page, "aster");
      await context.addCookies([{ name: "theme", value: theme, url: baseURL ?? "" }]);
      await page.setViewportSize({ width, height });
      for (const name of ["Weekly binary with match", "Stairstep with generations"]) {
        await page.goto("/admin/plans/new");
        await page.getByRole("button", { name: `Start with this: ${name}` }).click();
        await expect(page).toHaveURL(/\/admin\/plans\/plv_[^/]+$/);
        await expect(page.getByRole("region", { name: /Worked example/ }).first()).toBeVisible();
        await expectAccessible(page, `${name} ${theme} ${width}`);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow, "scrolls sideways").toBeLessThanOrEqual(0);
        const shots = process.env.E2E_SHOTS;
        if (shots)
          await page.screenshot({ path: `${shots}/${name.slice(0, 6)}-${width}-${theme}.png`, fullPage: true });
      }
    });
  }
}
