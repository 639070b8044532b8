import type { ReactNode } from "react";

/** Rows that add up: label and figure, the total under a stronger rule. */
export function Sums({
  rows,
  total,
}: {
  readonly rows: readonly { readonly id: string; readonly label: ReactNode; readonly value: ReactNode }[];
  readonly total?: { readonly label: ReactNode; readonly value: ReactNode } | undefined;
}) {
  return (
    <dl className="sum">
      {rows.map(({ id, label, value }) => (
        <div key={id}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      {total ? (
        <div className="total">
          <dt>{total.label}</dt>
          <dd>{total.value}</dd>
        </div>
      ) : null}
    </dl>
  );
}

/** Facts as label and value, one per row, with hairlines. */
export function Facts({
  rows,
}: {
  readonly rows: readonly { readonly id: string; readonly label: ReactNode; readonly value: ReactNode }[];
}) {
  return (
    <dl className="kv">
      {rows.map(({ id, label, value }) => (
        <div key={id} className="contents">
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
