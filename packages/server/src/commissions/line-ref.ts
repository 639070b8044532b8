import { createHash } from "node:crypto";

/** SHA-256 of a line key, hex: the name under which the database knows the line. */
export const lineKeyHash = (lineKey: string): string => createHash("sha256").update(lineKey).digest("hex");

/** The id of a line in addresses. It comes from the key, so that an estimated line keeps its address once it is posted. */
export const lineIdOf = (hash: string): string => `lin_${hash.slice(0, 26)}`;

/** The name of a refund in line keys: unique over all orders, free of the signs that keys are built with. */
export const refundKey = (orderId: string, ref: string): string => `${orderId}.${ref.replace(/[|~]/g, "_")}`;
