import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** One request as the fake portal received it. */
export type Received = Readonly<{
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  raw: Buffer;
  /** False when the sender hung up before the end. */
  isComplete: boolean;
  /** Which of the test's secrets made the signature; null when none did. */
  signedWith: "current" | "previous" | null;
  /** Distance of the signed time from now, seconds; null without a time. */
  ageSeconds: number | null;
}>;

export type FakeAnswer = Readonly<{ status: number; headers?: Readonly<Record<string, string>>; body?: string }>;

/** A portal for tests: takes every webhook down, checks its signature, and answers what the test says. */
export type FakePortal = Readonly<{
  url: string;
  received: Received[];
  /** Answers of the coming webhooks, used up in order; when none is left, 200. */
  answers: FakeAnswer[];
  close(): Promise<void>;
}>;

export const SECRETS = {
  stripe: { current: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", previous: "whsec_the-one-that-was-used-before" },
  standard: {
    current: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    previous: "whsec_cHJldmlvdXMtc2VjcmV0LW9mLXRoZS10ZXN0cw==",
  },
} as const;

/** Not now, and not on a whole second, so that a mix-up with the wall clock shows. */
export const COMPANY_TIME = "2026-03-18T14:00:00.250Z";

export const SPONSOR = { id: "dst_hazel", number: "D-1017", displayName: "Hazel <Grove>", code: "HAZEL" };
export const PRODUCTS = [
  { sku: "TEA-MINT", name: "Mint", description: "Cool & green", priceMinor: 1250, currency: "USD", pv: "10", cv: "9" },
  { sku: "TEA-SAGE", name: "Sage", description: null, priceMinor: "1900", currency: "USD", pv: "15.5", cv: "14" },
];

export async function fakePortal(): Promise<FakePortal> {
  const received: Received[] = [];
  const answers: FakeAnswer[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://portal");
    if (url.pathname === "/healthz") {
      response.end(JSON.stringify({ ok: true, companyTime: COMPANY_TIME }));
      return;
    }
    if (url.pathname === "/api/demo/shop") {
      const sponsor = url.searchParams.get("ref") === SPONSOR.code ? SPONSOR : null;
      const companyName = "Meadow & Oak";
      const shop = { companyName, companyTime: COMPANY_TIME, sponsor, sponsors: [SPONSOR], products: PRODUCTS };
      response.end(JSON.stringify(shop));
      return;
    }
    void receive(request).then((one) => {
      received.push(one);
      const { status, headers = {}, body = "" } = answers.shift() ?? { status: 200 };
      response.writeHead(status, headers).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answers,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Waits at most two hundred milliseconds for the rest of a body. */
async function receive(request: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  const isComplete = await new Promise<boolean>((resolve) => {
    setTimeout(() => resolve(false), 200);
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => resolve(true));
    request.on("close", () => resolve(request.complete));
  });
  const { method = "", url: path = "", headers } = request;
  const raw = Buffer.concat(chunks);
  return { method, path, headers, raw, isComplete, ...signatureOf(headers, raw) };
}

function signatureOf(headers: IncomingHttpHeaders, raw: Buffer): Pick<Received, "signedWith" | "ageSeconds"> {
  const stripe = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers["stripe-signature"] ?? ""));
  const seconds = Number(stripe?.[1] ?? headers["webhook-timestamp"] ?? Number.NaN);
  const isBy = (name: "current" | "previous"): boolean => {
    if (stripe !== null) {
      const hmac = createHmac("sha256", SECRETS.stripe[name]).update(`${stripe[1]}.`).update(raw);
      return hmac.digest("hex") === stripe[2];
    }
    const key = Buffer.from(SECRETS.standard[name].slice("whsec_".length), "base64");
    const hmac = createHmac("sha256", key).update(`${headers["webhook-id"]}.${seconds}.`).update(raw);
    return `v1,${hmac.digest("base64")}` === headers["webhook-signature"];
  };
  const signedWith = isBy("current") ? "current" : isBy("previous") ? "previous" : null;
  return { signedWith, ageSeconds: Number.isNaN(seconds) ? null : Math.floor(Date.now() / 1000) - seconds };
}
