"use client";

import { Check, Copy as CopyIcon } from "lucide-react";
import { useState } from "react";
import { ui } from "~/messages/en/ui";
import { say } from "~/messages/say";
import { useAnnounce } from "./announcer";

/** A small button that copies `value`; "Copied" is announced once. With `label` it is a full button. */
export function Copy({ value, what, label }: { value: string; what: string; label?: string | undefined }) {
  const [isCopied, setIsCopied] = useState(false);
  const announce = useAnnounce();
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    setIsCopied(true);
    announce(say(ui.copied, { what }));
    setTimeout(() => setIsCopied(false), 1500);
  };
  const Icon = isCopied ? Check : CopyIcon;
  return (
    <button
      type="button"
      className={label ? "btn btn-sm" : "copy"}
      aria-label={label ? undefined : say(ui.copy, { what })}
      onClick={() => void copy()}
    >
      <Icon className={label ? "i i14" : "i"} aria-hidden="true" />
      {label}
    </button>
  );
}
