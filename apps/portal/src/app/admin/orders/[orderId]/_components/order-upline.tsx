import type { Route } from "next";
import Link from "next/link";
import { SectionHead } from "~/components/shell/page-head";
import { Money } from "~/components/ui/money";
import { order as words } from "~/messages/en/order";
import { say } from "~/messages/say";
import type { Order } from "./order-detail";

/** The line above the seller at the instant of payment, nearest first, each with what the order posted to him. */
export function OrderUpline({ order: { upline, chain, total } }: { readonly order: Order }) {
  const earned = new Map<string, bigint>();
  for (const { earner, amount } of chain.lines) {
    if (earner) earned.set(earner.id, (earned.get(earner.id) ?? 0n) + amount.minor);
  }
  return (
    <section>
      <SectionHead title={words.upline} />
      {upline.length === 0 ? (
        <p className="sm muted">{words.noUpline}</p>
      ) : (
        <ol className="waiting">
          {upline.map(({ id, name, number }, index) => {
            const minor = earned.get(id);
            return (
              <li key={id}>
                <span className="min-w-0">
                  <Link className="row-link" href={`/admin/people/${id}` as Route}>
                    <bdi>{name}</bdi>
                  </Link>{" "}
                  <span className="muted xs">
                    {number} · {say(words.level, { level: index + 1 })}
                  </span>
                </span>
                <span className="num sm">
                  {minor === undefined ? (
                    <span className="muted">{words.nothing}</span>
                  ) : (
                    <Money minor={minor} currency={total.currency} />
                  )}
                </span>
              </li>
            );
          })}
        </ol>
      )}
    </section>
  );
}
