import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";

/** Label, figure, and a line of context; with `href` the whole block leads to the list it counts. */
export function Stat({
  label,
  href,
  note,
  children,
}: {
  readonly label: string;
  readonly children: ReactNode;
  readonly note?: ReactNode;
  readonly href?: Route | undefined;
}) {
  return (
    <div className="stat">
      <dt>
        {href ? (
          <Link className="row-link" href={href}>
            {label}
          </Link>
        ) : (
          label
        )}
      </dt>
      <dd>{children}</dd>
      {note ? <dd className="xs">{note}</dd> : null}
    </div>
  );
}

/** A row of stats, divided by hairlines. */
export function Stats({ children }: { children: ReactNode }) {
  return <dl className="stats">{children}</dl>;
}
