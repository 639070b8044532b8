import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { countText, millisecondsText } from "~/components/ui/format";
import { Instant } from "~/components/ui/instant";
import { Say } from "~/components/ui/say";
import { StatusPill } from "~/components/ui/status-pill";
import { admin } from "~/messages/en/admin";
import { say } from "~/messages/say";
import { ageText } from "../../_components/age";
import type { Outputs } from "../../_components/outputs";

const words = admin.health;
const SLOW_AFTER_SECONDS = 30;
type Health = Outputs["health"]["get"];

interface Part {
  readonly id: string;
  readonly label: string;
  readonly state: "ok" | "waiting" | "failed";
  readonly text: ReactNode;
  /** What to do, where something is to be done. */
  readonly next?: ReactNode;
  readonly href?: string | undefined;
}

/** Every part with its state, one sentence, and the next step when it is not in order. */
export function HealthParts({ health }: { readonly health: Health }) {
  const parts = [
    database(health),
    queue(health),
    parked(health),
    jobs(health),
    mails(health),
    ledger(health),
    clock(health),
  ];
  const word = { ok: words.ok, waiting: words.look, failed: words.bad } as const;
  return (
    <ul className="health" aria-label={words.list}>
      {parts.map(({ id, label, state, text, next, href }) => (
        <li key={id}>
          <StatusPill kind="check" state={state} label={word[state]} />
          <div className="min-w-0">
            <div className="t">{label}</div>
            <p>{text}</p>
            {next && !href ? <p className="!text-ink mt-1">{next}</p> : null}
          </div>
          <span className="sm">
            {next && href ? (
              <Link className="link" href={href as Route}>
                {next}
              </Link>
            ) : null}
          </span>
        </li>
      ))}
    </ul>
  );
}

function database({ database: { engine, ok, ms } }: Health): Part {
  const name = engine === "pglite" ? words.engine.pglite : words.engine.postgres;
  return {
    id: "database",
    label: words.database,
    state: ok ? "ok" : "failed",
    text: ok
      ? say(words.databaseOk, { engine: name, took: millisecondsText(ms) })
      : say(words.databaseBad, { engine: name }),
    ...(ok && engine === "pglite" ? { next: words.embedded } : {}),
  };
}

function queue({ queue: { received, oldestAgeSeconds }, lastProcessedAt }: Health): Part {
  const isSlow = received > 0 && (oldestAgeSeconds ?? 0) > SLOW_AFTER_SECONDS;
  const empty = lastProcessedAt ? (
    <Say of={words.queueEmpty} with={{ at: <Instant at={lastProcessedAt} style="short" /> }} />
  ) : (
    words.queueNever
  );
  return {
    id: "queue",
    label: words.queue,
    state: isSlow ? "waiting" : "ok",
    text: received === 0 ? empty : say(words.queueWaits, { count: received, age: ageText(oldestAgeSeconds ?? 0) }),
    ...(isSlow ? { next: words.queueSlow } : {}),
  };
}

function parked({ queue: { unmatched, held, dead } }: Health): Part {
  const count = unmatched + held + dead;
  const status = dead > 0 ? "dead" : held > 0 ? "held" : "unmatched";
  return {
    id: "parked",
    label: words.parked,
    state: dead > 0 ? "failed" : count > 0 ? "waiting" : "ok",
    text: count === 0 ? words.parkedNone : say(words.parkedSome, { unmatched, held, dead }),
    ...(count > 0 ? { next: words.parkedNext, href: `/integrations/events?status=${status}` } : {}),
  };
}

function jobs({ jobs: all }: Health): Part {
  const sum = (of: "queued" | "active" | "failed") => all.reduce((total, job) => total + job[of], 0);
  const failed = all.filter((job) => job.failed > 0);
  const isBad = failed.length > 0;
  return {
    id: "jobs",
    label: words.jobs,
    state: isBad ? "waiting" : "ok",
    text: isBad
      ? say(words.jobsBad, { count: sum("failed"), names: failed.map(({ name }) => name).join(", ") })
      : say(words.jobsOk, { active: countText(sum("active")), queued: countText(sum("queued")) }),
    ...(isBad ? { next: words.jobsNext } : {}),
  };
}

function mails({ mails: { queued, failed } }: Health): Part {
  return {
    id: "mails",
    label: words.mails,
    state: failed > 0 ? "waiting" : "ok",
    text: failed > 0 ? say(words.mailsBad, { count: failed, queued }) : say(words.mailsOk, { queued }),
    ...(failed > 0 ? { next: words.mailsNext, href: "/admin/mail?status=failed" } : {}),
  };
}

function ledger({ ledger: { balanced, reconRows } }: Health): Part {
  return {
    id: "ledger",
    label: words.ledger,
    state: balanced ? "ok" : "failed",
    text: balanced ? words.ledgerOk : say(words.ledgerBad, { count: reconRows }),
    ...(balanced ? {} : { next: words.ledgerNext }),
  };
}

const SAME_CLOCK_MS = 5_000;

function clock({ companyNow, wallNow }: Health): Part {
  const isSame = Math.abs(Date.parse(companyNow) - Date.parse(wallNow)) < SAME_CLOCK_MS;
  const now = <Instant at={companyNow} style="full" inCompanyZone />;
  return {
    id: "clock",
    label: words.clock,
    state: "ok",
    text: isSame ? (
      <Say of={words.clockSame} with={{ now }} />
    ) : (
      <Say of={words.clockDemo} with={{ now, wall: <Instant at={wallNow} style="full" inCompanyZone /> }} />
    ),
  };
}
