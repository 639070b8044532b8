"use client";

import { useState } from "react";
import { SectionHead } from "~/components/shell/page-head";
import { periodText } from "~/components/ui/format";
import { Instant } from "~/components/ui/instant";
import { Money } from "~/components/ui/money";
import { type Column, Table } from "~/components/ui/table";
import { ledger } from "~/messages/en/ledger";
import { statements } from "~/messages/en/statements";
import { say } from "~/messages/say";
import type { Statement } from "./statement-detail";

type Movement = Statement["content"]["movements"][number];
type Part = Movement["parts"][number];

interface Row {
  readonly id: string;
  readonly at: string;
  readonly what: string;
  readonly more: string;
  readonly minor: bigint;
}

const STEP = 50;

/** Every movement, fifty at a time; all of them have come with the page. */
export function Movements({ statement }: { readonly statement: Statement }) {
  const [shown, setShown] = useState(STEP);
  const rows = rowsOf(statement);
  const { currency } = statement.content;
  const columns: readonly Column<Row>[] = [
    { id: "when", head: statements.when, cell: ({ at }) => <Instant at={at} style="day" inCompanyZone /> },
    {
      id: "what",
      head: statements.what,
      grows: true,
      cell: ({ what, more }) => (
        <>
          {what}
          {more ? <span className="u muted"> {more}</span> : null}
        </>
      ),
    },
    {
      id: "amount",
      head: statements.amount,
      align: "end",
      cell: ({ minor }) => <Money minor={minor} currency={currency} isSigned tone={minor === 0n ? "muted" : "ink"} />,
    },
  ];
  if (rows.length === 0) return null;
  return (
    <section className="min-w-0">
      <SectionHead title={statements.movements}>
        {say(statements.shown, { shown: Math.min(shown, rows.length), count: rows.length })}
      </SectionHead>
      <Table
        label={statements.movements}
        columns={columns}
        rows={rows.slice(0, shown)}
        rowId={({ id }) => id}
        more={{ hasMore: shown < rows.length, isLoading: false, onMore: () => setShown(shown + STEP) }}
      />
    </section>
  );
}

function rowsOf({ content, bonusLabels }: Statement): readonly Row[] {
  return content.movements.flatMap((movement) => {
    const { transaction, at, kind, reason } = movement;
    if (movement.parts.length === 0)
      return [{ id: transaction, at, what: ledger.kinds[kind], more: movedText(movement), minor: 0n }];
    return movement.parts.map((part, index) => ({
      id: `${transaction}-${index}`,
      at,
      what: part.line ? (bonusLabels[part.line.bonusId] ?? part.line.bonusId) : statements.sections[part.section],
      more: [partText(part), reason ?? ""].filter((text) => text !== "").join(" · "),
      minor: part.amount,
    }));
  });
}

const partText = ({ line }: Part): string =>
  line
    ? [line.orderNumber ? say(statements.order, { number: line.orderNumber }) : "", periodText(line.periodId, true)]
        .filter((text) => text !== "")
        .join(" · ")
    : "";

/** "Pending → Available" */
function movedText({ moves }: Movement): string {
  const names = Object.entries(moves) as [keyof typeof statements.purseOf, bigint][];
  const side = (wanted: (minor: bigint) => boolean) =>
    names.filter(([, minor]) => wanted(minor)).map(([name]) => statements.purseOf[name]);
  return [side((minor) => minor < 0n).join(", "), side((minor) => minor > 0n).join(", ")]
    .filter((text) => text !== "")
    .join(" → ");
}
