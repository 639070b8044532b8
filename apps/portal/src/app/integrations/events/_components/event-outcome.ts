import { countText, millisecondsText } from "~/components/ui/format";
import { shortId } from "~/components/ui/id";
import { integrations } from "~/messages/en/integrations";
import { say } from "~/messages/say";

const words = integrations.event;

/** Everything it asked for was there already, or there was nothing to do. */
export const hadNoEffect = ({ status, because }: { readonly status: string; readonly because: string | null }) =>
  status === "ignored" || (status === "processed" && because !== null);

/** Why an event ended as it did; an unknown code is shown as words. */
export const becauseText = (because: string): string => words.because[because] ?? `${because.replaceAll("_", " ")}.`;

/** `order:O-48213` as "order O-48213". */
export function waitText(reference: string): string {
  const at = reference.indexOf(":");
  const kind = reference.slice(0, at);
  const value = reference.slice(at + 1);
  // A payment is named together with its provider: `payment:stripe:pi_…`.
  const name = shortId(value.slice(value.indexOf(":") + 1));
  if (kind === "order" || kind === "distributor" || kind === "payment") {
    return say(words.waitKinds[kind], { value: name });
  }
  return reference;
}

const MINUTE_MS = 60_000;

/** A measured time; an event that waited for its match took minutes or hours. */
export function tookText(ms: number): string {
  const minutes = Math.round(ms / MINUTE_MS);
  if (ms < MINUTE_MS) return millisecondsText(Math.max(0, ms));
  return minutes < 120
    ? say(words.minutes, { count: minutes })
    : say(words.hours, { count: countText(Math.round(minutes / 60)) });
}
