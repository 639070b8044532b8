import type { PlanVersion } from "@upline/domain";
import type { Route } from "next";
import Link from "next/link";
import { SectionHead } from "~/components/shell/page-head";
import { millisecondsText, moneyText, volumeText } from "~/components/ui/format";
import { Money } from "~/components/ui/money";
import { Reason } from "~/components/ui/reason";
import { EmptyState } from "~/components/ui/states";
import { plans } from "~/messages/en/plans";
import { reasonWords } from "~/messages/en/reasons";
import { simulator } from "~/messages/en/simulator";
import { say } from "~/messages/say";
import type { Outputs } from "../../../../_components/outputs";
import { ExplainedLine } from "../../_components/explained-line";
import { KeepScenario } from "./keep-scenario";

const words = simulator.simulate;
type Result = Outputs["plans"]["simulateOrder"];

/** Who is paid what for the order and why, what else moves, and one reason for everybody above who gets nothing. */
export function Simulation({
  result,
  plan,
  canKeep,
}: {
  readonly result: Result;
  readonly plan: PlanVersion;
  readonly canKeep: boolean;
}) {
  const { currency, paid, moved, ranks, notPaid, notAsked, total, volumes, period, computedMs } = result;
  const labelOf = (id: string) => plan.ranks.find((rank) => rank.id === id)?.label ?? id;
  return (
    <div className="grid gap-7">
      <section>
        <SectionHead title={words.paid}>{canKeep ? <KeepScenario result={result} /> : null}</SectionHead>
        <p className="sm muted mb-2">
          {volumes.map(({ label, amount }) => `${volumeText(amount)} ${label}`).join(" · ")} ·{" "}
          {say(words.computed, { period: period.label, took: millisecondsText(computedMs) })}
        </p>
        {paid.length === 0 ? <EmptyState>{words.none}</EmptyState> : null}
        <ul>
          {paid.map((row) => (
            <PaidRow key={row.explanation.key} row={row} currency={currency} />
          ))}
        </ul>
        {paid.length > 0 ? (
          <p className="mt-3 text-end med">{say(words.total, { amount: moneyText(total, currency) })}</p>
        ) : null}
      </section>
      {moved.length > 0 ? (
        <section>
          <SectionHead title={words.moved}>
            <span className="muted">{words.movedNote}</span>
          </SectionHead>
          <ul className="ppl">
            {moved.map(({ person, bonusId, bonusLabel, change }) => (
              <li key={`${person.id} ${bonusId}`}>
                <Name person={person} />{" "}
                <span className="why">
                  {bonusLabel} <Money minor={change} currency={currency} isSigned />
                </span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {ranks.length > 0 ? (
        <section>
          <SectionHead title={words.ranks} />
          <ul className="ppl">
            {ranks.map(({ person, from, to }) => (
              <li key={person.id}>
                <Name person={person} />{" "}
                <span className="why">{say(plans.moves, { from: labelOf(from), to: labelOf(to) })}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <NotPaid rows={notPaid} currency={currency} more={notAsked} />
    </div>
  );
}

function Name({ person }: { readonly person: Result["seller"] }) {
  return (
    <Link className="med proof truncate" href={`/admin/people/${person.id}` as Route}>
      <bdi>{person.name}</bdi>
    </Link>
  );
}

function PaidRow({ row, currency }: { readonly row: Result["paid"][number]; readonly currency: string }) {
  const { person, bonusLabel, isLive, level, minor, lineMinor, explanation } = row;
  const at = level > 0 ? say(words.level, { level: String(level) }) : words.self0;
  return (
    <li className="border-b border-hairline">
      <details>
        <summary className="flex min-h-14 cursor-pointer items-center gap-3">
          <span className="grid min-w-0">
            <bdi className="med truncate">{person.name}</bdi>
            <span className="sm muted">
              {bonusLabel}, {at}, {isLive ? words.live : words.close}
            </span>
          </span>
          <span className="ms-auto">
            <Money minor={minor} currency={currency} size={16} />
          </span>
        </summary>
        {lineMinor === minor ? null : (
          <p className="sm muted">{say(words.part, { amount: moneyText(lineMinor, currency) })}</p>
        )}
        <ExplainedLine line={explanation} />
      </details>
    </li>
  );
}

function NotPaid({
  rows,
  currency,
  more,
}: {
  readonly rows: Result["notPaid"];
  readonly currency: string;
  readonly more: number;
}) {
  if (rows.length === 0) return null;
  const byPerson = [...Map.groupBy(rows, ({ person }) => person.id).values()];
  return (
    <section>
      <SectionHead title={words.notPaid}>
        <span className="muted">{words.notPaidNote}</span>
      </SectionHead>
      <ul>
        {byPerson.map((own) => {
          const person = own[0]?.person;
          return person ? (
            <li key={person.id} className="border-b border-hairline py-2.5">
              <Name person={person} />
              <ul className="mt-1 grid gap-1">
                {own.map(({ bonusId, bonusLabel, code, detail, wouldEarn }) => (
                  <li key={bonusId} className="sm muted">
                    <span className="med text-text">{bonusLabel}</span>: {reasonWords(code).title}.{" "}
                    <Reason code={code} detail={detail} />
                    {wouldEarn ? ` ${say(words.would, { amount: moneyText(wouldEarn, currency) })}.` : null}
                  </li>
                ))}
              </ul>
            </li>
          ) : null;
        })}
      </ul>
      {more > 0 ? <p className="sm muted mt-2">{say(words.more, { count: more })}</p> : null}
    </section>
  );
}
