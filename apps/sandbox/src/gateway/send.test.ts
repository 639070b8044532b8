import { createHash } from "node:crypto";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type FakePortal, fakePortal } from "../testing/fake-portal.ts";
import { type Prepared, send } from "./send.ts";

let portal: FakePortal;
beforeEach(async () => {
  portal = await fakePortal();
});
afterEach(() => portal.close());

const raw = Buffer.from('{"hello":"world"}');
const prepared: Prepared = {
  method: "POST",
  path: "/api/webhooks/stripe",
  headers: { a: "b" },
  raw,
  eventRef: "evt_1",
};

test("an exchange says what was sent and what came back", async () => {
  portal.answers.push({ status: 503, headers: { "retry-after": "30" }, body: "x".repeat(5000) });
  const exchange = await send(portal.url, prepared);

  expect(exchange).toMatchObject({
    method: "POST",
    path: "/api/webhooks/stripe",
    headers: { a: "b", "content-length": "17" },
    body: '{"hello":"world"}',
    bodySha256: createHash("sha256").update(raw).digest("hex"),
    status: 503,
    retryAfter: "30",
    error: null,
    eventRef: "evt_1",
  });
  expect(exchange.answer).toHaveLength(1024);
  expect(exchange.ms).toBeGreaterThan(0);
  expect(Math.abs(Date.parse(exchange.sentAt) - Date.now())).toBeLessThan(5_000);
});

test("a redirect is an answer, not a way to go", async () => {
  portal.answers.push({ status: 307, headers: { location: "/elsewhere" } });

  expect(await send(portal.url, prepared)).toMatchObject({ status: 307, error: null });
  expect(portal.received).toHaveLength(1);
});

test("a long body is shown to 4 KiB and hashed as a whole", async () => {
  const long = Buffer.alloc(10_000, "y");
  const exchange = await send(portal.url, { ...prepared, raw: long });

  expect(exchange.body).toHaveLength(4096);
  expect(exchange.bodySha256).toBe(createHash("sha256").update(long).digest("hex"));
});

test("nobody there, and a connection closed unanswered, are said in words", async () => {
  const rude = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => rude.listen(0, "127.0.0.1", resolve));
  const address = `127.0.0.1:${(rude.address() as AddressInfo).port}`;
  const closed = await send(`http://${address}`, prepared);
  await new Promise((resolve) => rude.close(resolve));
  const gone = await send(`http://${address}`, prepared);

  expect(closed).toMatchObject({ status: null, error: "the portal closed the connection unanswered" });
  expect(gone).toMatchObject({ status: null, error: `nobody listens at ${address}` });
});

test("an answer given before a large body was read is the answer", async () => {
  const hasty = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => socket.end("HTTP/1.1 413 Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"));
  });
  await new Promise<void>((resolve) => hasty.listen(0, "127.0.0.1", resolve));
  const { port } = hasty.address() as AddressInfo;
  const exchange = await send(`http://127.0.0.1:${port}`, { ...prepared, raw: Buffer.alloc(1024 * 1024 + 1, " ") });
  await new Promise((resolve) => hasty.close(resolve));

  expect(exchange).toMatchObject({ status: 413, error: null });
});

test("bytes that are not text are kept as hex, so that they can be stored and read", async () => {
  const zipped = Buffer.from([0x1f, 0x8b, 0x08, 0x00, 0x41]);
  const exchange = await send(portal.url, { ...prepared, raw: zipped });

  expect(exchange.body).toBe("1f 8b 08 00 41");
  expect(portal.received.at(-1)?.raw).toEqual(zipped);
});
