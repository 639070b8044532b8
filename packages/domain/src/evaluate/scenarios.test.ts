import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type MeadowAndOakVersion, meadowAndOak } from "../plan/templates/meadow-and-oak.ts";
import { EMPTY_STATE } from "./facts.ts";
import { factsOf, type Story } from "./testing/build-facts.ts";
import { minorText } from "./text.ts";
import { inquiry } from "./why-not.ts";

interface Scenario {
  readonly title: string;
  readonly plan: { readonly template: "meadow_and_oak"; readonly version: MeadowAndOakVersion };
  readonly story: Story;
  readonly expected: readonly {
    readonly bonus: string;
    readonly earner: string;
    readonly source: string;
    readonly level: number;
    readonly amount: string;
  }[];
  readonly breakage?: string;
  readonly notPaid: readonly {
    readonly order: string;
    readonly bonus: string;
    readonly distributor: string;
    readonly code: string;
  }[];
}

const folder = new URL("../../scenarios/", import.meta.url);
const pages = new URL("../../../../docs/plans/", import.meta.url);
const names = readdirSync(folder).map((file) => file.replace(/\.json$/, ""));

describe.each(names)("scenario %s", (name) => {
  const scenario = JSON.parse(readFileSync(new URL(`${name}.json`, folder), "utf8")) as Scenario;
  const plan = meadowAndOak(scenario.plan.version);
  const asked = inquiry(plan, factsOf(plan, scenario.story), EMPTY_STATE);

  it("pays exactly the expected lines", () => {
    const lines = asked.evaluation.lines.map(({ bonusId, earnerId, sourceKey, level, minor }) => {
      return { bonus: bonusId, earner: earnerId, source: sourceKey, level, amount: minorText(minor, 2) };
    });
    expect(lines).toEqual(scenario.expected);
    const broken = asked.evaluation.breakage.reduce((sum, { minor }) => sum + minor, 0n);
    expect(minorText(broken, 2)).toBe(scenario.breakage ?? "0.00");
  });

  it("tells why the others are not paid", () => {
    const codes = scenario.notPaid.map(({ order, bonus, distributor }) => {
      return asked.whyNot({ orderId: order, bonusId: bonus, distributorId: distributor })?.code;
    });
    expect(codes).toEqual(scenario.notPaid.map(({ code }) => code));
  });

  it("is the worked example of its page, number by number", () => {
    const page = readFileSync(new URL(`${name}.md`, pages), "utf8");
    for (const { amount } of scenario.expected) expect(page).toContain(`**${amount}**`);
    for (const { code } of scenario.notPaid) expect(page).toContain(`\`${code}\``);
  });
});
