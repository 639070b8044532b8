import { z } from "zod";
import { subjectOf } from "../auth/can-view.ts";
import { router, signedInProcedure } from "../trpc/trpc.ts";
import { statementFile } from "./statement-file.ts";
import { getStatement, listStatements, previewStatement } from "./statements.queries.ts";

const OfPerson = z.strictObject({ distributorId: z.string().max(60).nullish() });
const One = z.strictObject({ statementId: z.string().max(60) });

export const statementsRouter = router({
  /** The statements of a person, newest first. The back office names the person. */
  list: signedInProcedure
    .input(OfPerson)
    .query(async ({ ctx, input }) => listStatements(ctx, await subjectOf(ctx, input.distributorId))),

  get: signedInProcedure.input(One).query(({ ctx, input }) => getStatement(ctx, input.statementId)),

  /** The statement of the open period as it would be now. */
  preview: signedInProcedure
    .input(OfPerson)
    .query(async ({ ctx, input }) => previewStatement(ctx, await subjectOf(ctx, input.distributorId))),

  /** A statement as a file. */
  file: signedInProcedure
    .input(One.extend({ format: z.enum(["csv", "json", "pdf"]) }))
    .query(({ ctx, input }) => statementFile(ctx, input.statementId, input.format)),
});
