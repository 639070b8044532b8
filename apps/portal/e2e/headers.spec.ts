import { expect, signInAs, test } from "./support.ts";

/** Pages of each kind: the door, the tour, a distributor's, the back office. */
const PAGES = ["/sign-in", "/demo", "/home", "/admin"];

test("the built portal allows no eval and no inline script or style, and gives each answer a nonce of its own", async ({
  page,
}) => {
  await signInAs(page, "hazel");
  const nonces = new Set<string>();
  for (const path of PAGES) {
    const reply = await page.request.get(path, { maxRedirects: 0 });
    const policy = reply.headers()["content-security-policy"] ?? "";
    expect(policy, path).not.toContain("unsafe-");
    expect(policy, path).toContain("frame-ancestors 'none'");
    for (const part of ["script-src", "style-src"]) {
      const nonce = new RegExp(`${part} [^;]*'nonce-([^']+)'`).exec(policy)?.[1];
      expect(nonce, `${part} of ${path}`).toBeTruthy();
      nonces.add(nonce ?? "");
    }
  }
  expect(nonces.size).toBe(PAGES.length);
});

test("the pages of the development server are not in the built portal", async ({ page }) => {
  for (const path of ["/dev/ui", "/dev/ui?story=components"]) {
    expect((await page.request.get(path)).status(), path).toBe(404);
  }
});
