import "server-only";

import { dehydrate, type FetchQueryOptions, HydrationBoundary, type QueryKey } from "@tanstack/react-query";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { appRouter, createContext } from "@upline/server";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { cache, type ReactNode } from "react";
import { makeQueryClient } from "./query-client";

/** `headers()` comes first: it makes the page dynamic, so that no build opens the database. */
const context = cache(async () => createContext({ headers: new Headers(await headers()) }));
export const getQueryClient = cache(makeQueryClient);

/** The router without HTTP, for pages: `prefetch(trpc.x.y.queryOptions())`. */
export const trpc = createTRPCOptionsProxy({ ctx: context, router: appRouter, queryClient: getQueryClient });

/** The router as functions, for what a server component needs at once: `await (await api()).session.me()`. */
export const api = cache(async () => appRouter.createCaller(await context()));

/** Starts a query and does not wait: the page streams, the client component suspends only when the data is late. */
// biome-ignore lint/suspicious/noExplicitAny: the options of every procedure, whatever its types
export function prefetch(options: FetchQueryOptions<any, any, any, any>): void {
  void getQueryClient().prefetchQuery(options as FetchQueryOptions<unknown, Error, unknown, QueryKey>);
}

/** The same for a list that is paged by cursor. */
// biome-ignore lint/suspicious/noExplicitAny: the options of every procedure, whatever its types
export function prefetchPages(options: any): void {
  void getQueryClient().prefetchInfiniteQuery(options);
}

/** Hands what was prefetched to the client components inside. */
export function HydrateClient({ children }: { children: ReactNode }) {
  return <HydrationBoundary state={dehydrate(getQueryClient())}>{children}</HydrationBoundary>;
}

/**
 * Waits for a query whose absence decides the page.
 *
 * @returns the data, and leaves it in the cache for the client; an unknown or foreign id ends in the one 404 page
 */
export async function fetchOr404<Data>(options: object): Promise<Data> {
  try {
    return (await getQueryClient().fetchQuery(options as FetchQueryOptions)) as Data;
  } catch (error) {
    const { code, data } = error as { code?: string; data?: { code?: string } };
    if (code === "NOT_FOUND" || data?.code === "NOT_FOUND") notFound();
    throw error;
  }
}
