import { DomainError } from "@upline/domain";
import type { Deps } from "../../deps.ts";
import type { PayoutProvider } from "../provider.ts";
import { sandboxPayouts } from "./sandbox.ts";

const PROVIDERS: ReadonlyMap<string, PayoutProvider> = new Map([sandboxPayouts].map((one) => [one.slug, one]));

/** The provider that this installation pays with; null when payouts leave as a bank file. */
export function payoutProvider({ config }: Pick<Deps, "config">): PayoutProvider | null {
  return PROVIDERS.get(config.PAYOUT_PROVIDER) ?? null;
}

/** @throws DomainError `provider_not_configured` when payouts leave as a bank file */
export function callableProvider(deps: Pick<Deps, "config">): PayoutProvider {
  const provider = payoutProvider(deps);
  if (provider) return provider;
  throw new DomainError("provider_not_configured", "Payouts leave as a bank file here, so there is nobody to call.");
}
