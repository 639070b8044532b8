import type { Route } from "next";
import Link from "next/link";
import { rateFromDecimal } from "~/components/ui/format";
import { Money } from "~/components/ui/money";
import { integrations } from "~/messages/en/integrations";
import { say } from "~/messages/say";
import type { InboxEvent } from "./event-checks";

const words = integrations.event;
type Caused = InboxEvent["caused"];

/** The commission lines that an event moved, and their sum: who, by which rule, how much. */
export function CausedLines({
  lines,
  total,
}: {
  readonly lines: Caused["lines"];
  readonly total: Caused["linesTotal"];
}) {
  return (
    <div className="led">
      <table>
        <tbody>
          {lines.map(({ id, earner, bonusLabel, level, rate, amount }) => (
            <tr key={id}>
              <td>
                <Link className="proof" href={`/admin/people/${earner.id}/earnings/${id}` as Route}>
                  <bdi>{earner.name}</bdi>
                </Link>
              </td>
              <td className="muted">{level > 0 ? say(words.level, { bonus: bonusLabel, level }) : bonusLabel}</td>
              <td className="end muted">{rate === null ? null : rateFromDecimal(rate)}</td>
              <td>
                <Money minor={amount.minor} currency={amount.currency} />
              </td>
            </tr>
          ))}
          {total ? (
            <tr>
              <td>{say(words.linesTotal, { count: lines.length })}</td>
              <td />
              <td />
              <td>
                <Money minor={total.minor} currency={total.currency} />
              </td>
            </tr>
          ) : null}
        </tbody>
      </table>
    </div>
  );
}
