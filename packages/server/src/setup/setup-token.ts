import { createHmac, timingSafeEqual } from "node:crypto";
import type { Deps } from "../deps.ts";
import { isEmpty } from "./setup.queries.ts";

const CHARACTERS = 24;

/**
 * Opens the set-up of an empty installation. It follows from the installation's secret, so every process and every start has
 * the same one, and it is of no use once there is an owner.
 */
export function setupToken({ APP_SECRET }: Pick<Deps["config"], "APP_SECRET">): string {
  return createHmac("sha256", APP_SECRET).update("upline setup").digest("base64url").slice(0, CHARACTERS);
}

export function isSetupToken(config: Pick<Deps["config"], "APP_SECRET">, given: string): boolean {
  const [own, other] = [Buffer.from(setupToken(config)), Buffer.from(given)];
  return own.length === other.length && timingSafeEqual(own, other);
}

/** The address that sets an empty installation up; null for one that has an owner or a company. */
export async function setupAddress(deps: Deps): Promise<string | null> {
  if (deps.config.DEMO || !(await isEmpty(deps))) return null;
  return new URL(`/setup?token=${setupToken(deps.config)}`, deps.config.PUBLIC_URL).href;
}
