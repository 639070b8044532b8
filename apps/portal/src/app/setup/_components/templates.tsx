"use client";

import { setup as words } from "~/messages/en/setup";
import { say } from "~/messages/say";

export interface TemplateChoice {
  readonly id: "starter" | "weekly_binary" | "stairstep" | "matrix_3x7" | "party";
  readonly label: string;
  readonly bonuses: readonly string[];
  /** What this installation does not record yet; a plan that needs it cannot be used. */
  readonly needs: readonly string[];
}

/** One plan of the ready ones, or none for now. What cannot be used yet is shown with its reason. */
export function Templates({ templates }: { readonly templates: readonly TemplateChoice[] }) {
  return (
    <fieldset className="choices">
      <legend>
        <h2>{words.plan}</h2>
      </legend>
      <p className="sm muted">{words.planLead}</p>
      {templates.map(({ id, label, bonuses, needs }, index) => (
        <label key={id}>
          <input type="radio" name="template" value={id} defaultChecked={index === 0} disabled={needs.length > 0} />
          <span>
            <span className="strong">{label}</span>
            <span className="sm muted">
              {needs.length > 0 ? say(words.notYet, { needs: needs.join(", ") }) : bonuses.join(" · ")}
            </span>
          </span>
        </label>
      ))}
      <label>
        <input type="radio" name="template" value="" />
        <span>
          <span className="strong">{words.later}</span>
          <span className="sm muted">{words.laterWhat}</span>
        </span>
      </label>
    </fieldset>
  );
}
