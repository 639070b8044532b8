import { createServer } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { run } from "./lib/processes.mjs";
import { root } from "./lib/toolchain.mjs";

const APP_SECRET = "a secret that is known to every test of the product";
const UNREACHABLE = "postgres://somebody:canary-of-a-password@127.0.0.1:1/db";

const serve = (what: string, env: Record<string, string>) =>
  run(process.execPath, [join(root, "scripts", "serve.mjs"), what], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: "", APP_SECRET, ...env },
  });

test("a taken port is one sentence and an exit code, before anything is touched", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const { code, output } = await serve("portal", { DATABASE_URL: UNREACHABLE, PORT: String(port) });
  server.close();
  expect(output).toBe(`Port ${port} (the portal) is taken: stop what listens there, or choose another with PORT=….\n`);
  expect(code).toBe(1);
});

test.each([
  { name: "no database", env: {}, says: /^DATABASE_URL is not set: .*\n$/ },
  { name: "no secret", env: { DATABASE_URL: UNREACHABLE, APP_SECRET: "" }, says: /^APP_SECRET is not set: .*\n$/ },
  {
    name: "a short secret",
    env: { DATABASE_URL: UNREACHABLE, APP_SECRET: "canary" },
    says: /APP_SECRET: is shorter than 32/,
  },
  {
    name: "an embedded database",
    env: { DATABASE_URL: "file:.data/db" },
    says: /^The embedded database has one owner, .*\n$/,
  },
  {
    name: "a server that is not there",
    env: { DATABASE_URL: UNREACHABLE },
    says: /^The database cannot be reached .*\n$/,
  },
])("a worker with $name says so and ends with 1", async ({ env, says }) => {
  const { code, output } = await serve("worker", env);
  expect(output).toMatch(says);
  expect(output).not.toMatch(/canary|\n {4}at /);
  expect(code).toBe(1);
});
