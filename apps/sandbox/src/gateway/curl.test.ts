import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type FakePortal, fakePortal, SECRETS } from "../testing/fake-portal.ts";
import { control, started } from "../testing/started.ts";

const run = promisify(execFile);

let portal: FakePortal;
let sandbox: Awaited<ReturnType<typeof started>>;
beforeEach(async () => {
  portal = await fakePortal();
  sandbox = await started(portal.url);
});
afterEach(async () => {
  await sandbox.close();
  await portal.close();
});

/** Everything that a shell might take for something else. */
const AWKWARD = `{
  "id": "evt_awkward",
  "name": "O'Reed \`id\` $HOME $(id) \\\\n \\u00e7 ! %s %% \\"quoted\\" Çay",
  "end": "''"
}

`;

describe.each(["bash", "sh"])("pasted into %s", (shell) => {
  describe.each(["stripe", "standard"] as const)("%s", (provider) => {
    test.each(["asSent", "resign"] as const)("%s posts the very bytes with a good signature", async (text) => {
      const { json } = await control(sandbox.url, "curl", { provider, body: AWKWARD });
      const { stdout } = await run(shell, ["-c", json[text]]);

      expect(stdout).toBe("\nHTTP 200\n");
      expect(portal.received).toMatchObject([
        { method: "POST", path: `/api/webhooks/${provider}`, signedWith: "current", isComplete: true },
      ]);
      expect(portal.received[0]?.raw.toString()).toBe(AWKWARD);
      expect(Math.abs(portal.received[0]?.ageSeconds ?? 999)).toBeLessThan(10);
    });
  });
});

test("the script keeps the secret in a variable of its first line", async () => {
  const { json } = await control(sandbox.url, "curl", { provider: "stripe", body: "{}" });
  const [first, ...rest] = json.resign.split("\n");

  expect(first).toBe(`export STRIPE_WEBHOOK_SECRET='${SECRETS.stripe.current}'`);
  expect(rest.join("\n")).not.toContain(SECRETS.stripe.current);
});

test("what is sent by hand has the name that the sandbox would give it: a duplicate, not a second event", async () => {
  const body = '{"type":"payment.succeeded"}';
  await control(sandbox.url, "send", { provider: "standard", body, mischief: "valid" });
  const { json } = await control(sandbox.url, "curl", { provider: "standard", body });
  await run("sh", ["-c", json.resign]);

  expect(new Set(portal.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
});
