import { session, user } from "@upline/db";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAuth } from "../auth/auth.ts";
import { cookieOf, signIn } from "../auth/testing/sign-in.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { appRouter } from "../trpc/app-router.ts";
import { createContext } from "../trpc/context.ts";
import { createDemoUsers, DEMO_SIGN_INS } from "./users.ts";

/** A database that was filled as a demo, and the same one opened without DEMO=1. */
let inDemo: TestDeps;
let without: TestDeps;
beforeAll(async () => {
  inDemo = await testDeps({ env: { DEMO: "1" } });
  without = { ...inDemo, config: { ...inDemo.config, DEMO: false } };
  await createDemoUsers(inDemo, () => null);
});
afterAll(() => inDemo.close());

const emails = DEMO_SIGN_INS.map(({ email }) => email);

describe("with DEMO=1", () => {
  test.each(emails)("%s signs in", async (email) => {
    expect((await signIn(inDemo, createAuth(inDemo), email)).status).toBe(200);
  });

  test("the page of the demo names them and their password", async () => {
    const { signIns, password } = await appRouter
      .createCaller({ ...inDemo, viewer: { kind: "anonymous" } })
      .demo.state();
    expect(signIns.map(({ email }) => email)).toEqual(emails);
    expect((await signIn(inDemo, createAuth(inDemo), emails[0] ?? "", password)).status).toBe(200);
  });
});

describe("without DEMO=1", () => {
  test.each(emails)("%s does not, though the password is right", async (email) => {
    const before = await inDemo.db.$count(session);
    const reply = await signIn(without, createAuth(without), email);
    expect(reply.status).toBe(401);
    expect(reply.headers.getSetCookie().join()).not.toMatch(/session_token=[^;]/);
    expect(await inDemo.db.$count(session)).toBe(before);
  });

  test("a session that the demo left behind opens nothing", async () => {
    const headers = new Headers({ cookie: await cookieOf(inDemo, createAuth(inDemo), emails[0] ?? "") });
    const viewerOf = async (deps: TestDeps) => (await createContext(deps, createAuth(deps), headers, null)).viewer.kind;
    expect(await viewerOf(inDemo)).toBe("user");
    expect(await viewerOf(without)).toBe("anonymous");
  });

  test("nobody is told about them", async () => {
    const caller = appRouter.createCaller({ ...without, viewer: { kind: "anonymous" } });
    await expect(caller.demo.state()).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("everybody else signs in as ever", async () => {
    await inDemo.db
      .update(user)
      .set({ email: "aster@company.example" })
      .where(eq(user.email, "aster@meadow-oak.example"));
    expect((await signIn(without, createAuth(without), "aster@company.example")).status).toBe(200);
  });
});
