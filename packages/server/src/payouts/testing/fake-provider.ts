import type { Instant, PayoutFactKind } from "@upline/domain";

type Fetch = typeof fetch;

export interface FakePayment {
  readonly key: string;
  readonly amountMinor: string;
  readonly facts: { kind: PayoutFactKind; at: string; code?: string }[];
  asked: number;
}

/** What happens to the next call: `lost` is accepted without an answer, `cut` never arrives, `refuse` is a clear no. */
export type Mischief = "lost" | "cut" | "refuse";

/** A payout provider in memory, spoken to by HTTP as the sandbox's is. */
export interface FakeProvider {
  readonly fetch: Fetch;
  readonly payments: Map<string, FakePayment>;
  /** For the next calls that create, in order; null lets one through. */
  readonly mischief: (Mischief | null)[];
  /** Whether it can be asked. */
  isSilent: boolean;
  /** A payment that was accepted cannot be found yet. */
  isBlind: boolean;
  happen(key: string, kind: PayoutFactKind, code?: string): void;
}

export function fakeProvider(now: () => Instant): FakeProvider {
  const payments = new Map<string, FakePayment>();
  const provider: FakeProvider = {
    payments,
    mischief: [],
    isSilent: false,
    isBlind: false,
    happen(key, kind, code) {
      payments.get(key)?.facts.push({ kind, at: now(), ...(code ? { code } : {}) });
    },
    fetch: async (address, init) => {
      const { pathname } = new URL(String(address));
      if (pathname === "/payout-accounts/check")
        return Response.json({ payable: !String(init?.body).includes("9999") });
      if (init?.method === "GET") {
        if (provider.isSilent) throw new Error("connection refused");
        const found = payments.get(decodeURIComponent(pathname.split("/").at(-1) ?? ""));
        return found && !provider.isBlind ? shown(found) : new Response("<p>none", { status: 404 });
      }
      return create(provider, now, init);
    },
  };
  return provider;
}

function create({ mischief, payments }: FakeProvider, now: () => Instant, init: RequestInit | undefined): Response {
  const what = mischief.shift() ?? null;
  if (what === "cut") throw new Error("connection reset");
  const key = new Headers(init?.headers).get("idempotency-key") ?? "";
  const { amountMinor } = JSON.parse(String(init?.body)) as { amountMinor: string };
  const known = payments.get(key);
  const payment: FakePayment = known ?? { key, amountMinor, facts: [{ kind: "accepted", at: now() }], asked: 0 };
  payment.asked += 1;
  payments.set(key, payment);
  if (what === "refuse") payment.facts.push({ kind: "failed", at: now(), code: "account_closed" });
  if (what === "lost") throw new Error("socket hang up");
  return shown(payment, what === "refuse" ? 422 : 201);
}

const shown = ({ key, facts }: FakePayment, status = 200) =>
  Response.json({ id: `po_${key.slice(4, 12)}`, facts }, { status });
