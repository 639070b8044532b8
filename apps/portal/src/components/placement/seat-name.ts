import { placement as words } from "~/messages/en/placement";
import { say } from "~/messages/say";

/** "left seat" and "right seat" where there are two below each person, else "seat 3". */
export function seatName(width: number, slot: number): string {
  if (width === 2) return slot === 0 ? words.left : words.right;
  return say(words.seat, { number: slot + 1 });
}

/** "left seat below Birch", or the top of an empty tree. */
export function seatText(width: number, seat: { readonly parent: string | null; readonly slot: number }): string {
  if (seat.parent === null) return words.top;
  return say(words.seatOf, { seat: seatName(width, seat.slot), name: seat.parent });
}
