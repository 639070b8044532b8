import { ChartNoAxesColumnIncreasing, type LucideIcon, Mail, ReceiptText, Zap } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { SectionHead } from "~/components/shell/page-head";
import { volumeText } from "~/components/ui/format";
import { Instant } from "~/components/ui/instant";
import { Money } from "~/components/ui/money";
import { Percent } from "~/components/ui/percent";
import { Say } from "~/components/ui/say";
import { StatusPill } from "~/components/ui/status-pill";
import { admin } from "~/messages/en/admin";
import { order as words } from "~/messages/en/order";
import { say } from "~/messages/say";
import type { Order } from "./order-detail";

/** From the events to the e-mails: what this order caused, in the order of causes. */
export function OrderChain({ order }: { readonly order: Order }) {
  const { chain, seller } = order;
  const { events, lines, mails, volume } = chain;
  const hasVolume = volume.pv !== 0n || volume.cv !== 0n;
  if (events.length === 0 && lines.length === 0 && mails.length === 0) {
    return (
      <section>
        <SectionHead title={words.caused} />
        <p className="sm muted">{words.noneCaused}</p>
      </section>
    );
  }
  return (
    <section>
      <SectionHead title={words.caused} />
      <ol className="chain">
        {events.map(({ id, type, provider, eventRef, at, status }) => (
          <Step key={id} icon={Zap} time={<Instant at={at} style="time" />}>
            <div className="t flex flex-wrap items-center gap-x-3">
              <Link className="proof" href={`/integrations/events/${id}` as Route}>
                {say(words.event, { type, provider })}
              </Link>
              <StatusPill kind="inbox" state={status} />
            </div>
            <div className="s">
              <Instant at={at} style="weekday" /> <span className="mono wrap-anywhere">{eventRef}</span>
            </div>
          </Step>
        ))}
        {hasVolume ? (
          <Step icon={ChartNoAxesColumnIncreasing}>
            <div className="t">
              {say(words.volume, { pv: volumeText(volume.pv, "prose"), cv: volumeText(volume.cv, "prose") })}
            </div>
            <div className="s">{say(words.volumeNote, { seller: seller.name })}</div>
          </Step>
        ) : null}
        <Step icon={ReceiptText}>
          <Lines order={order} />
        </Step>
        {mails.length > 0 ? (
          <Step icon={Mail}>
            <div className="t">{say(words.mails, { count: mails.length })}</div>
            {mails.map(({ id, kind, recipient, status }) => (
              <div key={id} className="s flex flex-wrap items-center gap-x-3">
                <Link className="proof" href={`/admin/mail/${id}` as Route}>
                  {admin.mail.kinds[kind]}
                </Link>
                <bdi>{recipient}</bdi>
                <StatusPill kind="mail" state={status} />
              </div>
            ))}
          </Step>
        ) : null}
      </ol>
    </section>
  );
}

function Step({ icon: Icon, time, children }: { icon: LucideIcon; time?: ReactNode; children: ReactNode }) {
  return (
    <li>
      <span className="ms">{time}</span>
      <span className="ico">
        <Icon className="i" aria-hidden="true" />
      </span>
      <div className="min-w-0">{children}</div>
    </li>
  );
}

function Lines({ order: { chain, cv } }: { readonly order: Order }) {
  const { lines, linesTotal } = chain;
  if (lines.length === 0) {
    return (
      <>
        <div className="t">{words.noLines}</div>
        <div className="s">{words.noLinesNote}</div>
      </>
    );
  }
  return (
    <>
      <div className="t">
        <Say of={words.lines} with={{ count: String(lines.length), amount: <Money {...linesTotal} /> }} />
      </div>
      <div className="led">
        <table aria-label={words.linesOf}>
          <tbody>
            {lines.map(({ id, earner, bonusLabel, level, rate, amount, isReversal }) => (
              <tr key={id}>
                <td>
                  <bdi>{earner?.name ?? admin.none}</bdi>
                </td>
                <td className="muted">
                  {isReversal
                    ? say(words.takenBack, { bonus: bonusLabel })
                    : level > 0
                      ? say(words.bonusLevel, { bonus: bonusLabel, level })
                      : bonusLabel}
                </td>
                <td className="end muted">{rate ? <Percent decimal={rate} /> : null}</td>
                <td>
                  <Money
                    {...amount}
                    tone="sign"
                    {...(earner ? { href: `/admin/people/${earner.id}/earnings/${id}` as Route } : {})}
                  />
                </td>
              </tr>
            ))}
            <tr>
              <td>{say(words.lineTotal, { count: lines.length })}</td>
              <td className="muted">{say(words.outOf, { cv: volumeText(cv) })}</td>
              <td />
              <td>
                <Money {...linesTotal} />
              </td>
            </tr>
          </tbody>
        </table>
      </div>
    </>
  );
}
