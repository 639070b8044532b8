export interface MailSearch {
  readonly q?: string | undefined;
  readonly status?: string | undefined;
}

export const MAIL_STATES = ["queued", "sent", "failed"] as const;

/** The address as the procedure's input. */
export function mailInput({ q, status }: MailSearch) {
  const wanted = MAIL_STATES.find((name) => name === status);
  return { ...(q ? { q: q.slice(0, 100) } : {}), ...(wanted ? { status: wanted } : {}) };
}
