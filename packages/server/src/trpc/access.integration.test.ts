import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROLES, type Viewer } from "../auth/viewer.ts";
import { appRouter } from "./app-router.ts";
import { ACCESS, type Access, type ProcedurePath } from "./testing/access-table.ts";
import { type AccessWorld, accessWorld, as, person } from "./testing/access-world.ts";
import { callAndUndo, procedures } from "./testing/call-and-undo.ts";

let world: AccessWorld;
beforeAll(async () => {
  world = await accessWorld();
});
afterAll(() => world.deps.close());

const paths = Object.keys(procedures) as ProcedurePath[];
const rules: Readonly<Record<string, Access>> = ACCESS as Readonly<Record<string, Access>>;
const answerTo = async (path: ProcedurePath, viewer: Viewer, input: unknown) =>
  (await callAndUndo(world, path, viewer, input)).answer;

const NOT_FOUND = "NOT_FOUND: Not found, or not yours to see.";

/** Signed out, and one person of every preset; the distributor is Elm. */
const viewers = (): Record<string, Viewer> => ({
  anonymous: { kind: "anonymous" },
  ...Object.fromEntries(ROLES.map((role) => [role, person(role, role === "distributor" ? world.elm : null)])),
});

/** What the table says that somebody is answered, as far as who he is decides it. */
function expected({ who }: Access, name: string): string {
  if (who === "anybody") return "ok";
  if (who === "the first visitor") return "CONFLICT";
  if (name === "anonymous") return "UNAUTHORIZED";
  if (who === "signed in") return "ok";
  if (who === "distributors") return name === "distributor" ? "ok" : "FORBIDDEN";
  return who.some((role) => role === name) ? "ok" : "FORBIDDEN";
}

test("the table names the procedures of the router, all of them and no other", () => {
  expect(Object.keys(rules).sort()).toEqual([...paths].sort());
  expect(paths.length).toBeGreaterThan(40);
});

describe.each(paths)("%s", (path) => {
  const rule = rules[path] ?? { who: [] };

  test("is answered to whom the table names, and refused to everybody else", async () => {
    const answers: Record<string, string> = {};
    for (const [name, viewer] of Object.entries(viewers())) {
      const makeInput = name === "distributor" ? rule.input : (rule.adminInput ?? rule.input);
      answers[name] = (await answerTo(path, viewer, makeInput?.(world))).split(":")[0] ?? "";
    }
    const wanted = Object.keys(answers).map((name) => [name, expected(rule, name)]);
    expect(answers).toEqual(Object.fromEntries(wanted));
  });
});

describe("what is not a distributor's own is not found, as if it did not exist", () => {
  const personal = paths.filter((path) => rules[path]?.who === "signed in");
  test.each(personal)("%s", async (path) => {
    const { foreign } = rules[path] ?? {};
    expect(foreign, "the table says what belongs to others, or why there is nothing to name").toBeDefined();
    for (const input of typeof foreign === "function" ? foreign(world) : []) {
      const answer = await answerTo(path, person("distributor", world.elm), input);
      expect(answer, JSON.stringify(input)).toBe(NOT_FOUND);
    }
  });
});

test("a search finds nobody who is not below", async () => {
  const search = async (q: string) => {
    const own = appRouter.createCaller(as(world.deps, person("distributor", world.elm)));
    return (await own.team.search({ q })).map(({ node }) => node.id);
  };
  expect(await search("Fern")).toEqual([world.fern]);
  expect(await search("Oak")).toEqual([]);
  expect(await search("Ivy")).toEqual([]);
});

test("a sign-in without a distributor has no figures of its own", async () => {
  for (const path of paths.filter((each) => rules[each]?.who === "distributors")) {
    expect(await answerTo(path, person("distributor"), rules[path]?.input?.(world))).toMatch(/^FORBIDDEN/);
  }
});

test.each([
  ["people.list", { q: "Elm\0" }, "q"],
  ["team.search", { q: "\0" }, "q"],
  ["orders.get", { orderId: "ord_\0" }, "orderId"],
  ["profile.update", { name: "\ud800", phone: null, country: null, timeZone: null, sharesContact: true }, "name"],
] as const)("%s refuses a text that cannot be stored and names the field", async (path, input, field) => {
  const viewer = path === "profile.update" ? person("distributor", world.elm) : person("owner");
  expect(await answerTo(path, viewer, input)).toMatch(new RegExp(`^BAD_REQUEST: ${field}: holds a character`));
});
