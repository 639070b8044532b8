"use client";

import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from "react";
import { ui } from "~/messages/en/ui";
import { cx } from "./cx";

const STAYS_MS = 8000;

export interface ToastText {
  readonly text: ReactNode;
  readonly isBad?: boolean | undefined;
  readonly onUndo?: (() => void) | undefined;
}

const ToastContext = createContext<(toast: ToastText) => void>(() => {});

/** Says a fact after an act: `toast({ text: "Line released." })`; it stays at least six seconds and while focused. */
export const useToast = () => useContext(ToastContext);

export function Toaster({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly (ToastText & { id: number })[]>([]);
  const last = useRef(0);
  const box = useRef<HTMLElement>(null);

  const remove = useCallback((id: number) => setToasts((all) => all.filter((toast) => toast.id !== id)), []);
  const leave = useCallback(
    (id: number) => {
      const isHeld = box.current?.matches(":hover, :focus-within");
      if (isHeld) setTimeout(() => leave(id), 2000);
      else remove(id);
    },
    [remove],
  );
  const show = useCallback(
    (toast: ToastText) => {
      last.current += 1;
      const id = last.current;
      setToasts((all) => [...all.slice(-2), { ...toast, id }]);
      setTimeout(() => leave(id), STAYS_MS);
    },
    [leave],
  );

  return (
    <ToastContext value={show}>
      {children}
      <section ref={box} className="toasts" aria-label="Messages">
        {toasts.map(({ id, text, isBad, onUndo }) => (
          <div key={id} className={cx("toast", isBad && "toast-bad")} role={isBad ? "alert" : "status"}>
            <span>{text}</span>
            {onUndo ? (
              <button
                type="button"
                className="link"
                onClick={() => {
                  onUndo();
                  remove(id);
                }}
              >
                {ui.undo}
              </button>
            ) : (
              <button type="button" className="link" onClick={() => remove(id)}>
                {ui.dismiss}
              </button>
            )}
          </div>
        ))}
      </section>
    </ToastContext>
  );
}
