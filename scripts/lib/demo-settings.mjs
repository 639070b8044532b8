// What the demo runs with: the caller's environment, defaults, and secrets made on the first run.
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { portNumber } from "./ports.mjs";
import { Refusal } from "./say.mjs";
import { root, writable } from "./toolchain.mjs";

/**
 * @param env   the environment of the caller; an empty value counts as unset
 * @param args  `--fresh` deletes the company and seeds again (npm may have swallowed the flag into its own settings)
 */
export function readSettings(env, args) {
  const port = portNumber("PORT", env.PORT || "3000");
  const sandboxPort = portNumber("SANDBOX_PORT", env.SANDBOX_PORT || "3900");
  const mailPort = sandboxPort + 1;
  if (sandboxPort === 65535)
    throw new Refusal("SANDBOX_PORT=65535 leaves no port for its mail catcher: choose a lower one.");
  if (port === sandboxPort || port === mailPort) {
    throw new Refusal(`PORT=${port} is also used by the sandbox (${sandboxPort} and ${mailPort}): choose another.`);
  }
  const data = resolve(root, env.UPLINE_DATA_DIR || ".data");
  const databaseUrl = absolute(env.DATABASE_URL || `file:${join(data, "db")}`);
  return {
    port,
    sandboxPort,
    mailPort,
    data,
    databaseUrl,
    folder: databaseUrl.startsWith("file:") ? databaseUrl.slice("file:".length) : undefined,
    fresh: args.includes("--fresh") || env.npm_config_fresh === "true",
    dev: args.includes("--dev"),
  };
}

/** The programs do not share a working directory: a relative folder is one of the repository. */
export function absolute(url) {
  if (/^postgres(ql)?:/.test(url)) return url;
  if (url.startsWith("file:")) return `file:${resolve(root, url.slice("file:".length).replace(/^\/\/(?=\/)/, ""))}`;
  throw new Refusal("DATABASE_URL has to begin with postgres: or postgresql:, or with file: and a folder.");
}

/**
 * The environment of every program of the demo. What the caller set wins over what is made up here.
 * @returns {Record<string, string>}
 */
export function demoEnvironment(settings, env) {
  const { port, sandboxPort, mailPort, data, databaseUrl } = settings;
  const origin = env.PUBLIC_URL || `http://localhost:${port}`;
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  return {
    PUBLIC_URL: origin,
    BETTER_AUTH_URL: origin,
    PORTAL_URL: `http://localhost:${port}`,
    SANDBOX_URL: `http://localhost:${sandboxPort}`,
    SMTP_URL: `smtp://127.0.0.1:${mailPort}`,
    ...readSecrets(join(data, "demo-secrets.json")),
    ...given,
    DEMO: "1",
    PORT: String(port),
    SANDBOX_PORT: String(sandboxPort),
    UPLINE_DATA_DIR: data,
    DATABASE_URL: databaseUrl,
  };
}

const stripeSecret = () => `whsec_${randomBytes(24).toString("hex")}`;
const standardSecret = () => `whsec_${randomBytes(32).toString("base64")}`;

/** With the previous ones, the demo stands in the middle of a rotation: the laboratory can sign with either. */
const SECRETS = {
  APP_SECRET: () => randomBytes(32).toString("hex"),
  STRIPE_WEBHOOK_SECRET: stripeSecret,
  STRIPE_WEBHOOK_SECRET_PREVIOUS: stripeSecret,
  STANDARD_WEBHOOK_SECRET: standardSecret,
  STANDARD_WEBHOOK_SECRET_PREVIOUS: standardSecret,
  SANDBOX_CONTROL_TOKEN: () => randomBytes(24).toString("hex"),
};

/** The secrets of a data folder, kept for its life: sealed data and signed links have to survive a restart. */
export function readSecrets(path) {
  const kept = existsSync(path) ? parse(path) : {};
  const secrets = Object.fromEntries(Object.entries(SECRETS).map(([name, make]) => [name, kept[name] ?? make()]));
  if (Object.keys(SECRETS).some((name) => !(name in kept))) {
    writable(() => {
      writeFileSync(`${path}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
      renameSync(`${path}.new`, path);
    });
  }
  return secrets;
}

function parse(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    throw new Refusal(`${path} cannot be read as JSON: restore it, or remove it together with the database.`);
  }
}
