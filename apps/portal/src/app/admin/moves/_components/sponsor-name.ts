import { moves } from "~/messages/en/moves";
import { say } from "~/messages/say";
import type { Outputs } from "../../_components/outputs";

export type Move = Outputs["moves"]["list"]["moves"][number];

/** The name of a sponsor, or the top. */
export const sponsorName = (person: { readonly name: string } | null): string => person?.name ?? moves.top;

/** Where somebody stands, in a sentence: "under Birch", "on top of the tree". */
export const placeText = (sponsor: { readonly name: string } | null): string =>
  sponsor ? say(moves.under, sponsor) : moves.onTop;
