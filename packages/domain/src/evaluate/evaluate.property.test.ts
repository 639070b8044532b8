import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sum } from "../money/exact.ts";
import { RUNS } from "../testing.ts";
import { deltas } from "./deltas.ts";
import { evaluate } from "./evaluate.ts";
import { EMPTY_STATE, type OrderFacts, type PeriodFacts } from "./facts.ts";
import { orderLines } from "./order-lines.ts";
import { factsOf, type Story } from "./testing/build-facts.ts";
import { naiveOrderFacts } from "./testing/naive-order-facts.ts";
import { picker, planWith, randomPlan, randomStory, type StoryOptions } from "./testing/random-story.ts";
import type { EXAMPLE } from "./testing/worked-example.ts";

const size = fc.record({
  seed: fc.integer(),
  people: fc.integer({ min: 1, max: 14 }),
  orders: fc.integer({ min: 0, max: 14 }),
});

function law(
  check: (given: { plan: typeof EXAMPLE; story: Story; seed: number }) => void,
  options?: StoryOptions,
): void {
  fc.assert(
    fc.property(size, (given) => {
      check({ plan: randomPlan(given.seed), story: randomStory(given, options), seed: given.seed });
    }),
    RUNS,
  );
}

const run = (plan: typeof EXAMPLE, story: Story) => evaluate(plan, factsOf(plan, story), EMPTY_STATE);

