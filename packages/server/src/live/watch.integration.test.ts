import type { DistributorId } from "@upline/domain";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Deps, inTransaction } from "../deps.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { type LiveTopic, notify, type Recipient } from "./notify.ts";
import { watch } from "./watch.ts";

let deps: TestDeps;
beforeAll(async () => {
  deps = await testDeps();
});
afterAll(() => deps.close());

const viewer = (own: string | null, role: "distributor" | "support" = "distributor"): Deps => ({
  ...deps,
  viewer: {
    kind: "user",
    userId: "usr_1",
    name: "Test",
    email: "test@example.test",
    role,
    distributorId: own as DistributorId | null,
    secondFactor: false,
    address: null,
  },
});
const tell = (recipient: string, topic: LiveTopic) =>
  inTransaction(deps, (tx) => notify(tx, recipient as Recipient, topic));

/** Follows as that viewer; `next` waits for the next notice, beats left out. */
async function follow(as: Deps, lastEventId: string | null = null) {
  const stop = new AbortController();
  const stream = watch(as, lastEventId, stop.signal);
  const first = await stream.next();
  const next = async () => {
    for (;;) {
      const { value, done } = await stream.next();
      if (done) return null;
      const [id, { topic }] = value;
      if (topic !== "beat") return { id, topic };
    }
  };
  return { firstId: first.done ? null : String(first.value[0]), next, stop: () => stop.abort(), stream };
}

describe("following the notices", () => {
  test("brings a committed one at once, and one that was rolled back never", async () => {
    const me = await follow(viewer("dst_me"));
    const undone = inTransaction(deps, async (tx) => {
      await notify(tx, "dst_me", "ranks");
      throw new Error("rolled back");
    });
    await expect(undone).rejects.toThrow();
    const startedAt = performance.now();
    await tell("dst_me", "commissions");
    expect(await me.next()).toMatchObject({ topic: "commissions" });
    expect(performance.now() - startedAt).toBeLessThan(1000);
    me.stop();
    expect(await me.next()).toBeNull();
  });

  test("brings nobody else's: a distributor sees his own, the back office its own", async () => {
    const [me, office] = [await follow(viewer("dst_a")), await follow(viewer(null, "support"))];
    await tell("dst_b", "commissions");
    await tell("dst_a", "team");
    await tell("admin", "inbox");
    expect(await me.next()).toMatchObject({ topic: "team" });
    expect(await office.next()).toMatchObject({ topic: "inbox" });
    me.stop();
    office.stop();
  });

  test("after a break begins where it ended, with what was missed", async () => {
    const before = await follow(viewer("dst_c"));
    await tell("dst_c", "commissions");
    const seen = await before.next();
    before.stop();
    deps.setNow("2026-03-15T12:01:00.000Z"); // past the overlap
    await tell("dst_c", "ranks");
    await tell("dst_c", "mail");
    const after = await follow(viewer("dst_c"), seen?.id ?? null);
    expect([await after.next(), await after.next()].map((news) => news?.topic).toSorted()).toEqual(["mail", "ranks"]);
    after.stop();
  });

  test("a new reader is not told of what was there before", async () => {
    await tell("dst_d", "commissions");
    const me = await follow(viewer("dst_d"));
    await tell("dst_d", "team");
    expect(await me.next()).toMatchObject({ topic: "team" });
    me.stop();
  });

  test("an id that is none begins at the present", async () => {
    const me = await follow(viewer("dst_e"), "'; drop table live_notice");
    await tell("dst_e", "team");
    expect(await me.next()).toMatchObject({ topic: "team" });
    me.stop();
  });

  test("nobody who is not signed in hears anything", async () => {
    const stream = watch({ ...deps, viewer: { kind: "anonymous" } }, null, new AbortController().signal);
    expect(await stream.next()).toMatchObject({ done: true });
  });
});
