import type { Locator, Page, Route } from "@playwright/test";
import { oneTimeCode } from "./one-time-code.ts";
import { expect, expectAccessible, PASSWORD, signInAs, test } from "./support.ts";

const OTHER_PASSWORD = "oak-and-meadow-too";

async function signInByForm(page: Page, who: string, password = PASSWORD) {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(`${who}@meadow-oak.example`);
  await page.locator("#password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** Signs out where a person does: in the menu under the own name. */
async function signOut(page: Page) {
  await page.locator(".me").click();
  await page.getByRole("button", { name: "Sign out", exact: true }).and(page.locator(".menu-item")).click();
  await expect(page).toHaveURL(/\/sign-in$/);
}

/** Holds the next call of that kind back until the button has said that it works. */
async function expectPending(page: Page, path: string, press: () => Promise<void>, button: Locator) {
  let go = () => {};
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  const hold = async (route: Route) => {
    await held;
    await route.continue();
  };
  await page.route(path, hold, { times: 1 });
  await press();
  await expect(button).toHaveAttribute("aria-disabled", "true");
  go();
}

test("the second step is turned on, asked for at the next sign-in, and turned off again", async ({ page }) => {
  test.setTimeout(180_000);
  await signInByForm(page, "rowan");
  await expect(page).toHaveURL(/\/home$/);
  await page.goto("/settings/security");
  await page.getByRole("button", { name: "Turn on second step" }).click();
  await page.locator("#password").fill("not-the-password");
  await page.keyboard.press("Enter");
  await expect(page.getByText("This is not your password.")).toBeVisible();
  await page.locator("#password").fill(PASSWORD);
  await page.keyboard.press("Enter");

  await expect(page.locator("#code")).toBeFocused();
  await expectAccessible(page, "key of the second step");
  const key = ((await page.locator("code").first().textContent()) ?? "").replaceAll(/\s/g, "");
  await page.locator("#code").fill("000000");
  await page.keyboard.press("Enter");
  await expect(page.getByText("This code is not valid, or it has been used.")).toBeVisible();
  const code = oneTimeCode(key);
  await page.locator("#code").fill(`${code.slice(0, 3)} ${code.slice(3)}`);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Recovery codes" })).toBeVisible();
  await expectAccessible(page, "recovery codes");
  const codes = await page.locator("ul.mono li").allInnerTexts();
  expect(new Set(codes).size).toBe(10);
  await page.getByRole("button", { name: "I have kept them" }).click();

  await signOut(page);
  await page.goto("/home");
  await expect(page).toHaveURL(/\/sign-in/);
  await signInByForm(page, "rowan");
  await expect(page).toHaveURL(/\/sign-in\/second-step$/);
  await page.locator("#code").fill("000000");
  await page.keyboard.press("Enter");
  await expect(page.getByText("This code is not valid, or it has been used.")).toBeVisible();
  await expect(page.locator("#code")).toBeFocused();
  await page.locator("#code").fill(oneTimeCode(key));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/home$/);

  await signOut(page);
  await signInByForm(page, "rowan");
  await page.getByRole("button", { name: "Use a recovery code" }).click();
  await page.locator("#code").fill(codes[0] ?? "");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/home$/);

  await page.goto("/settings/security");
  await page.getByRole("button", { name: "Turn off second step" }).click();
  await page.locator("#password").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Turn on second step" })).toBeVisible();
});

test("a new password signs other devices out, and each device can be signed out alone", async ({ page, browser }) => {
  test.setTimeout(180_000);
  await signInAs(page, "clover");
  const phone = await (await browser.newContext()).newPage();
  await signInAs(phone, "clover");
  await page.goto("/settings/security");
  await expect(page.getByText("This device")).toHaveCount(1);
  const ends = page.getByRole("listitem").getByRole("button", { name: /^Sign out / });
  const count = await ends.count();
  expect(count).toBeGreaterThan(0);
  await expectPending(page, "**/api/auth/revoke-session", () => ends.first().click(), ends.first());
  await expect(ends).toHaveCount(count - 1);
  await phone.goto("/home");
  await expect(phone).toHaveURL(/\/sign-in/);

  await signInAs(phone, "clover");
  const change = page.getByRole("button", { name: /^Chang/ });
  const [old, next] = [page.locator("#old-password"), page.locator("#new-password")];
  await old.fill(PASSWORD);
  await next.fill("short");
  await change.click();
  await expect(page.getByText("Use at least 12 characters.")).toBeVisible();
  await old.fill("not-the-password");
  await next.fill(OTHER_PASSWORD);
  await change.click();
  await expect(page.getByText("This is not your password.")).toBeVisible();
  await old.fill(PASSWORD);
  await expectPending(page, "**/api/auth/change-password", () => change.click(), change);
  await expect(page.getByText("Password changed. Other devices are signed out.")).toBeVisible();
  await phone.goto("/home");
  await expect(phone).toHaveURL(/\/sign-in/);
  await signInByForm(phone, "clover", PASSWORD);
  await expect(phone.getByText("E-mail and password do not belong together.")).toBeVisible();
  await signInByForm(phone, "clover", OTHER_PASSWORD);
  await expect(phone).toHaveURL(/\/home$/);

  await old.fill(OTHER_PASSWORD);
  await next.fill(PASSWORD);
  await change.click();
  await expect(next).toHaveValue("");
  await phone.context().close();
});

test("signing out without a connection says that nobody was signed out", async ({ page, context }) => {
  await signInAs(page, "clover");
  await page.goto("/home");
  await page.route("**/api/auth/sign-out", (route) => route.abort("internetdisconnected"));
  await page.locator(".me").click();
  await page.getByRole("button", { name: "Sign out", exact: true }).and(page.locator(".menu-item")).click();
  await expect(page.getByText("You are still signed in. The server does not answer. Try again.")).toBeVisible();
  await expect(page).toHaveURL(/\/home$/);
  expect((await context.cookies()).some(({ name }) => name.includes("session_token"))).toBe(true);
});

test("the profile keeps what was entered, says what is wrong, and its time zone shows every time", async ({ page }) => {
  await signInAs(page, "clover");
  await page.goto("/settings/profile");
  const name = page.getByRole("textbox", { name: "Name" });
  const kept = await name.inputValue();
  const save = page.getByRole("button", { name: /^Sav/ });
  await name.fill("");
  await page.getByRole("textbox", { name: "Country" }).fill("U");
  await page.getByRole("textbox", { name: "Phone" }).fill("+1 555 0100");
  await save.click();
  await expect(page.getByText("2 fields need another look.")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Phone" })).toHaveValue("+1 555 0100");
  await page.getByRole("link", { name: "Enter your name." }).click();
  await expect(name).toBeFocused();

  await name.fill(kept);
  await page.getByRole("textbox", { name: "Country" }).fill("us");
  await page.getByRole("combobox", { name: "Time zone" }).selectOption("Asia/Tokyo");
  await expectPending(page, "**/api/trpc/profile.update**", () => save.click(), save);
  await expect(page.getByText("Profile saved.")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("textbox", { name: "Country" })).toHaveValue("US");
  // Signing in happens at a moment of the machine; its tooltip names the company's time and the reader's.
  await page.goto("/settings/security");
  await expect(page.locator("main time[title]").first()).toHaveAttribute("title", /\(UTC−[45]\) · .* for you$/);
});
