"use client";

import { useState } from "react";
import { Button } from "~/components/ui/button";
import { SelectBox } from "~/components/ui/field";
import { lab } from "~/messages/en/lab";
import { say } from "~/messages/say";
import { type Choice, expectedText } from "./choice";

/** How often and how. `times` null: once, as the case wants it. */
export interface Volley {
  readonly times: number | null;
  readonly parallel: boolean;
}

const MOST = 50;

/** What must happen, said before sending; and sending it n times. */
export function SendBar({
  choice,
  wasSent,
  isSending,
  maySend,
  onSend,
}: {
  readonly choice: Choice;
  /** The text as it stands was accepted before. */
  readonly wasSent: boolean;
  readonly isSending: boolean;
  readonly maySend: boolean;
  readonly onSend: (volley: Volley) => void;
}) {
  const [text, setText] = useState("20");
  const [mode, setMode] = useState<"parallel" | "inOrder">("parallel");
  const times = Math.min(MOST, Math.max(1, Number.parseInt(text, 10) || 1));
  return (
    <div className="sendbar">
      <p className="sm">{say(lab.weExpect, { what: expectedText(choice.labCase, choice.story, wasSent) })}</p>
      <div className="sendbar-end">
        <span className="sm muted only-wide">
          <kbd>Ctrl</kbd> <kbd>Enter</kbd> {lab.keysSend}
        </span>
        <input
          className="input times"
          inputMode="numeric"
          aria-label={lab.times}
          title={lab.times}
          value={text}
          onChange={(event) => setText(event.target.value.replace(/\D/g, "").slice(0, 2))}
          onBlur={() => setText(String(times))}
        />
        <SelectBox>
          <select
            className="select select-sm"
            aria-label={lab.mode}
            value={mode}
            onChange={(event) => setMode(event.target.value === "inOrder" ? "inOrder" : "parallel")}
          >
            <option value="parallel">{lab.parallel}</option>
            <option value="inOrder">{lab.inOrder}</option>
          </select>
        </SelectBox>
        <Button
          size="sm"
          isBusy={isSending}
          aria-disabled={!maySend || undefined}
          onClick={() => maySend && onSend({ times, parallel: mode === "parallel" })}
        >
          {say(lab.sendTimes, { count: times })}
        </Button>
      </div>
    </div>
  );
}
