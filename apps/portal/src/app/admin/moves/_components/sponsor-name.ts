import { moves } from "~/messages/en/moves";
import type { Outputs } from "../../_components/outputs";

export type Move = Outputs["moves"]["list"]["moves"][number];

/** The name of a sponsor, or the top. */
export const sponsorName = (person: { readonly name: string } | null): string => person?.name ?? moves.top;
