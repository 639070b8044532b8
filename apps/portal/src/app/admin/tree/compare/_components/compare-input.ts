import { inTree } from "~/components/team/view";

/** The query of the page. */
export interface CompareSearch {
  readonly tree?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const DAYS_BACK = 30;

/** Which days are compared: by default the last thirty. */
export function compareInput({ tree, from, to }: CompareSearch, today: string) {
  const first = inTree({ on: from }).on ?? daysBefore(today, DAYS_BACK);
  const { on: last } = inTree({ on: to });
  return { ...inTree({ tree }), from: first, ...(last && last < today ? { to: last } : {}) };
}

function daysBefore(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}
