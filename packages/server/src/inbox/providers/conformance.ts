import { readdirSync, readFileSync } from "node:fs";
import { type Instant, instant, plusMs } from "@upline/domain";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Delivery, InboundProvider, Settings, Verdict } from "../provider.ts";

/** A request made with another tool, and what has to come of it. `meaning` writes amounts as digits. */
interface Fixture {
  readonly name: string;
  readonly receivedAt: string;
  readonly settings: Settings;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyBase64: string;
  readonly expect: Verdict;
  readonly meaning?: unknown;
}

/** What the suite needs to make genuine requests of a provider: its scheme, written anew. */
export interface Signer {
  readonly settings: Settings;
  /** @param at  unix seconds */
  readonly sign: (body: Uint8Array<ArrayBuffer>, at: number) => Readonly<Record<string, string>>;
  /** A readable body of that provider. */
  readonly body: string;
}

const AT = 1_773_576_000;
const NOW = instant(AT * 1000);

/** Everything that any provider with a signature and a time has to keep; each provider's test calls it. */
export function conformance(provider: InboundProvider, signer: Signer): void {
  const settings = parsed(provider, signer.settings);
  const genuine = bytesOf(signer.body);
  const verdictOn = (change: Partial<Delivery>, from: Uint8Array<ArrayBuffer> = genuine): Verdict => {
    const headers = new Headers(signer.sign(from, AT));
    return provider.verify({ rawBody: from, headers, receivedAt: NOW, toleranceSeconds: 300, ...change }, settings);
  };
  const suite: Suite = { provider, signer, settings, genuine, verdictOn };
  describe(`${provider.slug}: requests made with openssl`, () => opensslRequests(provider));
  describe(`${provider.slug}: the signed time`, () => signedTime(suite));
  describe(`${provider.slug}: the bytes`, () => {
    unreadableBytes(suite);
    changedBytes(suite);
  });
  describe(`${provider.slug}: the headers`, () => {
    headersAsAWhole(suite);
    signatureHeaders(suite);
  });
  describe(`${provider.slug}: secrets`, () => secrets(suite));
  describe(`${provider.slug}: laws`, () => laws(suite));
}

interface Suite {
  readonly provider: InboundProvider;
  readonly signer: Signer;
  readonly settings: Settings;
  readonly genuine: Uint8Array<ArrayBuffer>;
  /** The verdict on a genuine request of these bytes, with something about it changed afterwards. */
  readonly verdictOn: (change: Partial<Delivery>, from?: Uint8Array<ArrayBuffer>) => Verdict;
}

function opensslRequests(provider: InboundProvider): void {
  for (const fixture of fixturesOf(provider.slug)) {
    test(fixture.name, () => {
      const verdict = provider.verify(deliveryOf(fixture), parsed(provider, fixture.settings));
      expect(withoutPayload(verdict)).toEqual(fixture.expect);
      if (!verdict.ok || fixture.meaning === undefined) return;
      expect(asJson(verdict.events.flatMap(provider.translate))).toEqual(fixture.meaning);
    });
  }
}

function signedTime({ verdictOn }: Suite): void {
  test.each([
    { name: "300 seconds old is accepted", seconds: 300, ok: true },
    { name: "301 seconds old is refused", seconds: 301, ok: false },
    { name: "300 seconds in the future is accepted", seconds: -300, ok: true },
    { name: "301 seconds in the future is refused", seconds: -301, ok: false },
    { name: "a day in the future is refused", seconds: -86_400, ok: false },
  ])("$name", ({ seconds, ok }) => {
    const verdict = verdictOn({ receivedAt: plusMs(NOW, seconds * 1000) });
    expect(verdict.ok ? "accepted" : verdict.because).toBe(ok ? "accepted" : "outside_tolerance");
  });

  test("is looked at after the signature, so that nobody learns our clock without a secret", () => {
    const verdict = verdictOn({ rawBody: bytesOf("{}"), receivedAt: plusMs(NOW, 9_999_000) });
    expect(verdict).toEqual({ ok: false, because: "wrong_signature" });
  });
}

