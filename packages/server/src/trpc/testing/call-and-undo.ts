import { TRPCError } from "@trpc/server";
import { auditEntry } from "@upline/db";
import { desc, sql } from "drizzle-orm";
import type { Viewer } from "../../auth/viewer.ts";
import { type Deps, inTransaction } from "../../deps.ts";
import { appRouter } from "../app-router.ts";
import type { ProcedurePath } from "./access-table.ts";
import { type AccessWorld, as } from "./access-world.ts";

type Kind = "query" | "mutation" | "subscription";
type Call = (input: unknown) => Promise<unknown>;

/** Every procedure of the router by its path. */
export const procedures = appRouter._def.procedures as unknown as Readonly<
  Record<ProcedurePath, { readonly _def: { readonly type: Kind } }>
>;

/** What a call came to, before everything that it wrote was undone. */
export interface Called {
  /** `ok`, or code and words of the refusal. */
  readonly answer: string;
  readonly audited: readonly { readonly action: string; readonly actorId: string }[];
}

class Undone extends Error {
  readonly called: Called;
  constructor(called: Called) {
    super("everything that the call wrote is undone");
    this.called = called;
  }
}

/**
 * Calls a procedure as somebody and undoes what it wrote. Whatever is not a mutation runs where nothing can be written.
 *
 * @throws the error of the procedure when it is none that a caller can cause
 */
export async function callAndUndo(
  { deps }: AccessWorld,
  path: ProcedurePath,
  viewer: Viewer,
  input: unknown,
): Promise<Called> {
  try {
    return await inTransaction(as(deps, viewer), async (tx) => {
      if (procedures[path]._def.type !== "mutation") await tx.db.execute(sql`set transaction read only`);
      const before = await tx.db.$count(auditEntry);
      const answer = await answerTo(tx, path, input);
      const more = (await tx.db.$count(auditEntry)) - before;
      const newest = await tx.db.select().from(auditEntry).orderBy(desc(auditEntry.id)).limit(more);
      throw new Undone({ answer, audited: newest.map(({ action, actorId }) => ({ action, actorId })) });
    });
  } catch (error) {
    if (error instanceof Undone) return error.called;
    throw error;
  }
}

async function answerTo(tx: Deps, path: ProcedurePath, input: unknown): Promise<string> {
  const [router = "", name = ""] = path.split(".");
  const caller = appRouter.createCaller(tx) as unknown as Record<string, Record<string, Call>>;
  try {
    await caller[router]?.[name]?.(input);
    return "ok";
  } catch (error) {
    if (!(error instanceof TRPCError) || error.code === "INTERNAL_SERVER_ERROR") throw error;
    return `${error.code}: ${error.message}`;
  }
}
