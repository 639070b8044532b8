import { z } from "zod";
import { adminProcedure, router } from "../trpc/trpc.ts";
import { CheckSignature, checkSignature } from "./check-signature.ts";
import { ClearSecret, clearSecret, SetSecret, setSecret } from "./provider-secrets.ts";
import { getProvider, listProviders } from "./providers.queries.ts";

const integrator = adminProcedure("integrator");

export const providersRouter = router({
  /** Every provider, its door and its settings; never a value. */
  list: integrator.query(({ ctx }) => listProviders(ctx)),

  /** Refuses with `provider_not_found`. */
  get: integrator
    .input(z.strictObject({ slug: z.string().max(40) }))
    .query(({ ctx, input }) => getProvider(ctx, input.slug)),

  /** Stores a secret. Refuses with `provider_not_found` or `input_malformed`. */
  setSecret: integrator.input(SetSecret).mutation(({ ctx, input }) => setSecret(ctx, input)),

  /** Removes a stored secret. Refuses with `provider_not_found`. */
  clearSecret: integrator.input(ClearSecret).mutation(({ ctx, input }) => clearSecret(ctx, input)),

  /** Whether a pasted request would be accepted. Refuses with `provider_not_found` or `provider_not_configured`. */
  checkSignature: integrator.input(CheckSignature).mutation(({ ctx, input }) => checkSignature(ctx, input)),
});
