import "server-only";

import { cache } from "react";
import { api } from "./server";

/** Who is signed in, asked once per request; null for nobody. */
export const session = cache(async () => {
  try {
    return await (await api()).session.me();
  } catch (error) {
    if ((error as { code?: string }).code === "UNAUTHORIZED") return null;
    throw error;
  }
});
