import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "@upline/server/trpc";

/** What the procedures of inbox, providers, laboratory and demo answer, by router and procedure. */
export type Outputs = inferRouterOutputs<AppRouter>;

/** What they take. */
export type Inputs = inferRouterInputs<AppRouter>;
