import { placement as words } from "~/messages/en/placement";
import { say } from "~/messages/say";

/** "Left" and "Right" where there are two seats below each person, else "Seat 3". */
export function seatName(width: number, slot: number): string {
  if (width === 2) return slot === 0 ? words.left : words.right;
  return say(words.seat, { number: slot + 1 });
}

/** "Left below Birch", or the top of an empty tree. */
export function seatText(width: number, seat: { readonly parent: string | null; readonly slot: number }): string {
  if (seat.parent === null) return words.top;
  return say(words.seatOf, { seat: seatName(width, seat.slot), name: seat.parent });
}
