import { auditEntry, company, distributor, planVersion, user } from "@upline/db";
import { TEMPLATE_IDS } from "@upline/domain";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { planInForce } from "../plans/plan-in-force.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { appRouter } from "../trpc/app-router.ts";
import { CompleteSetup, completeSetup } from "./complete-setup.ts";
import { setupAddress, setupToken } from "./setup-token.ts";

let deps: TestDeps;
beforeEach(async () => {
  deps = await testDeps({ now: "2026-03-20T12:00:00.000Z" });
});
afterEach(() => deps.close());

const given = (more: object = {}) =>
  CompleteSetup.parse({
    token: setupToken(deps.config),
    owner: { name: "Ada Owner", email: "Ada@Example.test", password: "a password of the tests" },
    company: { name: "Acme", timeZone: "Europe/Berlin", currency: "EUR", country: "DE" },
    ...more,
  });
const anonymous = () => appRouter.createCaller({ ...deps, viewer: { kind: "anonymous" } });

describe("an empty installation", () => {
  test("is set up whole: owner, company, a plan in force since the start of the period, the first distributor", async () => {
    const distributorGiven = { name: "Dora First", email: "dora@example.test" };
    await completeSetup(deps, given({ templateId: "starter", distributor: distributorGiven }));
    expect(await deps.db.select().from(user)).toEqual([
      expect.objectContaining({ name: "Ada Owner", email: "ada@example.test", role: "owner" }),
    ]);
    expect(await deps.db.select().from(company)).toEqual([
      expect.objectContaining({ name: "Acme", timeZone: "Europe/Berlin", currency: "EUR", country: "DE" }),
    ]);
    const { plan, version } = await planInForce(deps, deps.clock.now());
    expect({ ...plan, version }).toMatchObject({ version: 1, currency: "EUR", effectiveFrom: "2026-03-01" });
    expect((await deps.db.select().from(distributor)).map(({ name }) => name)).toEqual(["Dora First"]);
    const audited = await deps.db.select().from(auditEntry);
    expect(audited.map(({ action }) => action)).toContain("setup.complete");
    expect(JSON.stringify(audited.map(({ after }) => after))).not.toContain("a password of the tests");
    expect(await setupAddress(deps)).toBeNull();
  });

  test("names what was skipped, and nothing more once it is done", async () => {
    await completeSetup(deps, given());
    const owner = appRouter.createCaller({
      ...deps,
      viewer: {
        kind: "user",
        userId: "usr_1",
        name: "Ada",
        email: "",
        role: "owner",
        distributorId: null,
        secondFactor: false,
        address: null,
      },
    });
    const hasProvider = deps.config.providers.size > 0;
    expect(await owner.setup.openSteps()).toEqual(["plan", ...(hasProvider ? [] : ["provider"]), "distributor"]);
  });

  test("opens by its token alone, tells nothing without it, and is the same for every process", async () => {
    expect(await setupAddress(deps)).toBe(`http://localhost:3000/setup?token=${setupToken(deps.config)}`);
    const wrong = await anonymous().setup.status({ token: "guessed" });
    expect(wrong).toEqual({ isOpen: true, isRight: false, templates: [] });
    const right = await anonymous().setup.status({ token: setupToken(deps.config) });
    expect(right.templates.map(({ id }) => id)).toEqual([...TEMPLATE_IDS]);
    await expect(completeSetup(deps, given({ token: "guessed" }))).rejects.toMatchObject({ code: "credentials_wrong" });
    expect(await deps.db.select().from(user)).toEqual([]);
  });

  test("is set up once: the second with the token finds it decided", async () => {
    const both = await Promise.allSettled([completeSetup(deps, given()), completeSetup(deps, given())]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    await expect(completeSetup(deps, given())).rejects.toMatchObject({ code: "already_decided" });
    expect((await deps.db.select().from(company)).length).toBe(1);
    expect((await anonymous().setup.status({ token: setupToken(deps.config) })).templates).toEqual([]);
  });

  test("offers every template as one that can be used", async () => {
    const { templates } = await anonymous().setup.status({ token: setupToken(deps.config) });
    expect(templates.map(({ id, problems }) => ({ id, problems }))).toEqual(
      TEMPLATE_IDS.map((id) => ({ id, problems: [] })),
    );
  });

  test("keeps nothing of a set-up that fails at its last step", async () => {
    const newId: TestDeps["newId"] = (prefix) => {
      if (prefix === "dst") throw new Error("no more ids");
      return deps.newId(prefix);
    };
    const distributorGiven = { name: "Dora First", email: "dora@example.test" };
    const asked = completeSetup({ ...deps, newId }, given({ templateId: "starter", distributor: distributorGiven }));
    await expect(asked).rejects.toThrow("no more ids");
    expect(() => given({ company: { name: "Acme", timeZone: "Mars", currency: "EUR", country: "DE" } })).toThrow();
    for (const table of [user, company, planVersion, distributor, auditEntry]) {
      expect(await deps.db.select().from(table)).toEqual([]);
    }
  });
});