function unreadableBytes({ signer, verdictOn }: Suite): void {
  test.each([
    { name: "not UTF-8", bytes: new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]) },
    { name: "an overlong zero", bytes: new Uint8Array([0x7b, 0x22, 0xc0, 0x80, 0x22, 0x7d]) },
    { name: "empty", bytes: new Uint8Array() },
    { name: "not JSON", bytes: bytesOf("{") },
    { name: "a list", bytes: bytesOf("[]") },
    { name: "null", bytes: bytesOf("null") },
    { name: "trailing junk", bytes: bytesOf(`${signer.body}x`) },
    { name: "nested 65 deep", bytes: bytesOf(`{"a":${"[".repeat(64)}${"]".repeat(64)}}`) },
    { name: "nested a hundred thousand deep", bytes: bytesOf("[".repeat(100_000)) },
    { name: "an object without an id and a type", bytes: bytesOf("{}") },
  ])("genuine and $name is unreadable", ({ bytes }) => {
    expect(verdictOn({}, bytes)).toEqual({ ok: false, because: "unreadable" });
  });
}

function changedBytes({ signer, genuine, verdictOn }: Suite): void {
  test("a byte order mark is part of what is signed, and not of what is read", () => {
    const marked = new Uint8Array([0xef, 0xbb, 0xbf, ...genuine]);
    expect(verdictOn({}, marked).ok).toBe(true);
    expect(verdictOn({ rawBody: marked })).toEqual({ ok: false, because: "wrong_signature" });
  });

  test.each([
    { name: "written again by a JSON library", text: JSON.stringify(JSON.parse(signer.body), null, 1) },
    { name: "with a line end", text: `${signer.body}\n` },
    { name: "with a blank in front", text: ` ${signer.body}` },
  ])("the same content $name is not what was signed", ({ text }) => {
    expect(verdictOn({ rawBody: bytesOf(text) })).toEqual({ ok: false, because: "wrong_signature" });
  });

  test("bytes that decode to the same text are not the same bytes", () => {
    const [a, b] = [0xfe, 0xff].map((byte) => new Uint8Array([...genuine.slice(0, -1), byte, 0x7d])) as [
      Uint8Array<ArrayBuffer>,
      Uint8Array<ArrayBuffer>,
    ];
    const headers = new Headers(signer.sign(a, AT));
    expect(verdictOn({ headers, rawBody: b })).toEqual({ ok: false, because: "wrong_signature" });
  });
}

/** The verdict when one header of a genuine request is changed. */
const changing =
  ({ signer, genuine, verdictOn }: Suite) =>
  (name: string, value: (now: string) => string | null): Verdict => {
    const headers = new Headers(signer.sign(genuine, AT));
    const changed = value(headers.get(name) ?? "");
    if (changed === null) headers.delete(name);
    else headers.set(name, changed);
    return verdictOn({ headers });
  };

function headersAsAWhole(suite: Suite): void {
  const names = Object.keys(suite.signer.sign(suite.genuine, AT));
  const withHeader = changing(suite);
  test.each(names)("without %s nothing is accepted", (name) => {
    expect(withHeader(name, () => null)).toEqual({ ok: false, because: "no_signature" });
  });
  test.each(names)("an empty %s is a missing one", (name) => {
    expect(withHeader(name, () => "")).toEqual({ ok: false, because: "no_signature" });
  });
  test.each(names)("%s sent twice is malformed", (name) => {
    expect(withHeader(name, (now) => `${now}, ${now}`)).toEqual({ ok: false, because: "wrong_signature" });
  });
  test.each(names)("%s of five thousand characters is not looked at", (name) => {
    expect(withHeader(name, (now) => now + "a".repeat(5_000)).ok).toBe(false);
  });
}

