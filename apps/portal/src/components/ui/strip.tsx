import type { ReactNode } from "react";

export interface StripItem {
  readonly id: string;
  readonly label: ReactNode;
  readonly value: ReactNode;
  readonly note?: ReactNode;
}

/** A strip of figures with their labels: what one object is worth, in one look. Empty values are left out. */
export function Strip({ label, items }: { readonly label: string; readonly items: readonly (StripItem | null)[] }) {
  return (
    <dl className="strip" aria-label={label}>
      {items.map((item) =>
        item === null ? null : (
          <div key={item.id}>
            <dt>{item.label}</dt>
            <dd>{item.value}</dd>
            {item.note ? <dd className="note">{item.note}</dd> : null}
          </div>
        ),
      )}
    </dl>
  );
}
