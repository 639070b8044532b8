import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";

export const PASSWORD = "meadow-and-oak";
const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Every page of every test: no console error or warning, no uncaught error, no request to another origin. */
export const test = base.extend<{ clean: undefined; expected: RegExp | null }>({
  /** What a test brings about on purpose and the browser writes to its log; nothing unless the test says so. */
  expected: [null, { option: true }],
  clean: [
    async ({ context, baseURL, expected }, use) => {
      const faults: string[] = [];
      const own = new URL(baseURL ?? "http://localhost").hostname;
      context.on("console", (message) => {
        const isFault = message.type() === "error" || message.type() === "warning";
        if (isFault && !expected?.test(message.text()) && !isExpected(message.text(), message.location().url))
          faults.push(`${message.type()}: ${message.text()}`);
      });
      context.on("weberror", (error) => faults.push(`uncaught: ${error.error().message}`));
      context.on("request", (request) => {
        const { hostname, protocol } = new URL(request.url());
        if (protocol.startsWith("http") && hostname !== own && hostname !== "127.0.0.1")
          faults.push(`foreign request: ${request.url()}`);
      });
      await use(undefined);
      expect(faults).toEqual([]);
    },
    { auto: true },
  ],
});

/**
 * A page or a password that is meant to be refused logs its status, and the frame of an e-mail refuses the scripts that the test
 * runner puts into every frame. Signing out is tried without a connection. Nothing else is expected.
 */
const isExpected = (text: string, from: string) =>
  /status of (401|404)|^Blocked script execution in '[^']*\/admin\/mail\//.test(text) ||
  (/ERR_INTERNET_DISCONNECTED/.test(text) && new URL(from).pathname === "/api/auth/sign-out") ||
  (/status of 400/.test(text) && new URL(from).pathname.startsWith("/api/auth/"));

export { expect };

/** The door of sign-ins wants to know where a request comes from. */
const ORIGIN = `http://localhost:${process.env.E2E_PORT ?? 41_300}`;

/** Signs in as one of the demo's people, through the form's own endpoint. */
export async function signInAs(page: Page, who: string, origin = ORIGIN): Promise<void> {
  const reply = await page.request.post("/api/auth/sign-in/email", {
    headers: { origin },
    data: { email: `${who}@meadow-oak.example`, password: PASSWORD },
  });
  expect(reply.status(), `sign-in of ${who}`).toBe(200);
}

/** No violation of WCAG 2.2 AA on the page as it stands. */
export async function expectAccessible(page: Page, name: string): Promise<void> {
  const hasFrame = (await page.locator("iframe").count()) > 0;
  const { violations } = hasFrame
    ? await judgedWithoutFrames(page)
    : await new AxeBuilder({ page }).withTags(AXE_TAGS).analyze();
  const found = violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .map(({ target }) => target.join(" "))
        .slice(0, 3)
        .join(" | ")}`,
  );
  expect(found, name).toEqual([]);
}

interface Judgement {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly target: readonly string[] }[];
  }[];
}

const ofAxe = createRequire(createRequire(import.meta.url).resolve("@axe-core/playwright"));

/** An e-mail is shown in a frame that runs no scripts, axe included; the page around it is what is judged. */
async function judgedWithoutFrames(page: Page): Promise<Judgement> {
  await page.evaluate(readFileSync(ofAxe.resolve("axe-core/axe.min.js"), "utf8"));
  const options = { runOnly: AXE_TAGS, iframes: false };
  return JSON.parse(
    await page.evaluate(
      `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => JSON.stringify({ violations }))`,
    ),
  );
}
