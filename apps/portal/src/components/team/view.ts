/** The tree and the day that an address names; left out: the sponsor tree, today. Ready to be an input of `team`. */
export interface InTree {
  readonly tree?: string;
  /** A local date, `2026-01-31`. */
  readonly on?: string;
}

/** What is no date in an address is not asked for. */
export function inTree({ tree, on }: { readonly tree?: string | undefined; readonly on?: string | undefined }): InTree {
  return { ...(tree ? { tree } : {}), ...(on && isDate(on) ? { on } : {}) };
}

const isDate = (text: string): boolean => {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
};

/** A person of the outline, as `team.tops` and `team.children` give it. Volumes in hundredths. */
export interface TeamNode {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly level: number;
  readonly slot: number | null;
  readonly status: string;
  readonly isActive: boolean;
  readonly rankId: string;
  readonly rankLabel: string;
  readonly rankBars: number;
  readonly pv: bigint;
  readonly gv: bigint | null;
  readonly childCount: number;
  readonly teamCount: number;
  readonly activeLegs: number;
  readonly legCount: number;
  readonly joinedAt: string;
  readonly isNew: boolean;
}

/** A seat of a placement tree in which nobody stands. */
export interface EmptySeat {
  readonly id: string;
  readonly seat: number;
}

export type OutlineNode = TeamNode | EmptySeat;
export const isSeat = (node: OutlineNode): node is EmptySeat => "seat" in node;

/** What `team.view` says: the trees to choose from, and what is looked at. */
export interface ViewOfTree {
  readonly trees: readonly { readonly id: string; readonly label: string; readonly kind: string }[];
  readonly tree: { readonly id: string; readonly label: string; readonly kind: string; readonly seats: number | null };
  readonly on: string | null;
  readonly today: string;
  readonly firstOn: string | null;
  readonly isPlaced: boolean;
  readonly figures: { readonly periodLabel: string | null; readonly isOpen: boolean; readonly hasGroup: boolean };
}