/** Canonical text of an evaluation, explanations included. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? part.toString() : part));
}

function shuffled<T>(list: readonly T[], seed: number): T[] {
  const pick = picker(seed);
  const copy = [...list];
  for (let last = copy.length - 1; last > 0; last -= 1) {
    const other = pick(last + 1);
    [copy[last], copy[other]] = [copy[other] as T, copy[last] as T];
  }
  return copy;
}

describe("evaluate", () => {
  it("P1: group volume is own volume plus that of the legs, and the roots hold all of the period", () => {
    law(({ plan, story }) => {
      const { ranks } = run(plan, story);
      const children = (id: string | null) => story.people.filter(({ sponsor }) => sponsor === id);
      const gv = (id: string) => ranks[id]?.metrics.gv ?? 0n;
      for (const { id } of story.people) {
        const legs = children(id).reduce((total, child) => total + gv(child.id), 0n);
        expect(gv(id)).toBe((ranks[id]?.volumes.pv ?? 0n) + legs);
      }
      const all = Object.values(ranks).reduce((total, { volumes }) => total + (volumes.pv ?? 0n), 0n);
      expect(children(null).reduce((total, { id }) => total + gv(id), 0n)).toBe(all);
    });
  });

  it("P5: the order, repetition, and batching of facts change nothing", () => {
    law(({ plan, story, seed }) => {
      const facts = factsOf(plan, story);
      const again: PeriodFacts = { ...facts, facts: shuffled([...facts.facts, ...facts.facts.slice(0, 9)], seed) };
      expect(canonical(evaluate(plan, again, EMPTY_STATE))).toBe(canonical(evaluate(plan, facts, EMPTY_STATE)));
    });
  });

  it("P6: the live lines of each order alone are those of the period", () => {
    law(
      ({ plan, story }) => {
        const facts = factsOf(plan, story);
        const live = evaluate(plan, facts, EMPTY_STATE).lines.filter(({ bonusId }) => bonusId === "fast");
        const alone = naiveOrderFacts(plan, facts).flatMap((order: OrderFacts) => orderLines(plan, order).lines);
        expect(alone.map(canonical).sort()).toEqual(live.map(canonical).sort());
      },
      { moves: true },
    );
  });

  it("P6: posting each order and refund as it comes is the evaluation of what has come so far", () => {
    law(
      ({ plan, story, seed }) => {
        const facts = factsOf(plan, story);
        const isEvent = ({ t }: PeriodFacts["facts"][number]) => t === "order" || t === "refund";
        const known = facts.facts.filter((fact) => !isEvent(fact));
        const posted = new Map<string, bigint>();
        for (const event of shuffled(facts.facts.filter(isEvent), seed)) {
          known.push(event);
          const sofar = { ...facts, facts: known };
          const order = "order" in event ? event.order : "";
          const own = naiveOrderFacts(plan, sofar).filter((one) => one.order.id === order);
          const target = own.flatMap((one) => orderLines(plan, one).lines);
          const ofOrder = new Map(
            [...posted].filter(([key]) => key.includes(`ord:${order}|`) || key.includes(`ord:${order}~`)),
          );
          for (const { key, minor } of deltas(target, ofOrder)) posted.set(key, (posted.get(key) ?? 0n) + minor);
          const live = evaluate(plan, sofar, EMPTY_STATE).lines.filter(({ bonusId }) => bonusId === "fast");
          expect([...posted].sort()).toEqual(live.map(({ key, minor }) => [key, minor]).sort());
        }
      },
      { moves: true },
    );
  });

  it("P7, P29: the same facts give the same bytes, whatever was evaluated in between", () => {
    law(({ plan, story }) => {
      const first = canonical(run(plan, story));
      run(plan, { ...story, orders: story.orders?.slice(0, 2) ?? [], refunds: [] });
      expect(canonical(run(plan, story))).toBe(first);
    });
  });

  it("P8, P15: nobody removed, shut out, or buying himself is paid, and no level or earner twice per source", () => {
    law(({ plan, story }) => {
      const { lines, ranks } = run(plan, story);
      const gone = new Set(story.people.filter(({ earns }) => !earns).map(({ id }) => id));
      const left = (story.statuses ?? []).filter(({ status }) => status === "terminated" || status === "merged");
      const seen = new Set<string>();
      for (const { bonusId, earnerId, sourceKey, segment, level } of lines) {
        expect(gone.has(earnerId) || earnerId.startsWith("cus_") || sourceKey === `mem:${earnerId}`).toBe(false);
        if (sourceKey.startsWith("ref:")) continue;
        for (const who of [`level ${level}`, earnerId]) {
          const once = `${bonusId}|${sourceKey}|${segment}|${who}`;
          expect(seen.has(once)).toBe(false);
          seen.add(once);
        }
        if (bonusId !== "uni") continue;
        expect(left.some(({ id }) => id === earnerId)).toBe(false);
        const gate = plan.bonuses.find(({ id }) => id === "uni")?.gate ?? {};
        if (!("always" in gate)) expect(ranks[earnerId]?.active).toBe(true);
      }
    });
  });

  it("P2: what a source pays is at most the sum of the level rates times its base", () => {
    law(({ plan, story }) => {
      const { lines } = run(plan, story);
      for (const source of new Set(
        lines.filter(({ bonusId }) => bonusId === "uni").map(({ sourceKey }) => sourceKey),
      )) {
        const own = lines.filter((line) => line.bonusId === "uni" && line.sourceKey === source);
        const paid = sum(own.map(({ exact }) => exact));
        const base = own[0]?.base ?? 0n;
        expect(paid.n * 100n <= base * 12n * paid.d).toBe(true);
      }
    });
  });

  it("P14: at falling rates compression never lowers what a source pays in total", () => {
    law(({ story }) => {
      const total = (compress: "none" | "skipInactive" | "skipUnqualified") => {
        const walk = { to: "upline", tree: "sponsor", payFrom: 1, levels: 3, compress } as const;
        const lines = run(planWith({ walk }), story).lines.filter(({ bonusId }) => bonusId === "uni");
        return sum(lines.map(({ exact }) => exact));
      };
      const [none, skipped, waiting] = [total("none"), total("skipInactive"), total("skipUnqualified")];
      expect(none.n * skipped.d <= skipped.n * none.d).toBe(true);
      expect(skipped.n * waiting.d <= waiting.n * skipped.d).toBe(true);
    });
  });

  it("P22, P33: keys are unique, and evaluating again leaves nothing to post", () => {
    law(
      ({ plan, story }) => {
        const { lines } = run(plan, story);
        const posted = new Map(lines.map(({ key, minor }) => [key, minor]));
        expect(posted.size).toBe(lines.length);
        expect(deltas(run(plan, story).lines, posted)).toEqual([]);
      },
      { moves: true },
    );
  });

  it("P25: every line is recomputed by its explanation, and shares add up to what the group is paid", () => {
    law(
      ({ plan, story }) => {
        const groups = new Map<string, { paid: bigint; rounded: string }>();
        for (const line of run(plan, story).lines) {
          const { amount, steps } = line.because;
          const round = steps.find(({ kind }) => kind === "round");
          if (round?.kind !== "round") continue;
          expect([round.rounded, BigInt(amount.replace(".", ""))]).toEqual([amount, line.minor]);
          const hops = steps.flatMap((step) => (step.kind === "path" ? step.hops : []));
          expect(hops.at(-1)).toEqual({ id: line.earnerId, level: line.level, outcome: "paid" });
          if (round.how !== "largestRemainder") continue;
          const name = `${line.bonusId}|${line.earnerId}`;
          const paid = (groups.get(name)?.paid ?? 0n) + line.minor;
          groups.set(name, { paid, rounded: round.groupRounded ?? "" });
        }
        for (const { paid, rounded } of groups.values()) expect(BigInt(rounded.replace(".", ""))).toBe(paid);
      },
      { moves: true },
    );
  });

  it("P32: splitting the orders of one buyer changes no line of a close", () => {
    law(
      ({ plan, story }) => {
        const halves = (text = "0") => {
          const cents = Math.round(Number(text) * 100);
          const first = Math.floor(cents / 3);
          return [first, cents - first].map(
            (part) => `${Math.floor(part / 100)}.${String(part % 100).padStart(2, "0")}`,
          );
        };
        const split = (story.orders ?? []).flatMap((order) =>
          [0, 1].map((part) => {
            const of = (id: "pv" | "cv") => halves(order.volumes[id])[part] ?? "0";
            return { ...order, id: `${order.id}_${part}`, volumes: { pv: of("pv"), cv: of("cv") } };
          }),
        );
        const closing = (orders: Story["orders"]) =>
          run(plan, { ...story, orders: orders ?? [] })
            .lines.filter(({ bonusId }) => bonusId === "uni")
            .map(({ key, minor }) => [key, minor]);
        expect(closing(split)).toEqual(closing(story.orders));
      },
      { refunds: false },
    );
  });

  it("P16: with ranks and activity out of play an order changes lines of its source's uplines only", () => {
    law(({ story, seed }) => {
      const plan = planWith({
        gate: { always: true },
        walk: { to: "upline", tree: "sponsor", payFrom: 1, levels: 3, compress: "none" },
      });
      const [dropped, ...rest] = shuffled(story.orders ?? [], seed);
      if (!dropped) return;
      const lines = (orders: Story["orders"]) =>
        new Map(run(plan, { ...story, orders: orders ?? [], refunds: [] }).lines.map(({ key, minor }) => [key, minor]));
      const [before, after] = [lines(rest), lines(story.orders)];
      const above = new Set<string | null>();
      for (let id: string | null = dropped.of; id; ) {
        const parent: string | null = story.people.find((person) => person.id === id)?.sponsor ?? null;
        above.add(parent);
        id = parent;
      }
      for (const key of new Set([...before.keys(), ...after.keys()])) {
        if (before.get(key) !== after.get(key)) expect(above.has(key.split("|")[5] ?? "")).toBe(true);
      }
    });
  });

  it("P20: an inactive person without volume put between two people changes no payout when inactive people are skipped", () => {
    law(({ story, seed }) => {
      const walk = { to: "upline", tree: "sponsor", payFrom: 1, levels: 3, compress: "skipInactive" } as const;
      const plan = planWith({ walk });
      const chosen = story.people[picker(seed)(story.people.length)];
      if (!chosen) return;
      const between = { id: "dst_zzz", sponsor: chosen.sponsor, joined: "2026-01-01T08:00:00Z" };
      const people = story.people.flatMap((person) =>
        person === chosen ? [between, { ...person, sponsor: "dst_zzz" }] : [person],
      );
      const paid = (given: Story) =>
        run(plan, given)
          .lines.filter(({ bonusId }) => bonusId === "uni")
          .map(({ key, minor }) => [key, minor]);
      expect(paid({ ...story, people })).toEqual(paid(story));
    });
  });
});
