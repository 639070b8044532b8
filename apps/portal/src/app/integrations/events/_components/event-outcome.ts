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
  if (kind === "order" || kind === "distributor" || kind === "payment") return say(words.waitKinds[kind], { value });
  return reference;
}