function signatureHeaders(suite: Suite): void {
  const { provider } = suite;
  const withHeader = changing(suite);
  test.each(provider.signatureHeaders)("junk behind or before the signature in %s is not forgiven", (name) => {
    for (const junk of ["0", "=", " ", "\t", ",", ";", "x", ",v9=00", " v9,AA=="]) {
      const end = withHeader(name, (now) => now + junk);
      if (junk.trim() !== "") expect(end.ok, `behind: ${JSON.stringify(junk)}`).toBe(isUnknownVersion(provider, junk));
      if (junk.trim() !== "") expect(withHeader(name, (now) => junk + now).ok, `before: ${junk}`).toBe(false);
    }
  });
  test.each(provider.signatureHeaders)("a shortened signature in %s is refused, however short", (name) => {
    for (let cut = 1; cut < 44; cut += 1) expect(withHeader(name, (now) => now.slice(0, -cut)).ok).toBe(false);
  });
}

function secrets({ provider, signer, genuine }: Suite): void {
  const names = provider.secretSettings.filter((name) => signer.settings[name] !== undefined);
  test.each(names)("a signature by the secret that %s replaced says so", (name) => {
    const other = { [name]: otherSecret(signer.settings[name] ?? ""), [`${name}_PREVIOUS`]: signer.settings[name] };
    const given = parsed(provider, { ...signer.settings, ...other });
    const headers = new Headers(signer.sign(genuine, AT));
    const verdict = provider.verify({ rawBody: genuine, headers, receivedAt: NOW, toleranceSeconds: 300 }, given);
    expect(verdict).toMatchObject({ ok: true, verifiedWith: "previous" });
  });
  test.each(names)("another %s refuses", (name) => {
    const given = parsed(provider, { ...signer.settings, [name]: otherSecret(signer.settings[name] ?? "") });
    const headers = new Headers(signer.sign(genuine, AT));
    const verdict = provider.verify({ rawBody: genuine, headers, receivedAt: NOW, toleranceSeconds: 300 }, given);
    expect(verdict).toEqual({ ok: false, because: "wrong_signature" });
  });
}

function laws({ provider, signer, genuine, settings }: Suite): void {
  test("verify never throws and accepts nothing that it was not made for", () => {
    const names = [...Object.keys(signer.sign(genuine, AT)), "content-type"];
    const text = fc.stringMatching(/^[ -~]{0,80}$/);
    const anyHeaders = fc.dictionary(fc.constantFrom(...names), text);
    fc.assert(
      fc.property(anyHeaders, fc.uint8Array({ maxLength: 200 }), (headers, bytes) => {
        const rawBody = new Uint8Array(bytes);
        return !provider.verify(
          { rawBody, headers: new Headers(headers), receivedAt: NOW, toleranceSeconds: 300 },
          settings,
        ).ok;
      }),
      { numRuns: 500 },
    );
  });
}

/** Stripe's grammar knows names of later versions, which do not count; every other element that does not fit refuses. */
function isUnknownVersion({ slug }: InboundProvider, junk: string): boolean {
  return slug === "stripe" && junk === ",v9=00";
}

function fixturesOf(slug: string): Fixture[] {
  const folder = new URL(`./fixtures/${slug}/`, import.meta.url);
  return readdirSync(folder).map((file) => JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Fixture);
}

function deliveryOf({ headers, bodyBase64, receivedAt }: Fixture): Delivery {
  const rawBody = new Uint8Array(Buffer.from(bodyBase64, "base64"));
  return { rawBody, headers: new Headers(headers), receivedAt: receivedAt as Instant, toleranceSeconds: 300 };
}

function parsed(provider: InboundProvider, settings: Settings): Settings {
  return provider.settings.parse(settings);
}

function withoutPayload(verdict: Verdict): unknown {
  if (!verdict.ok) return verdict;
  return { ...verdict, events: verdict.events.map(({ payload: _, ...event }) => event) };
}

/** Another secret of the same form. */
function otherSecret(secret: string): string {
  const [prefix = ""] = /^whsec_/.exec(secret) ?? [];
  return `${prefix}${Buffer.from(`other than that: ${"y".repeat(15)}`).toString("base64")}`;
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, "utf8"));

function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? String(part) : part)));
}
