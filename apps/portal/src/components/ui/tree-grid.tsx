"use client";

import { ChevronDown, ChevronRight } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { ui } from "~/messages/en/ui";
import { say } from "~/messages/say";
import { cx } from "./cx";
import { found, openSiblings, typedText } from "./tree-keys";

export interface TreeRow<Node> {
  readonly id: string;
  readonly node: Node;
  /** 1 for the root. */
  readonly level: number;
  readonly position: number;
  readonly setSize: number;
  /** null: it has no children. */
  readonly isExpanded: boolean | null;
  /** For each level above the row: does that ancestor have a later sibling? Draws the connectors. */
  readonly rails: readonly boolean[];
}

export interface TreeColumn<Node> {
  readonly id: string;
  readonly head: ReactNode;
  readonly cell: (node: Node) => ReactNode;
  readonly align?: "start" | "end" | undefined;
  readonly wideOnly?: boolean | undefined;
}

export interface TreeGridProps<Node> {
  readonly label: string;
  readonly nameHead: ReactNode;
  readonly name: (node: Node) => string;
  readonly nameNote?: ((node: Node) => ReactNode) | undefined;
  readonly isQuiet?: ((node: Node) => boolean) | undefined;
  readonly columns: readonly TreeColumn<Node>[];
  /** The visible rows, parents before children. */
  readonly rows: readonly TreeRow<Node>[];
  readonly selectedId: string | null;
  readonly onToggle: (id: string, isExpanded: boolean) => void;
  readonly onOpen: (id: string) => void;
  /** Stands under a parent whose children are not all loaded. */
  readonly after?: ((row: TreeRow<Node>) => ReactNode) | undefined;
}

/** An outline with columns, operated by keyboard as a treegrid: arrows, Home, End, Page keys, `*`, type-ahead, Enter. */
export function TreeGrid<Node>(props: TreeGridProps<Node>) {
  const { label, nameHead, columns, rows, selectedId, onToggle, onOpen, name, after } = props;
  const [focusedId, setFocusedId] = useState<string | null>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const typed = useRef({ text: "", at: 0 });
  const stopId = rows.some(({ id }) => id === focusedId)
    ? focusedId
    : (rows.find(({ id }) => id === selectedId)?.id ?? rows[0]?.id);

  const focus = (row: TreeRow<Node> | undefined) => {
    if (!row) return;
    setFocusedId(row.id);
    const element = body.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(row.id)}"]`);
    element?.focus();
    element?.scrollIntoView({ block: "nearest" });
  };

  const onKey = (event: KeyboardEvent) => {
    const at = rows.findIndex(({ id }) => id === stopId);
    const row = rows[at];
    if (!row || event.altKey || event.ctrlKey || event.metaKey) return;
    if ((event.target as HTMLElement).closest("[data-id]") === null) return;
    const parent = () => rows.slice(0, at).findLast(({ level }) => level === row.level - 1);
    const act: Record<string, () => void> = {
      ArrowDown: () => focus(rows[at + 1]),
      ArrowUp: () => focus(rows[at - 1]),
      Home: () => focus(rows[0]),
      End: () => focus(rows.at(-1)),
      PageDown: () => focus(rows[Math.min(rows.length - 1, at + 12)]),
      PageUp: () => focus(rows[Math.max(0, at - 12)]),
      ArrowRight: () =>
        row.isExpanded === false ? onToggle(row.id, true) : row.isExpanded ? focus(rows[at + 1]) : undefined,
      ArrowLeft: () => (row.isExpanded ? onToggle(row.id, false) : focus(parent())),
      Enter: () => onOpen(row.id),
      " ": () => onOpen(row.id),
      "*": () => openSiblings(rows, at, onToggle),
    };
    const handler = act[event.key];
    if (handler) {
      event.preventDefault();
      handler();
    } else if (event.key.length === 1) focus(found(rows, at, name, typedText(typed.current, event)));
  };

  return (
    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the ARIA pattern of an outline with columns
    <table className="tree" role="treegrid" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{nameHead}</th>
          {columns.map(({ id, head, align, wideOnly }) => (
            <th key={id} scope="col" data-col={id} className={cx(align === "end" && "end", wideOnly && "only-wide")}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={body} onKeyDown={onKey}>
        {rows.map((row) => (
          <Row
            key={row.id}
            row={row}
            isStop={row.id === stopId}
            onFocus={() => setFocusedId(row.id)}
            after={after?.(row)}
            {...pass(props)}
          />
        ))}
      </tbody>
    </table>
  );
}

const pass = <Node,>({ columns, name, nameNote, isQuiet, selectedId, onToggle, onOpen }: TreeGridProps<Node>) => ({
  columns,
  name,
  nameNote,
  isQuiet,
  selectedId,
  onToggle,
  onOpen,
});

type RowProps<Node> = ReturnType<typeof pass<Node>> & {
  readonly row: TreeRow<Node>;
  readonly isStop: boolean;
  readonly onFocus: () => void;
  readonly after: ReactNode;
};

function Row<Node>({
  row,
  isStop,
  onFocus,
  after,
  columns,
  name,
  nameNote,
  isQuiet,
  selectedId,
  onToggle,
  onOpen,
}: RowProps<Node>) {
  const { id, node, level, position, setSize, isExpanded, rails } = row;
  const Twist = isExpanded ? ChevronDown : ChevronRight;
  return (
    <>
      <tr
        data-id={id}
        tabIndex={isStop ? 0 : -1}
        aria-level={level}
        aria-posinset={position}
        aria-setsize={setSize}
        aria-expanded={isExpanded ?? undefined}
        aria-selected={id === selectedId}
        className={isQuiet?.(node) ? "left-co" : undefined}
        onFocus={onFocus}
        onClick={() => onOpen(id)}
      >
        <td>
          <div className="who">
            {rails.map((hasLater, index) => {
              const isOwn = index === rails.length - 1;
              return <span key={index} className={cx("ind", isOwn ? cx("e", hasLater && "m") : hasLater && "v")} />;
            })}
            {isExpanded === null ? (
              <span className="tw leaf" />
            ) : (
              <button
                type="button"
                className="tw"
                tabIndex={-1}
                aria-label={say(isExpanded ? ui.collapse : ui.expand, { name: name(node) })}
                onClick={(event) => {
                  event.stopPropagation();
                  onToggle(id, !isExpanded);
                }}
              >
                <Twist className="i" aria-hidden="true" />
              </button>
            )}
            <bdi className="nm">{name(node)}</bdi>
            {nameNote ? <span className="cnt num">{nameNote(node)}</span> : null}
          </div>
        </td>
        {columns.map(({ id: key, cell, align, wideOnly }) => (
          <td key={key} className={cx(align === "end" && "end", wideOnly && "only-wide")}>
            {cell(node)}
          </td>
        ))}
      </tr>
      {after ? (
        <tr>
          <td colSpan={columns.length + 1}>{after}</td>
        </tr>
      ) : null}
    </>
  );
}
