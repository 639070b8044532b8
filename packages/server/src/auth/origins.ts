import { DomainError } from "@upline/domain";
import type { Config } from "../config.ts";

const READS = new Set(["GET", "HEAD", "OPTIONS"]);

/** The addresses under which a browser may have the portal open. The demo is also reached by the number of this machine. */
export function ownOrigins({ PUBLIC_URL, DEMO }: Pick<Config, "PUBLIC_URL" | "DEMO">): readonly string[] {
  const { origin, protocol, port } = new URL(PUBLIC_URL);
  if (!DEMO) return [origin];
  const loopback = ["localhost", "127.0.0.1"].map((host) => `${protocol}//${host}${port ? `:${port}` : ""}`);
  return [...new Set([origin, ...loopback])];
}

/**
 * A page of another site can make a browser send a request with the cookies of ours. What may change something comes
 * from our own pages only; who is no browser says neither where it comes from nor, of itself, who it is.
 *
 * @throws DomainError `other_origin`
 */
export function refuseOtherOrigin({ method, headers }: Request, config: Pick<Config, "PUBLIC_URL" | "DEMO">): void {
  if (READS.has(method)) return;
  const own = ownOrigins(config);
  const origin = headers.get("origin");
  const site = headers.get("sec-fetch-site");
  const isOwn = origin === null ? site === null || site === "same-origin" || site === "none" : own.includes(origin);
  if (isOwn && site !== "cross-site") return;
  throw new DomainError(
    "other_origin",
    `This was sent from a page of another address, so nothing was done. Open the portal at ${own[0]} and do it there.`,
  );
}
