import type { TreeRow } from "./tree-grid";

const TYPE_AHEAD_MS = 500;

/** `*`: opens every closed sibling of the row. */
export function openSiblings<Node>(
  rows: readonly TreeRow<Node>[],
  at: number,
  onToggle: (id: string, isExpanded: boolean) => void,
) {
  const level = rows[at]?.level ?? 0;
  const first = rows.slice(0, at + 1).findLastIndex((row) => row.level < level) + 1;
  const end = rows.findIndex((row, index) => index > at && row.level < level);
  for (const row of rows.slice(first, end < 0 ? rows.length : end)) {
    if (row.level === level && row.isExpanded === false) onToggle(row.id, true);
  }
}

/** What has been typed without a pause. */
export function typedText(
  typed: { text: string; at: number },
  { key, timeStamp }: { key: string; timeStamp: number },
): string {
  typed.text = timeStamp - typed.at < TYPE_AHEAD_MS ? typed.text + key : key;
  typed.at = timeStamp;
  return typed.text;
}

/** The next row whose name starts with the text; one letter starts behind the row, more stay on it. */
export function found<Node>(
  rows: readonly TreeRow<Node>[],
  at: number,
  name: (node: Node) => string,
  text: string,
): TreeRow<Node> | undefined {
  const from = text.length > 1 ? at : at + 1;
  const order = [...rows.slice(from), ...rows.slice(0, from)];
  return order.find(({ node }) => name(node).toLowerCase().startsWith(text.toLowerCase()));
}
