import { CircleCheck, CircleDashed, CircleX } from "lucide-react";
import { Button } from "~/components/ui/button";
import { moneyText } from "~/components/ui/format";
import { Money } from "~/components/ui/money";
import { Reason } from "~/components/ui/reason";
import { reasonWords } from "~/messages/en/reasons";
import { simulator } from "~/messages/en/simulator";
import { say } from "~/messages/say";
import type { Outputs } from "../../../../_components/outputs";
import { ExplainedLine } from "../../_components/explained-line";

const words = simulator.scenarios;
export type StoredScenario = Outputs["plans"]["runScenarios"]["scenarios"][number];
type Outcome = NonNullable<StoredScenario["outcome"]>;

/** One case: its name and verdict; opened, what was expected and what the engine pays, with the reason of each. */
export function ScenarioRow({
  one,
  canEdit,
  onEdit,
  onRemove,
}: {
  readonly one: StoredScenario;
  readonly canEdit: boolean;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}) {
  const { scenario, outcome } = one;
  const { name } = scenario;
  return (
    <li className="border-b border-hairline py-2">
      <div className="flex items-start gap-x-3 max-sm:flex-col">
        <details className="min-w-0 grow max-sm:w-full" open={outcome !== null && !outcome.isGreen}>
          <summary className="flex min-h-9 cursor-pointer flex-wrap items-center gap-x-3 gap-y-1">
            <Verdict outcome={outcome} />
            <span className="med min-w-0">{name}</span>
          </summary>
          {outcome ? <Rows outcome={outcome} /> : null}
        </details>
        {canEdit ? (
          <span className="flex min-h-9 items-center gap-1">
            <Button size="sm" variant="quiet" aria-label={say(words.edit, { name })} onClick={onEdit}>
              {words.editShort}
            </Button>
            <Button size="sm" variant="quiet" aria-label={say(words.remove, { name })} onClick={onRemove}>
              {words.removeShort}
            </Button>
          </span>
        ) : null}
      </div>
    </li>
  );
}

function Verdict({ outcome }: { readonly outcome: StoredScenario["outcome"] }) {
  const [Icon, tone, text] =
    outcome === null
      ? ([CircleDashed, "muted", words.untried] as const)
      : outcome.isGreen
        ? ([CircleCheck, "pos", words.green] as const)
        : ([CircleX, "neg", words.red] as const);
  return (
    <span className={`${tone} inline-flex min-w-20 items-center gap-1.5 sm med`}>
      <Icon className="i i14" aria-hidden="true" />
      {text}
    </span>
  );
}

function Rows({ outcome: { problems, rows, currency } }: { readonly outcome: Outcome }) {
  return (
    <div className="pb-2 ps-1">
      {problems.map(({ code, name }) => (
        <p key={`${code} ${name}`} className="neg sm py-1">
          {say(words.problems[code], { name })}
        </p>
      ))}
      <ul>
        {rows.map((row) => (
          <li key={`${row.person} ${row.bonus}`} className="border-t border-hairline py-2">
            <Row row={row} currency={currency} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Row({ row, currency }: { readonly row: Outcome["rows"][number]; readonly currency: string }) {
  const { person, bonusLabel, expected, got, isRight, lines, reasons } = row;
  const codes = [...new Map(reasons.map((reason) => [reason.code, reason])).values()];
  return (
    <>
      <div className="grid items-baseline gap-x-6 gap-y-1 sm:grid-cols-[minmax(0,1fr)_auto_auto_7rem]">
        <span className="min-w-0">
          <bdi className="med">{person}</bdi> <span className="muted sm">{bonusLabel}</span>
        </span>
        <span className="sm">
          <span className="muted">{words.expected}</span> <Money minor={expected} currency={currency} />
        </span>
        <span className="sm">
          <span className="muted">{words.got}</span> <Money minor={got} currency={currency} />
        </span>
        <span className={isRight ? "pos sm" : "neg sm med"}>
          {isRight ? words.rowRight : say(words.rowWrong, { difference: moneyText(got - expected, currency, true) })}
        </span>
      </div>
      {codes.map(({ code, detail }) => (
        <p key={code} className="sm mt-1">
          {reasonWords(code).title}.{" "}
          <span className="muted">
            <Reason code={code} detail={detail} />
          </span>
        </p>
      ))}
      {lines.map((line) => (
        <details key={line.key} className="mt-1">
          <summary className="sm link cursor-pointer">
            {say(simulator.explanation.how, { amount: moneyText(line.minor, currency) })}
          </summary>
          <ExplainedLine line={line} />
        </details>
      ))}
    </>
  );
}
