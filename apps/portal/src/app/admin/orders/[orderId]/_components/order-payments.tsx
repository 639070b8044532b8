import { SectionHead } from "~/components/shell/page-head";
import { periodText } from "~/components/ui/format";
import { Instant } from "~/components/ui/instant";
import { Money } from "~/components/ui/money";
import { EmptyState } from "~/components/ui/states";
import { StatusPill } from "~/components/ui/status-pill";
import { order as words } from "~/messages/en/order";
import type { Order } from "./order-detail";

/** Each payment as its provider names it, and what was taken back step by step. */
export function OrderPayments({ order: { payments, refunds, total } }: { readonly order: Order }) {
  if (payments.length === 0 && refunds.length === 0) {
    return (
      <section>
        <SectionHead title={words.payments} />
        <EmptyState>{words.noPayments}</EmptyState>
      </section>
    );
  }
  const paid = payments.reduce((sum, { grossMinor }) => sum + grossMinor, 0n);
  const net = refunds.reduce((sum, { amountMinor }) => sum - amountMinor, paid);
  return (
    <section>
      <SectionHead title={words.payments} />
      <div className="led">
        <table>
          <tbody>
            {payments.map(({ provider, paymentRef, status, grossMinor, currency }) => (
              <tr key={`${provider} ${paymentRef}`}>
                <td>{words.payment}</td>
                <td className="muted">
                  {provider} <span className="mono wrap-anywhere">{paymentRef}</span>
                </td>
                <td>
                  <StatusPill kind="order" state={status} />
                </td>
                <td>
                  <Money minor={grossMinor} currency={currency ?? total.currency} />
                </td>
              </tr>
            ))}
            {refunds.map(({ ref, cause, amountMinor, effectiveAt, periodId }) => (
              <tr key={ref}>
                <td>{cause === "chargeback" ? words.chargeback : words.refund}</td>
                <td className="muted">
                  <Instant at={effectiveAt} /> <span className="mono wrap-anywhere">{ref}</span>
                </td>
                <td className="muted">{periodText(periodId, true)}</td>
                <td>
                  <Money minor={-amountMinor} currency={total.currency} tone="sign" />
                </td>
              </tr>
            ))}
            <tr>
              <td>{words.net}</td>
              <td />
              <td />
              <td>
                <Money minor={net} currency={total.currency} />
              </td>
            </tr>
          </tbody>
        </table>
      </div>
    </section>
  );
}
