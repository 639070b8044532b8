import { inboxEvent } from "@upline/db";
import { toUnixSeconds } from "@upline/domain";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDeps, testDeps } from "../testing.ts";
import { handleWebhook } from "./handle-webhook.ts";
import { requestOf, type Signed, signStandard, signStripe, stripeEvent } from "./testing/sign.ts";

const MUTATIONS = 5_000;
const SEED = 20_261_123;

let deps: TestDeps;
beforeAll(async () => {
  deps = await testDeps();
});
afterAll(() => deps.close());

/** One change of one byte, header or character; the result is never the request it came from. */
const anyMutation = fc.oneof(
  fc.record({ kind: fc.constant("flip" as const), at: fc.nat(), bit: fc.nat({ max: 7 }) }),
  fc.record({ kind: fc.constant("cut" as const), at: fc.nat() }),
  fc.record({ kind: fc.constant("insert" as const), at: fc.nat(), byte: fc.nat({ max: 255 }) }),
  fc.record({ kind: fc.constant("header" as const), which: fc.nat(), at: fc.nat(), to: fc.stringMatching(/^[!-~]$/) }),
  fc.record({ kind: fc.constant("drop" as const), which: fc.nat() }),
  fc.record({ kind: fc.constant("swap" as const), which: fc.nat(), text: fc.stringMatching(/^[!-~]{0,120}$/) }),
);
type Mutation = typeof anyMutation extends fc.Arbitrary<infer M> ? M : never;

function mutated(signed: Signed, change: Mutation): Signed {
  const bytes = [...Buffer.from(signed.body)];
  const names = Object.keys(signed.headers);
  const name = "which" in change ? (names[change.which % names.length] ?? "") : "";
  const value = signed.headers[name] ?? "";
  const withHeader = (text: string) => ({ ...signed, headers: { ...signed.headers, [name]: text } });
  const withBody = (body: readonly number[]) => ({ ...signed, body: new Uint8Array(body) });
  switch (change.kind) {
    case "flip":
      return withBody(bytes.map((byte, at) => (at === change.at % bytes.length ? byte ^ (1 << change.bit) : byte)));
    case "cut":
      return withBody(bytes.slice(0, change.at % bytes.length));
    case "insert":
      return withBody(bytes.toSpliced(change.at % (bytes.length + 1), 0, change.byte));
    case "header": {
      const at = change.at % value.length;
      return withHeader(value.slice(0, at) + (value[at] === change.to ? "" : change.to) + value.slice(at + 1));
    }
    case "drop":
      return {
        ...signed,
        headers: Object.fromEntries(Object.entries(signed.headers).filter(([other]) => other !== name)),
      };
    case "swap":
      return withHeader(change.text === value ? "" : change.text);
  }
}

test(`of ${MUTATIONS} changed requests none is accepted and none is answered with a 5xx`, async () => {
  const at = toUnixSeconds(deps.clock.wall());
  const genuine = [
    signStripe(stripeEvent({ id: "evt_genuine", created: at }), at),
    signStandard("msg_genuine", JSON.stringify({ type: "a", timestamp: "2026-03-15T12:00:00Z", data: { n: 1 } }), at),
  ];
  const seen = new Map<number, number>();
  const anyRequest = fc.record({ from: fc.constantFrom(...genuine), change: anyMutation });
  for (const { from, change } of fc.sample(anyRequest, { numRuns: MUTATIONS, seed: SEED })) {
    const { status } = await handleWebhook(requestOf(mutated(from, change)), deps);
    seen.set(status, (seen.get(status) ?? 0) + 1);
    if (status === 200 || status >= 500) throw new Error(`${status} for ${JSON.stringify(change)} of ${from.slug}`);
  }
  expect([...seen.keys()].sort()).toEqual([401]);
  expect(await deps.db.$count(inboxEvent)).toBe(0);
});
