"use client";

import { useMemo, useState } from "react";
import { ui } from "~/messages/en/ui";
import { say } from "~/messages/say";
import { CodeBlock } from "./code-block";

const COLLAPSE_ABOVE = 262_144;
const VIEWS = ["text", "tree", "hex"] as const;

/** The exact received bytes as text, as a tree, as hex. Nothing in them is executed or fetched. */
export function PayloadInspector({
  text,
  hex,
  sizeBytes,
  signedPart,
}: {
  /** UTF-8 text; null when the bytes are not UTF-8. */
  readonly text: string | null;
  readonly hex: string | null;
  readonly sizeBytes: number;
  /** The part of the text that is signed; underlined. Absent: all of it. */
  readonly signedPart?: string | undefined;
}) {
  const [view, setView] = useState<(typeof VIEWS)[number]>(text === null ? "hex" : "text");
  const [isOpen, setIsOpen] = useState(sizeBytes <= COLLAPSE_ABOVE);
  const json = useMemo(() => (text === null ? undefined : parsed(text)), [text]);
  if (!isOpen) {
    return (
      <button type="button" className="btn btn-sm" onClick={() => setIsOpen(true)}>
        {say(ui.bytes, { count: sizeBytes })}
      </button>
    );
  }
  return (
    <div className="grid gap-3">
      <div className="seg w-fit">
        {VIEWS.map((name) => (
          <button key={name} type="button" aria-pressed={view === name} onClick={() => setView(name)}>
            {ui[name]}
          </button>
        ))}
      </div>
      {view === "tree" && json !== undefined ? (
        <div className="ptree">
          <Node name={null} value={json} depth={0} />
        </div>
      ) : (
        <CodeBlock text={(view === "hex" ? hex : text) ?? ""} label={say(ui.bytes, { count: sizeBytes })}>
          {view === "text" && text !== null ? (
            <Marked text={text} part={signedPart} />
          ) : view === "hex" ? (
            grouped(hex ?? "")
          ) : null}
        </CodeBlock>
      )}
    </div>
  );
}

function Marked({ text, part }: { text: string; part: string | undefined }) {
  const at = part ? text.indexOf(part) : -1;
  if (!part || at < 0) return text;
  return (
    <>
      {text.slice(0, at)}
      <mark>{part}</mark>
      {text.slice(at + part.length)}
    </>
  );
}

function Node({ name, value, depth }: { name: string | null; value: unknown; depth: number }) {
  const key = name === null ? null : <span className="k">{name}: </span>;
  if (value === null || typeof value !== "object") {
    return (
      <span>
        {key}
        <span className={typeof value === "string" ? "s" : "n"}>{JSON.stringify(value)}</span>
      </span>
    );
  }
  const entries = Object.entries(value);
  const size = Array.isArray(value) ? `[${entries.length}]` : `{${entries.length}}`;
  return (
    <details open={depth < 3}>
      <summary>
        {key}
        {size}
      </summary>
      <ul>
        {entries.map(([inner, item]) => (
          <li key={inner}>
            <Node name={inner} value={item} depth={depth + 1} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** 16 bytes a line, with the offset in front. */
function grouped(hex: string): string {
  const lines = hex.match(/.{1,32}/g) ?? [];
  return lines
    .map((line, index) => `${(index * 16).toString(16).padStart(6, "0")}  ${(line.match(/.{1,2}/g) ?? []).join(" ")}`)
    .join("\n");
}
