import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "@upline/server/trpc";

/** What the procedures of the back office answer, by router and procedure. */
export type Outputs = inferRouterOutputs<AppRouter>;

/** What they take. */
export type Inputs = inferRouterInputs<AppRouter>;
