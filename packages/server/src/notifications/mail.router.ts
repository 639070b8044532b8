import { z } from "zod";
import { adminProcedure, router } from "../trpc/trpc.ts";
import { getMail, ListMails, listMails } from "./mail.queries.ts";

export const mailRouter = router({
  /** The e-mail log, newest first. */
  list: adminProcedure()
    .input(ListMails)
    .query(({ ctx, input }) => listMails(ctx, input)),

  /** One mail with both its parts. */
  get: adminProcedure()
    .input(z.strictObject({ mailId: z.string() }))
    .query(({ ctx, input }) => getMail(ctx, input.mailId)),
});
