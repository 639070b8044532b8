import { BAD_PLANS } from "../../../packages/domain/src/plan/testing/bad-plans.ts";
import { expect, signInAs, test } from "./support.ts";

/** Names of the model that nobody who writes a plan has to know. */
const RAW = /[a-z]_[a-z]|\{|undefined/;

test("every bad plan is shown in the editor: its problem in words where it lies, and nothing of it is published", async ({
  page,
}) => {
  test.setTimeout(BAD_PLANS.length * 8_000);
  await signInAs(page, "aster");
  const versions = async () => (await query(page, "plans.list")) as readonly { readonly status: string }[];
  const before = (await versions()).filter(({ status }) => status !== "draft").map(({ status }) => status);

  for (const [what, code, plan] of BAD_PLANS) {
    await test.step(`${what}: ${code}`, async () => {
      const { id } = (await mutate(page, "plans.importDraft", { plan })) as { readonly id: string };
      await page.goto(`/admin/plans/${id}`);
      const list = page.locator(".problem-list:visible");
      await expect(list).toBeVisible();
      const named = await problemsOf(page, id, code);
      expect(named.length, what).toBeGreaterThan(0);
      for (const { path } of named) {
        const place = await page.evaluate(nearest, path);
        expect(place.at, `${path} lies in the editor`).not.toBe("");
        // What the list says of it stands in its card or field too.
        const said = list.locator("li", { has: page.getByText(path, { exact: true }) });
        const texts = await said.locator("span.min-w-0 > span").allTextContents();
        expect(
          texts.some((text) => place.text.includes(text)),
          `${what}: ${texts} in ${place.text}`,
        ).toBe(true);
        for (const text of texts) expect(text).not.toMatch(RAW);
      }
      const refused = await page.request.post("/api/trpc/plans.requestPublish", {
        data: { json: { planVersionId: id, revision: 1 } },
      });
      expect(refused.status(), what).toBeGreaterThanOrEqual(400);
      await mutate(page, "plans.discard", { planVersionId: id });
    });
  }
  expect((await versions()).filter(({ status }) => status !== "draft").map(({ status }) => status)).toEqual(before);
});

test("a bad plan cannot be published from its page: the button says what is to be mended first", async ({ page }) => {
  await signInAs(page, "aster");
  const [, , plan] = BAD_PLANS[0] ?? [];
  const { id } = (await mutate(page, "plans.importDraft", { plan })) as { readonly id: string };
  await page.goto(`/admin/plans/${id}/ranks`);
  await page.getByRole("region", { name: "Publication" }).getByRole("button", { name: "Publish", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: /^Ask to publish version/ });
  await expect(dialog.getByRole("status")).toHaveText(/problems? must be mended first/);
  await expect(dialog.getByRole("button", { name: /^Ask to publish/ })).toHaveAttribute("aria-disabled", "true");
  await mutate(page, "plans.discard", { planVersionId: id });
});

type Page = Parameters<typeof signInAs>[0];
interface Answer {
  readonly result: { readonly data: { readonly json: unknown } };
}

async function mutate(page: Page, path: string, input: unknown): Promise<unknown> {
  const reply = await page.request.post(`/api/trpc/${path}`, { data: { json: input } });
  expect(reply.status(), `${path}: ${await reply.text()}`).toBe(200);
  return ((await reply.json()) as Answer).result.data.json;
}

async function query(page: Page, path: string, input?: unknown): Promise<unknown> {
  const asked = input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify({ json: input }))}`;
  const reply = await page.request.get(`/api/trpc/${path}${asked}`);
  expect(reply.status(), path).toBe(200);
  return ((await reply.json()) as Answer).result.data.json;
}

async function problemsOf(page: Page, planVersionId: string, code: string) {
  const { problems } = (await query(page, "plans.document", { planVersionId })) as {
    readonly problems: readonly { readonly code: string; readonly path: string }[];
  };
  return problems.filter((problem) => problem.code === code);
}

/** The place of a path in the editor, or the nearest one around it, and what it says. Runs in the page. */
function nearest(path: string): { readonly at: string; readonly text: string } {
  const parts = path.split(".");
  for (let length = parts.length; length > 0; length -= 1) {
    const at = parts.slice(0, length).join(".");
    const place = document.getElementById(`at-${at}`);
    const around = place?.closest("article") ?? place?.closest("li, .lead") ?? place;
    if (around) return { at, text: around.textContent ?? "" };
  }
  return { at: "", text: "" };
}
