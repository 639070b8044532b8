export interface AuditSearch {
  readonly q?: string | undefined;
  readonly action?: string | undefined;
  readonly subjectId?: string | undefined;
}

/** The address as the procedure's input. */
export function auditInput({ q, action, subjectId }: AuditSearch) {
  return {
    ...(q ? { q: q.slice(0, 100) } : {}),
    ...(action ? { action: action.slice(0, 60) } : {}),
    ...(subjectId ? { subjectId: subjectId.slice(0, 100) } : {}),
  };
}
