import { z } from "zod";
import type { Config } from "../config.ts";
import type { CompanyClock } from "../gateway/company-clock.ts";
import { jsonOf, read, refuseStrangers } from "../gateway/control.ts";
import { jsonReply } from "../http/reply.ts";
import type { Incoming, Route } from "../http/router.ts";
import { Refusal } from "../refusal.ts";
import { BEHAVIOURS, type Behaviour, FACT_KINDS, type Fact, type Payment, type PayoutBook } from "./payout-book.ts";
import type { PayoutNews } from "./payout-news.ts";

const Account = z.union([
  z.strictObject({ holder: z.string().min(1).max(100), iban: z.string().regex(/^[A-Z]{2}\d{2}[A-Z0-9]{8,30}$/) }),
  z.strictObject({
    holder: z.string().min(1).max(100),
    routing: z.string().regex(/^\d{9}$/),
    account: z.string().regex(/^\d{4,17}$/),
  }),
]);
const Create = z.strictObject({
  reference: z.string().min(1).max(100),
  amountMinor: z.string().regex(/^[1-9]\d{0,15}$/),
  currency: z.string().regex(/^[A-Z]{3}$/),
  account: Account,
});
const Check = z.strictObject({ account: Account });
const Tell = z.strictObject({ next: z.array(z.enum(BEHAVIOURS)).max(1000) });
const Happen = z.strictObject({
  key: z.string().max(100),
  kind: z.enum(FACT_KINDS),
  code: z.string().max(100).nullish(),
});

const SLOW_MS = 3_000;
const NOT_PAYABLE = "9999";

export type PayoutDeps = Readonly<{
  config: Config;
  book: PayoutBook;
  now: CompanyClock;
  news: PayoutNews;
}>;

/** The payout provider: create with an idempotency key, get by key, list, check an account; and what it is told to do. */
export function payoutRoutes(deps: PayoutDeps): readonly Route[] {
  const { config, book, news } = deps;
  const guarded = (answer: (incoming: Incoming) => Promise<ReturnType<typeof jsonReply>>) => (incoming: Incoming) => {
    refuseStrangers(config, incoming);
    return answer(incoming);
  };
  return [
    { method: "POST", path: "/payouts", handle: guarded((incoming) => create(deps, incoming)) },
    {
      method: "GET",
      path: "/payouts/:key",
      handle: guarded(async ({ params }) => {
        const payment = book.find(params.key ?? "");
        if (payment === null) throw new Refusal(404, "not_found", "There is no payment with this key.");
        return jsonReply(shown(payment));
      }),
    },
    { method: "GET", path: "/payouts", handle: guarded(async () => jsonReply({ payments: book.list().map(shown) })) },
    {
      method: "POST",
      path: "/payout-accounts/check",
      handle: guarded(async (incoming) => {
        const { account } = read(Check, await jsonOf(incoming));
        const payable = endingOf(account) !== NOT_PAYABLE;
        return jsonReply({ payable, code: payable ? null : "account_unknown" });
      }),
    },
    {
      method: "POST",
      path: "/control/payouts/tell",
      handle: guarded(async (incoming) => {
        book.tell(read(Tell, await jsonOf(incoming)).next);
        return jsonReply({ ok: true });
      }),
    },
    {
      method: "POST",
      path: "/control/payouts/happen",
      handle: guarded(async (incoming) => {
        const { key, kind, code } = read(Happen, await jsonOf(incoming));
        const payment = book.note(key, await factOf(deps, kind, code ?? null));
        if (payment === null) throw new Refusal(404, "not_found", "There is no payment with this key.");
        await news.tell(payment, kind);
        return jsonReply(shown(payment));
      }),
    },
  ];
}

async function create(deps: PayoutDeps, incoming: Incoming) {
  const { book, news } = deps;
  const key = String(incoming.headers["idempotency-key"] ?? "");
  if (!/^[\w-]{8,100}$/.test(key)) throw new Refusal(400, "no_key", "A payment needs an idempotency-key header.");
  const { account, ...order } = read(Create, await jsonOf(incoming));
  const known = book.find(key);
  if (known) return jsonReply(shown(book.make({ ...order, key, accountEnding: known.accountEnding }, "")), 200);

  const accountEnding = endingOf(account);
  const behaviour = book.behaviourFor(accountEnding);
  if (behaviour === "down") throw new Refusal(503, "down", "The provider is down, nothing was accepted.");
  const payment = book.make({ ...order, key, accountEnding }, (await deps.now()).toISOString());
  if (behaviour === "refuse") {
    const refused = book.note(key, await factOf(deps, "failed", "account_closed"));
    return jsonReply(shown(refused ?? payment), 422);
  }
  news.plan(payment, FUTURE[behaviour] ?? ["settled"]);
  if (behaviour === "accept_then_lost") throw new Refusal(504, "lost", "It was accepted, and this answer is lost.");
  if (behaviour === "slow") await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
  return jsonReply(shown(payment), 201);
}

const FUTURE: Readonly<Partial<Record<Behaviour, readonly Fact["kind"][]>>> = {
  fail_later: ["failed"],
  return_later: ["settled", "returned"],
};

const CODES: Readonly<Partial<Record<Fact["kind"], readonly [string, string]>>> = {
  failed: ["account_closed", "The bank says that this account is closed."],
  returned: ["account_closed", "The bank sent the payment back: account closed."],
};

/** What happened now, by the company's clock. */
export async function factOf(
  { now }: Pick<PayoutDeps, "now">,
  kind: Fact["kind"],
  code: string | null = null,
): Promise<Fact> {
  const [usual, detail] = CODES[kind] ?? [null, null];
  return { kind, at: (await now()).toISOString(), code: code ?? usual, detail };
}

const endingOf = (account: z.infer<typeof Account>): string =>
  ("iban" in account ? account.iban : account.account).slice(-4);

/** A payment as the API shows it. */
function shown({ key, ...payment }: Payment) {
  return { ...payment, idempotencyKey: key };
}
