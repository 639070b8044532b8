import type { Config } from "../config.ts";
import { type Sandbox, startSandbox } from "../sandbox.ts";
import { SECRETS } from "./fake-portal.ts";

export const TOKEN = "token-of-the-tests-1234";

/** A sandbox on free ports that knows the tests' secrets; short waits between tries. */
export async function started(
  portalUrl: string,
  change: Partial<Config> = {},
): Promise<Sandbox & Readonly<{ url: string }>> {
  const config: Config = { port: 0, portalUrl, controlToken: TOKEN, payoutPauseMs: null, secrets: SECRETS, ...change };
  const sandbox = await startSandbox(config, [20, 20, 20, 20]);
  return { ...sandbox, url: `http://127.0.0.1:${sandbox.httpPort}` };
}

/** Calls the control API and gives the status and the JSON that came back. */
export async function control(url: string, path: string, input: unknown, token = TOKEN) {
  const answer = await fetch(`${url}/control/${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
    body: typeof input === "string" ? input : JSON.stringify(input),
  });
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came
  return { status: answer.status, json: (await answer.json()) as any };
}
