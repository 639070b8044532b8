import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "@upline/server/trpc";
import { SectionHead } from "~/components/shell/page-head";
import { Copy } from "~/components/ui/copy";
import { periodText } from "~/components/ui/format";
import { Money } from "~/components/ui/money";
import { Say } from "~/components/ui/say";
import { Facts, Sums } from "~/components/ui/sums";
import { statements } from "~/messages/en/statements";
import { Movements } from "./movements";

export type Statement = inferRouterOutputs<AppRouter>["statements"]["get"];
type Section = keyof typeof statements.sections;
const SECTIONS = Object.keys(statements.sections) as readonly Section[];
const PURSE = Object.keys(statements.purseOf) as readonly (keyof typeof statements.purseOf)[];

/** Opening, what changed it, closing; then where the money stands, and every movement. */
export function StatementDetail({ statement }: { readonly statement: Statement }) {
  return (
    <div className="review">
      <div className="grid gap-8 min-w-0">
        <Equation statement={statement} />
        <Earnings statement={statement} />
        <Movements statement={statement} />
      </div>
      <aside className="grid gap-7 min-w-0 content-start">
        <PurseTable statement={statement} />
        <Proof statement={statement} />
      </aside>
    </div>
  );
}

function Equation({ statement: { content } }: { readonly statement: Statement }) {
  const { currency, opening, closing, totals } = content;
  const changes = SECTIONS.flatMap((section) => {
    const minor = totals[section];
    if (minor === undefined) return [];
    return [
      { id: section, label: statements.sections[section], value: <Money minor={minor} currency={currency} isSigned /> },
    ];
  });
  const first = {
    id: "opening",
    label: statements.opening,
    value: <Money minor={opening.total} currency={currency} />,
  };
  return (
    <section aria-label={statements.equation}>
      <SectionHead title={statements.equation} />
      <Sums
        rows={[first, ...changes]}
        total={{ label: statements.closing, value: <Money minor={closing.total} currency={currency} size={20} /> }}
      />
      {changes.length === 0 ? <p className="sm muted mt-2">{statements.unchanged}</p> : null}
    </section>
  );
}

function Earnings({ statement: { content, bonusLabels } }: { readonly statement: Statement }) {
  const { currency, earnings } = content;
  if (earnings.length === 0) return null;
  return (
    <section className="min-w-0">
      <SectionHead title={statements.earnings} />
      <div className="scroll-x">
        <table className="tbl" aria-label={statements.earnings}>
          <thead>
            <tr>
              <th scope="col">{statements.bonus}</th>
              <th scope="col" className="end">
                {statements.earned}
              </th>
              <th scope="col" className="end">
                {statements.takenBack}
              </th>
            </tr>
          </thead>
          <tbody>
            {earnings.map(({ bonusId, periodId, earned, takenBack }) => (
              <tr key={`${periodId} ${bonusId}`}>
                <td className="grow">
                  {bonusLabels[bonusId] ?? bonusId} <span className="u muted">{periodText(periodId, true)}</span>
                </td>
                <td className="end">
                  <Money minor={earned} currency={currency} />
                </td>
                <td className="end">
                  <Money minor={takenBack} currency={currency} tone={takenBack === 0n ? "muted" : "ink"} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function PurseTable({ statement: { content } }: { readonly statement: Statement }) {
  const { currency, opening, closing, released, recovered } = content;
  return (
    <section>
      <SectionHead title={statements.purse} />
      <table className="tbl purse" aria-label={statements.purse}>
        <thead>
          <tr>
            <th scope="col">
              <span className="vh">{statements.what}</span>
            </th>
            <th scope="col" className="end">
              {statements.atStart}
            </th>
            <th scope="col" className="end">
              {statements.atEnd}
            </th>
          </tr>
        </thead>
        <tbody>
          {PURSE.map((name) => (
            <tr key={name}>
              <th scope="row">{statements.purseOf[name]}</th>
              <td className="end">
                <Money minor={opening[name]} currency={currency} tone="muted" />
              </td>
              <td className="end">
                <Money minor={closing[name]} currency={currency} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {released === 0n ? null : (
        <p className="xs muted mt-2">
          <Say of={statements.released} with={{ amount: <Money minor={released} currency={currency} /> }} />
        </p>
      )}
      {recovered === 0n ? null : (
        <p className="xs muted">
          <Say of={statements.recovered} with={{ amount: <Money minor={recovered} currency={currency} /> }} />
        </p>
      )}
    </section>
  );
}

function Proof({ statement: { content, hash } }: { readonly statement: Statement }) {
  const { planVersions, blocks } = content;
  return (
    <section>
      <SectionHead title={statements.proof} />
      <Facts
        rows={[
          ...(planVersions.length > 0 ? [{ id: "plan", label: statements.plan, value: planVersions.join(", ") }] : []),
          ...(blocks && blocks.through > blocks.after
            ? [{ id: "blocks", label: statements.blocks, value: `${blocks.after + 1n}–${blocks.through}` }]
            : []),
          ...(hash
            ? [
                {
                  id: "hash",
                  label: statements.hash,
                  value: (
                    <span className="id">
                      <span className="mono" title={hash}>
                        {hash.slice(0, 8)}…{hash.slice(-8)}
                      </span>
                      <Copy value={hash} what={statements.hash} />
                    </span>
                  ),
                },
              ]
            : []),
        ]}
      />
      {hash ? <p className="xs muted mt-2">{statements.hashWhat}</p> : null}
    </section>
  );
}
