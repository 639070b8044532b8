import { integrations } from "~/messages/en/integrations";

/** A provider's slug as people call it; an unknown one is shown as it is. */
export const providerName = (slug: string): string => integrations.providers[slug] ?? slug;

/** The providers that every installation knows. */
export const KNOWN_PROVIDERS: readonly string[] = Object.keys(integrations.providers);
