import { type BankAccount, DomainError, instant, PAYOUT_FACTS } from "@upline/domain";
import { z } from "zod";
import type { Deps } from "../../deps.ts";
import type { PayoutKnown, PayoutProvider } from "../provider.ts";

const PATIENCE_MS = 10_000;
const MINUTE_MS = 60_000;

const Fact = z.object({
  kind: z.enum(PAYOUT_FACTS),
  at: z.iso.datetime({ offset: true }),
  code: z.string().max(100).nullish(),
  detail: z.string().max(500).nullish(),
});
const Known = z.object({ id: z.string().min(1).max(100), facts: z.array(Fact).max(20) });
const Verdict = z.object({ payable: z.boolean(), code: z.string().max(100).nullish() });

/** The payout provider of the sandbox: it moves no money, and can be told to behave badly. */
export const sandboxPayouts: PayoutProvider = {
  slug: "sandbox",
  label: "Sandbox",
  visibilityMs: 15 * MINUTE_MS,

  async create(deps, { providerKey, payoutId, netMinor, currency, account }) {
    const body = { reference: payoutId, amountMinor: String(netMinor), currency, account: accountOf(account) };
    const answer = await call(deps, "POST", "/payouts", { body, key: providerKey });
    if (answer.status !== 201 && answer.status !== 200 && answer.status !== 422) throw unclear(answer.status);
    return known(answer.text);
  },

  async find(deps, providerKey) {
    const answer = await call(deps, "GET", `/payouts/${encodeURIComponent(providerKey)}`);
    if (answer.status === 404) return null;
    if (answer.status !== 200) throw unclear(answer.status);
    return known(answer.text);
  },

  async checkAccount(deps, account) {
    const answer = await call(deps, "POST", "/payout-accounts/check", { body: { account: accountOf(account) } });
    if (answer.status !== 200) throw unclear(answer.status);
    const { payable, code } = Verdict.parse(JSON.parse(answer.text));
    return { refusedBecause: payable ? null : (code ?? "refused") };
  },
};

const unclear = (status: number) => new Error(`the payout provider answered ${status}`);

/** An answer of another form is no clear answer. */
function known(text: string): PayoutKnown {
  const { id, facts } = Known.parse(JSON.parse(text));
  return {
    providerRef: id,
    facts: facts.map(({ kind, at, code, detail }) => ({
      kind,
      occurredAt: instant(at),
      code: code ?? null,
      detail: detail ?? null,
    })),
  };
}

const accountOf = (account: BankAccount) =>
  account.kind === "iban"
    ? { holder: account.holder, iban: account.iban }
    : { holder: account.holder, routing: account.routing, account: account.account };

interface Call {
  readonly body?: unknown;
  readonly key?: string;
}

async function call({ config, fetch }: Deps, method: "GET" | "POST", path: string, { body, key }: Call = {}) {
  if (!config.SANDBOX_URL || !config.SANDBOX_CONTROL_TOKEN) {
    throw new DomainError(
      "provider_not_configured",
      "Set SANDBOX_URL and SANDBOX_CONTROL_TOKEN to pay in the sandbox.",
    );
  }
  const answer = await fetch(`${config.SANDBOX_URL}${path}`, {
    method,
    redirect: "error",
    signal: AbortSignal.timeout(PATIENCE_MS),
    headers: {
      authorization: `Bearer ${config.SANDBOX_CONTROL_TOKEN}`,
      ...(key === undefined ? {} : { "idempotency-key": key }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, text: await answer.text() };
}
