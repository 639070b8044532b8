import { TRPCError } from "@trpc/server";
import { DomainError } from "@upline/domain";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { toTRPCError } from "./to-trpc.ts";

const wrongForm = z.object({ limit: z.int() }).safeParse({ limit: "many" }).error;
const wrapped = (cause: unknown, code: TRPCError["code"] = "INTERNAL_SERVER_ERROR") => new TRPCError({ code, cause });

describe("an error on its way to the browser", () => {
  test.each([
    { name: "a refusal keeps its words", error: new DomainError("not_allowed", "Not you."), code: "FORBIDDEN" },
    {
      name: "also when tRPC wrapped it",
      error: wrapped(new DomainError("not_allowed", "Not you.")),
      code: "FORBIDDEN",
    },
    {
      name: "an input of the wrong form is the caller's",
      error: wrapped(wrongForm, "BAD_REQUEST"),
      code: "BAD_REQUEST",
    },
    { name: "a wrong form of our own data is ours", error: wrapped(wrongForm), code: "INTERNAL_SERVER_ERROR" },
    { name: "an unknown procedure is not found", error: new TRPCError({ code: "NOT_FOUND" }), code: "NOT_FOUND" },
    { name: "a bug is ours", error: new Error("select secret from users"), code: "INTERNAL_SERVER_ERROR" },
  ])("$name", ({ error, code }) => {
    expect(toTRPCError(error).code).toBe(code);
  });

  test("says nothing of a bug", () => {
    for (const error of [new Error("select secret"), wrapped(new Error("select secret"))]) {
      expect(toTRPCError(error).message).toMatch(/^Something went wrong on our side/);
    }
    expect(toTRPCError(wrapped(new DomainError("not_allowed", "Not you."))).message).toBe("Not you.");
  });

  test("keeps the fields of a wrong input for the answer's words", () => {
    expect(toTRPCError(wrapped(wrongForm, "BAD_REQUEST")).cause).toBe(wrongForm);
  });
});
