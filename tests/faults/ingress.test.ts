import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Door, openIngress } from "../load/lib/doors.ts";
import { foundCompany, type SmallCompany } from "./company.ts";
import { type SentEvent, signatureOf, stripe } from "./events.ts";
import { randomFrom } from "./random.ts";

const MIB = 1024 * 1024;
let company: SmallCompany;
let door: Door;
beforeAll(async () => {
  company = await foundCompany(randomFrom(1), 1);
  door = await openIngress(company);
});
afterAll(async () => {
  await door.process.kill();
  await company.close();
});

const url = (path: string) => `http://127.0.0.1:${door.port}${path}`;
const event = (id: string): SentEvent => stripe(id, "plan.created", new Date(), { note: "kept as it came" });
const post = (sent: SentEvent, headers: Record<string, string> = signatureOf(sent)) =>
  fetch(url("/api/webhooks/stripe"), { method: "POST", headers, body: sent.body });
const storedAs = (id: string) =>
  company.rows<{ raw: Buffer; status: string }>("select raw, status from inbox_event where event_ref = $1", [id]);

/** What comes back when these bytes are written to the socket as they are. */
function answerTo(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    const socket = connect({ host: "127.0.0.1", port: door.port }, () => socket.write(bytes));
    socket.setEncoding("latin1").on("data", (chunk) => {
      text += chunk;
    });
    socket.once("close", () => resolve(text)).once("error", reject);
  });
}

describe("the door without the portal", () => {
  test("stores a genuine event as it came, once", async () => {
    const sent = event("evt_ingress");
    for (let copy = 0; copy < 3; copy += 1) {
      const response = await post(sent);
      expect([response.status, await response.text()]).toEqual([200, ""]);
    }
    const rows = await storedAs(sent.id);
    expect(rows.map(({ raw, status }) => [raw.toString(), status])).toEqual([[sent.body, "received"]]);
  });

  test("refuses as the portal does", async () => {
    const sent = event("evt_refused");
    expect((await post({ ...sent, body: `${sent.body} ` }, signatureOf(sent))).status).toBe(401);
    expect((await post(sent, {})).status).toBe(401);
    expect((await post(sent, { ...signatureOf(sent), "content-encoding": "gzip" })).status).toBe(415);
    expect((await fetch(url("/api/webhooks/__proto__"), { method: "POST" })).status).toBe(404);
    expect((await fetch(url("/elsewhere"))).status).toBe(404);
    const get = await fetch(url("/api/webhooks/stripe"));
    expect([get.status, get.headers.get("allow")]).toEqual([405, "POST"]);
    expect(await storedAs(sent.id)).toEqual([]);
  });

  test("answers an upload of more than a megabyte with 413 and closes the socket", async () => {
    const chunk = `${(16_384).toString(16)}\r\n${"x".repeat(16_384)}\r\n`;
    const head = "POST /api/webhooks/stripe HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n";
    expect(await answerTo(head + chunk.repeat(MIB / 16_384 + 1))).toMatch(/^HTTP\/1\.1 413 .*connection: close/is);
  });

  test("lives on after an upload that is broken off", async () => {
    const head = "POST /api/webhooks/stripe HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n{";
    await new Promise<void>((resolve) => {
      const socket = connect({ host: "127.0.0.1", port: door.port }, () => {
        socket.write(head, () => socket.resetAndDestroy());
      });
      socket.once("close", () => resolve()).once("error", () => {});
    });
    const health = await fetch(url("/healthz"));
    expect(await health.json()).toMatchObject({ status: "ok", database: "ok" });
  });

  test("stops on SIGTERM within ten seconds", async () => {
    const began = Date.now();
    expect(await door.process.stop()).toBe(0);
    expect(Date.now() - began).toBeLessThan(10_000);
  });
});
