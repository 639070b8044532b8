"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, type ReactNode, useRef } from "react";
import { ui } from "~/messages/en/ui";
import { say } from "~/messages/say";
import { cx } from "./cx";
import { More } from "./more";

export interface Column<Row> {
  readonly id: string;
  readonly head: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  /** Figures stand at the end side. */
  readonly align?: "start" | "end" | undefined;
  /** Takes the rest of the width and cuts long text; what is marked `u` in it stands below on phones. */
  readonly grows?: boolean | undefined;
  /** Breaks on phones, so that it leaves room for the one that grows. */
  readonly wraps?: boolean | undefined;
  /** Left out on phones. */
  readonly wideOnly?: boolean | undefined;
  /** The server's sort key; makes the head a button. */
  readonly sort?: string | undefined;
  readonly total?: ReactNode;
}

export interface TableProps<Row> {
  /** Names the table for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowId: (row: Row) => string;
  /** Enter opens it; put a `<Link className="row-link">` in the first cell so that the pointer does too. */
  readonly rowHref?: ((row: Row) => Route) | undefined;
  readonly selectedId?: string | null | undefined;
  readonly sort?: { readonly by: string; readonly isDescending: boolean } | undefined;
  readonly onSort?: ((by: string) => void) | undefined;
  /** The next page by cursor. */
  readonly more?:
    | { readonly hasMore: boolean; readonly isLoading: boolean; readonly onMore: () => void; readonly total?: number }
    | undefined;
  /** Shown instead of the table when there is no row. */
  readonly empty?: ReactNode;
  readonly hasTotals?: boolean | undefined;
}

/** A real table over rows that the server sorted, filtered and cut. j and k or the arrows move, Enter opens. */
export function Table<Row>(props: TableProps<Row>) {
  const { label, columns, rows, rowId, rowHref, selectedId, more, empty, hasTotals } = props;
  const router = useRouter();
  const body = useRef<HTMLTableSectionElement>(null);
  if (rows.length === 0 && empty) return empty;

  const move = (event: KeyboardEvent<HTMLTableSectionElement>) => {
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
    const target = event.target as HTMLElement;
    if (step === undefined || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName)) return;
    const all = [...(body.current?.rows ?? [])];
    const next = all[all.indexOf(target.closest("tr") as HTMLTableRowElement) + step];
    const stop = next?.querySelector<HTMLElement>("a, button") ?? next;
    if (!stop) return;
    event.preventDefault();
    stop.focus();
    stop.scrollIntoView({ block: "nearest" });
  };

  return (
    <div className="scroll-x">
      <table className="tbl" aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.id} column={column} {...props} />
            ))}
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={move}>
          {rows.map((row) => (
            <tr
              key={rowId(row)}
              aria-selected={selectedId === undefined ? undefined : selectedId === rowId(row)}
              onKeyDown={(event) => {
                const isOnRow = event.target === event.currentTarget;
                if (event.key === "Enter" && isOnRow && rowHref) router.push(rowHref(row));
              }}
            >
              {columns.map((column) => (
                <td key={column.id} className={cellClass(column)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {hasTotals ? (
          <tfoot>
            <tr>
              {columns.map(({ id, total, align, wideOnly }) => (
                <td key={id} className={cx(align === "end" && "end", wideOnly && "only-wide")}>
                  {total}
                </td>
              ))}
            </tr>
          </tfoot>
        ) : null}
      </table>
      {more ? <More {...more} shown={rows.length} /> : null}
    </div>
  );
}

const cellClass = <Row,>({ align, grows, wraps, wideOnly }: Column<Row>) =>
  cx(align === "end" && "end", grows && "grow", wraps && "wraps", wideOnly && "only-wide");

function Head<Row>({ column, sort, onSort }: { column: Column<Row> } & TableProps<Row>) {
  const { head, align, wideOnly, sort: key } = column;
  const className = cx(align === "end" && "end", wideOnly && "only-wide");
  if (!key || !onSort) {
    return (
      <th scope="col" className={className}>
        {head}
      </th>
    );
  }
  const isSorted = sort?.by === key;
  const Icon = sort?.isDescending ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      className={className}
      aria-sort={isSorted ? (sort.isDescending ? "descending" : "ascending") : "none"}
    >
      <button
        type="button"
        onClick={() => onSort(key)}
        title={typeof head === "string" ? say(ui.sortBy, { what: head }) : undefined}
      >
        {head}
        {isSorted ? <Icon className="i i14" aria-hidden="true" /> : null}
      </button>
    </th>
  );
}
