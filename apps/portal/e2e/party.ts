import type { Page } from "@playwright/test";
import { expect } from "./support.ts";

/** Enters a party at the home of somebody new, from today on. @returns its number */
export async function enterParty(page: Page, base: "/admin/parties" | "/parties", host: string): Promise<string> {
  await page.goto(`${base}/new`);
  if (base === "/admin/parties") await chooseConsultant(page, "Hazel Brook");
  await fillParty(page, host);
  await page.getByRole("button", { name: "Enter the party" }).press("Enter");
  await expect(page).toHaveURL(new RegExp(`${base}/pty_[^/]+$`));
  return ((await page.getByRole("heading", { level: 1 }).textContent()) ?? "").split(" ")[0] ?? "";
}

export async function chooseConsultant(page: Page, name: string): Promise<void> {
  await page.getByRole("textbox", { name: "Consultant" }).fill(name);
  const found = page.getByRole("group", { name: "Consultant" }).getByRole("radio", { name: new RegExp(name) });
  await expect(found).toHaveCount(1);
  await found.focus();
  await page.keyboard.press("Space");
}

/** A new host, and ten days from the day of the party. */
export async function fillParty(page: Page, host: string): Promise<void> {
  const someoneNew = page.getByRole("radio", { name: "Somebody new" });
  await someoneNew.focus();
  await page.keyboard.press("Space");
  await page.getByLabel("Name of the host").fill(host);
  await page.getByLabel("E-mail of the host").fill(`${host.toLowerCase().replaceAll(" ", ".")}@example.test`);
  const day = await page.getByLabel("Day of the party").inputValue();
  const last = new Date(Date.parse(`${day}T00:00:00Z`) + 10 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel("Last day for orders").fill(last);
}
