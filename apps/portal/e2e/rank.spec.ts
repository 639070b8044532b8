import { expect, signInAs, test } from "./support.ts";

test("the way to the next rank is shown, and what-if answers by keyboard without storing anything", async ({
  page,
}) => {
  await signInAs(page, "hazel");
  await page.goto("/rank");
  const way = page.locator(".way");
  await expect(way.getByRole("heading", { name: "The way there" })).toBeVisible();
  await expect(way.getByRole("listitem").first()).toContainText(/[\d.,]+ PV/);
  await expect(way).toContainText("Then you are Branch for March");

  const points = page.getByLabel("PV", { exact: true });
  await points.fill("12.345");
  await points.press("Enter");
  await expect(page.getByText(/Enter points from 0\.01/)).toBeVisible();
  await expect(points).toHaveAttribute("aria-invalid", "true");

  await points.fill("250");
  await points.press("Enter");
  await expect(page.locator(".what-if-answer")).toContainText(/paid as .+ and earn/);
  await expect(page.getByText(/Enter points from 0\.01/)).toHaveCount(0);

  await page.reload();
  await expect(way).toContainText("Then you are Branch for March");
});
