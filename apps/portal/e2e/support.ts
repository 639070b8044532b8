import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";

const PASSWORD = "meadow-and-oak";
const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Every page of every test: no console error or warning, no uncaught error, no request to another origin. */
export const test = base.extend<{ clean: undefined }>({
  clean: [
    async ({ context, baseURL }, use) => {
      const faults: string[] = [];
      const own = new URL(baseURL ?? "http://localhost").hostname;
      context.on("console", (message) => {
        const isFault = message.type() === "error" || message.type() === "warning";
        if (isFault && !isExpected(message.text())) faults.push(`${message.type()}: ${message.text()}`);
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

/** A page that is meant to be refused logs its own status; nothing else is expected. */
const isExpected = (text: string) => /status of (401|404)/.test(text);

export { expect };

/** The door of sign-ins wants to know where a request comes from. */
const ORIGIN = `http://localhost:${process.env.E2E_PORT ?? 41_300}`;

/** Signs in as one of the demo's people, through the form's own endpoint. */
export async function signInAs(page: Page, who: string): Promise<void> {
  const reply = await page.request.post("/api/auth/sign-in/email", {
    headers: { origin: ORIGIN },
    data: { email: `${who}@meadow-oak.example`, password: PASSWORD },
  });
  expect(reply.status(), `sign-in of ${who}`).toBe(200);
}

/** No violation of WCAG 2.2 AA on the page as it stands. */
export async function expectAccessible(page: Page, name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(AXE_TAGS).analyze();
  const found = violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .map(({ target }) => target.join(" "))
        .slice(0, 3)
        .join(" | ")}`,
  );
  expect(found, name).toEqual([]);
}
