import { admin } from "~/messages/en/admin";

/** What an audited act is called; an act without words is shown by its name, never hidden. */
export function actionText(action: string): string {
  const known: Readonly<Record<string, string>> = admin.audit.actions;
  return known[action] ?? action;
}
