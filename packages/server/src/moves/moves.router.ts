import { adminProcedure, router } from "../trpc/trpc.ts";
import { listMoves } from "./moves.queries.ts";
import { PreviewMove, previewMove } from "./preview-move.ts";
import { RequestMove, requestMove } from "./request-move.ts";
import { UndoMove, undoMove } from "./undo-move.ts";

export const movesRouter = router({
  /** Recorded moves, newest first. */
  list: adminProcedure().query(({ ctx }) => listMoves(ctx)),

  /** What a move would change in open periods. Refuses with `move_…`, `not_found`. */
  preview: adminProcedure()
    .input(PreviewMove)
    .query(({ ctx, input }) => previewMove(ctx, input)),

  /** Asks a second person for a move. Refuses with `move_…`, `reason_too_short`, `not_found`. */
  request: adminProcedure("plan")
    .input(RequestMove)
    .mutation(({ ctx, input }) => requestMove(ctx, input)),

  /** Makes a move as if it had never been. Refuses with `move_not_undoable`, `reason_too_short`, `not_found`. */
  undo: adminProcedure("plan")
    .input(UndoMove)
    .mutation(({ ctx, input }) => undoMove(ctx, input)),
});
