import type { Deps } from "../../packages/server/src/deps.ts";

/** Ends this process as a power cut would. */
export function die(): never {
  process.kill(process.pid, "SIGKILL");
  throw new Error("a killed process goes on no further");
}

/** A database whose process dies in the nth transaction before its commit, or right after it: `before:2`, `after:1`. */
export function dyingAt(
  db: Deps["db"],
  point: string,
): { readonly db: Deps["db"]; readonly transactions: () => number } {
  const [when, nth] = point.split(":");
  let transactions = 0;
  const dying = new Proxy(db, {
    get(target, name) {
      if (name !== "transaction") return Reflect.get(target, name, target) as unknown;
      return async (work: Parameters<Deps["db"]["transaction"]>[0]) => {
        transactions += 1;
        const isOurs = String(transactions) === nth;
        const result = await target.transaction(async (tx) => {
          const done = await work(tx);
          if (isOurs && when === "before") die();
          return done;
        });
        if (isOurs && when === "after") die();
        return result;
      };
    },
  });
  return { db: dying, transactions: () => transactions };
}
