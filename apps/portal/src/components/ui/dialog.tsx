"use client";

import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { ui } from "~/messages/en/ui";
import { Button } from "./button";
import { cx } from "./cx";

export interface DialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: ReactNode;
  readonly children: ReactNode;
  /** While sending, Esc does not close. */
  readonly isBusy?: boolean | undefined;
}

/** Opens a native `<dialog>` as modal: focus goes to the heading and back to the opener. */
function useModal({ isOpen, isBusy, onClose }: Pick<DialogProps, "isOpen" | "isBusy" | "onClose">) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const opener = useRef<Element>(null);
  useEffect(() => {
    const element = dialog.current;
    if (!element || element.open === isOpen) return;
    if (isOpen) {
      opener.current = document.activeElement;
      element.showModal();
      heading.current?.focus();
    } else element.close();
  }, [isOpen]);
  // One that is taken away while it is open gives the focus back too.
  useEffect(() => {
    return () => {
      if (document.activeElement === document.body && opener.current instanceof HTMLElement) opener.current.focus();
    };
  }, []);
  const props = {
    ref: dialog,
    onClose,
    onCancel: (event: { preventDefault: () => void }) => {
      if (isBusy) event.preventDefault();
    },
    onClick: (event: { target: unknown }) => {
      if (event.target === dialog.current && !isBusy) onClose();
    },
  };
  return { props, heading };
}

/** A question: title, consequence, preview, and in `foot` the buttons with verb and amount. */
export function Dialog({ title, children, foot, ...state }: DialogProps & { readonly foot?: ReactNode }) {
  const { props, heading } = useModal(state);
  const id = useId();
  return (
    <dialog {...props} className="dialog" aria-labelledby={id}>
      {state.isOpen ? (
        <div className="dialog-body">
          <h2 id={id} ref={heading} tabIndex={-1}>
            {title}
          </h2>
          {children}
          <div className="dialog-foot">
            <Button variant="quiet" isBusy={state.isBusy} onClick={state.onClose}>
              {ui.cancel}
            </Button>
            {foot}
          </div>
        </div>
      ) : null}
    </dialog>
  );
}

/** A side sheet on wide screens, from the bottom on phones. */
export function Sheet({ title, children, className, ...state }: DialogProps & { readonly className?: string }) {
  const { props, heading } = useModal(state);
  const id = useId();
  return (
    <dialog {...props} className={cx("dialog sheet", className)} aria-labelledby={id}>
      {state.isOpen ? (
        <>
          <div className="sheet-head">
            <h2 id={id} ref={heading} tabIndex={-1}>
              {title}
            </h2>
            <Button variant="quiet" className="btn-icon" aria-label={ui.close} onClick={state.onClose}>
              <X className="i" aria-hidden="true" />
            </Button>
          </div>
          {children}
        </>
      ) : null}
    </dialog>
  );
}
