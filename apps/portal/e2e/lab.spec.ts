import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { signedBytes } from "./gateway.ts";
import { expect, signInAs, test } from "./support.ts";

const run = promisify(execFile);

/** All but the half body, which takes the door's ten seconds. */
const CASES = [
  ...["valid", "duplicate", "new_event_id", "out_of_order", "late_failure", "previous_secret", "unknown_kind"],
  ...["tampered", "wrong_secret", "no_signature", "stale", "future", "not_json", "too_large", "gzip"],
  ...["unknown_provider", "get"],
];

test.describe("the laboratory", () => {
  test.beforeEach(({ page }) => signInAs(page, "teasel"));

  for (const provider of ["stripe", "standard"]) {
    test(`gets from every case of ${provider} what it promised before`, async ({ page }) => {
      test.setTimeout(240_000);
      for (const labCase of CASES) {
        await open(page, `provider=${provider}&case=${labCase}`);
        await page.getByRole("button", { name: "Send", exact: true }).click();
        await expect(page.locator(".got-ok, .got-bad"), labCase).toHaveClass(/got-ok/, { timeout: 20_000 });
      }
    });
  }

  test("sends fifty at once and one is booked; sent again, nothing more is", async ({ page }) => {
    await open(page, "case=valid");
    await page.getByLabel("How many times, 1 to 50").fill("50");
    await page.getByRole("button", { name: "Send × 50" }).click();
    await expect(page.locator(".got-ok")).toContainText(/50 × 200, .*1 event stored, \$19\.20 booked/, {
      timeout: 20_000,
    });
    await expect(page.getByText("We expect: 200, nothing new stored, nothing more booked")).toBeVisible();
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await expect(page.locator(".got-ok")).toContainText("nothing new stored: it came before, nothing more booked", {
      timeout: 20_000,
    });
  });

  for (const provider of ["stripe", "standard"]) {
    test(`gives both curl texts of ${provider} so that they work when pasted into bash`, async ({ page }) => {
      await open(page, `provider=${provider}`);
      await page.getByRole("button", { name: "Copy as curl" }).click();
      const codes = page.getByRole("dialog").locator("pre");
      await expect(codes).toHaveCount(2);
      for (const text of await codes.allTextContents()) {
        const { stdout } = await run("bash", ["-c", text]);
        expect(stdout).toContain("HTTP 200");
      }
    });
  }

  test("leaves a replay beside the record of the first run", async ({ page }) => {
    await open(page, "case=valid");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.getByRole("link", { name: "Open the event" }).click();
    const took = page.getByText(/to committed effects$/);
    await expect(took).toBeVisible();
    const before = (await took.textContent()) ?? "";
    await page.keyboard.press("r");
    await expect(page.getByText("Replayed, no effect")).toBeVisible();
    await expect(page.getByText(/^By Teasel Ford/)).toBeVisible();
    await expect(took).toHaveText(before);
    await expect(page.locator(".ev-ref").getByText("Processed")).toBeVisible();
  });
});

test("a step of the tour is ticked by what this browser did, and by nobody else", async ({
  page,
  browser,
  baseURL,
}) => {
  await signInAs(page, "teasel");
  await open(page, "case=tampered");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(page.locator(".got-ok")).toBeVisible({ timeout: 20_000 });
  await page.goto("/demo");
  const step = (of: Page) => of.locator(".tour li:visible").filter({ hasText: "Change one byte after signing" });
  await expect(step(page)).toHaveClass(/is-done/);

  const stranger = await browser.newContext({ ...(baseURL ? { baseURL } : {}) });
  const other = await stranger.newPage();
  await other.goto("/demo");
  await expect(other.getByText("0 of 7 seen")).toBeVisible();
  await expect(step(other)).not.toHaveClass(/is-done/);
  await stranger.close();

  await page.getByRole("button", { name: "Start over" }).click();
  await expect(page.getByText("0 of 7 seen")).toBeVisible();
});

test("a step that belongs to somebody else says as whom it opens, and leads there", async ({ page }) => {
  await signInAs(page, "hazel");
  await page.goto("/demo");
  const step = (title: string) => page.locator(".tour li:visible").filter({ hasText: title });
  await expect(step("Ask why this cent").getByRole("link")).toHaveAttribute("href", "/earnings");
  const tamper = step("Change one byte after signing");
  await expect(tamper.getByRole("link")).toHaveCount(0);
  await tamper.getByRole("button", { name: "Open as Teasel Ford" }).click();
  await expect(page).toHaveURL(/\/lab\?case=tampered$/);
  await expect(page.getByRole("heading", { level: 1, name: "Webhook laboratory" })).toBeVisible();
});

test("the door gives the documented answer to what a gateway sends in bad times, and each refusal is listed", async ({
  page,
}) => {
  await signInAs(page, "teasel");
  const door = "/api/webhooks/stripe";
  const post = async (path: string, data: Buffer, headers: Record<string, string> = {}) =>
    (await page.request.post(path, { data, headers, maxRedirects: 0 })).status();
  const { body, headers } = signedBytes(Buffer.from('{"id":"evt_slash","type":"plan.created","created":1,"data":{}}'));
  expect(await post(`${door}/`, body, headers), "a slash at the end").toBe(200);
  expect(await post(door, body, headers), "the same again").toBe(200);

  const refused: readonly (readonly [string, number, string])[] = [
    ["empty", 400, "The signature is right, but the body cannot be read"],
    ["not UTF-8", 400, "The signature is right, but the body cannot be read"],
    ["compressed", 415, "Compressed body"],
    ["too large", 413, "Larger than 1 MiB"],
    ["late", 401, "Signed too long ago, or in the future"],
  ];
  const sent: Readonly<Record<string, () => Promise<number>>> = {
    empty: () => {
      const { body: nothing, headers: signature } = signedBytes(Buffer.alloc(0));
      return post(door, nothing, signature);
    },
    "not UTF-8": () => {
      const latin = signedBytes(Buffer.from('{"id":"evt_\xe9","type":"plan.created"}', "latin1"));
      return post(door, latin.body, latin.headers);
    },
    compressed: () => {
      const zipped = signedBytes(gzipSync(body));
      return post(door, zipped.body, { ...zipped.headers, "content-encoding": "gzip" });
    },
    "too large": () => {
      const huge = signedBytes(Buffer.alloc(1024 * 1024 + 1, 32));
      return post(door, huge.body, huge.headers);
    },
    late: () => {
      const old = signedBytes(body, -301);
      return post(door, old.body, old.headers);
    },
  };
  for (const [what, status, title] of refused) {
    expect(await sent[what]?.(), what).toBe(status);
    await page.goto("/integrations/rejected?provider=stripe");
    const [newest] = await page.locator(".refused li").all();
    await expect(newest ?? page.locator("none"), what).toContainText(title);
    await expect(newest ?? page.locator("none"), what).toContainText(String(status));
  }
  const get = await page.request.get(door);
  expect([get.status(), get.headers().allow]).toEqual([405, "POST"]);
});

async function open(page: Page, query: string): Promise<void> {
  await page.goto(`/lab?${query}`);
  // A part of the page that is still on its way stands in the document too, hidden.
  await expect(page.locator("#payload:visible")).toHaveValue(/\{/);
}
