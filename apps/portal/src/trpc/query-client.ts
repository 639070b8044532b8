import { defaultShouldDehydrateQuery, QueryClient } from "@tanstack/react-query";
import superjson from "superjson";

/** One per request on the server, one per page in the browser. Bigints and dates travel through superjson. */
export const makeQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: { staleTime: 30_000, retry: (failures, error) => failures < 2 && !isRefusal(error) },
      dehydrate: {
        serializeData: superjson.serialize,
        shouldDehydrateQuery: (query) => defaultShouldDehydrateQuery(query) || query.state.status === "pending",
        shouldRedactErrors: () => false,
      },
      hydrate: { deserializeData: superjson.deserialize },
    },
  });

/** A refusal will be the same the next time; only what the server did not mean is tried again. */
function isRefusal(error: unknown): boolean {
  const { data } = error as { data?: { httpStatus?: number } | null };
  return typeof data?.httpStatus === "number" && data.httpStatus < 500;
}
