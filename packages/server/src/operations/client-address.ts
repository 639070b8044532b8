import { isIP } from "node:net";

/**
 * The address a request came from, as far as the deployment trusts it: each trusted proxy adds one address at the right
 * end of X-Forwarded-For. Without a trusted proxy anybody may write that header, so nothing is known.
 */
export function clientAddress(headers: Headers, trustedProxies: number): string | null {
  if (trustedProxies === 0) return null;
  const address = headers.get("x-forwarded-for")?.split(",").at(-trustedProxies)?.trim() ?? "";
  return isIP(address) === 0 ? null : address;
}

/** The network of an address: the first three bytes of IPv4, the first three groups of IPv6. */
export function addressPrefix(address: string): string {
  if (isIP(address) === 4) return `${address.split(".").slice(0, 3).join(".")}.0/24`;
  const [start = ""] = address.split("::");
  const groups = start.split(":").filter((group) => group !== "");
  return `${[...groups, "0", "0", "0"].slice(0, 3).join(":")}::/48`;
}
