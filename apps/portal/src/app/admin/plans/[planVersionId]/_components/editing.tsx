"use client";

import type { Json } from "@upline/domain/browser";
import { createContext, useContext } from "react";
import type { Outputs } from "../../../_components/outputs";

export type Problem = Outputs["plans"]["document"]["problems"][number];

/** What the fields of a plan need: the ways to change it, and what is wrong with it. */
export interface Editing {
  readonly isReadOnly: boolean;
  readonly problems: readonly Problem[];
  /** What a problem says. */
  readonly wordsOf: (problem: Problem) => string;
  readonly set: (path: string, value: Json) => void;
  readonly remove: (path: string) => void;
  readonly append: (path: string, value: Json) => void;
  readonly move: (path: string, by: number) => void;
}

const Context = createContext<Editing | null>(null);
export const EditingProvider = Context.Provider;

export function useEditing(): Editing {
  const editing = useContext(Context);
  if (!editing) throw new Error("A field of a plan stands inside an editor.");
  return editing;
}

/** The id that a problem links to. */
export const fieldId = (path: string): string => `at-${path}`;

/** Goes to the field of a path, or to the nearest one around it. */
export function goToField(path: string): void {
  const parts = path.split(".");
  for (let length = parts.length; length > 0; length -= 1) {
    const place = document.getElementById(fieldId(parts.slice(0, length).join(".")));
    if (!place) continue;
    place.scrollIntoView({ block: "center" });
    const control = place.matches("input, select, textarea, button, summary, [tabindex]")
      ? place
      : place.querySelector<HTMLElement>("input, select, textarea, button, summary");
    (control ?? place).focus();
    return;
  }
}
