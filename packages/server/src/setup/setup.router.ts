import { z } from "zod";
import { adminProcedure, publicProcedure, router } from "../trpc/trpc.ts";
import { CompleteSetup, completeSetup } from "./complete-setup.ts";
import { isEmpty, openSteps, setupTemplates } from "./setup.queries.ts";
import { isSetupToken } from "./setup-token.ts";

export const setupRouter = router({
  /** Whether this installation waits to be set up, and whether the token opens it; the templates only then. */
  status: publicProcedure.input(z.strictObject({ token: z.string().max(200) })).query(async ({ ctx, input }) => {
    const isOpen = !ctx.config.DEMO && (await isEmpty(ctx));
    const isRight = isOpen && isSetupToken(ctx.config, input.token);
    return { isOpen, isRight, templates: isRight ? setupTemplates() : [] };
  }),

  /** Owner, company, first plan and first distributor. Refuses with `credentials_wrong`, `already_decided`, `plan_not_publishable`. */
  complete: publicProcedure.input(CompleteSetup).mutation(({ ctx, input }) => completeSetup(ctx, input)),

  /** Steps that were skipped. */
  openSteps: adminProcedure().query(({ ctx }) => openSteps(ctx)),
});
