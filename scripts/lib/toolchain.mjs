// Node and pnpm in the versions this repository is built with, fetched from npm into .tools/ where they are missing.
// Parses on Node 18 and has no dependency.
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./processes.mjs";
import { plainCause, Refusal, tail, timed } from "./say.mjs";

export const NODE_VERSION = "24.21.0";
export const PNPM_VERSION = "12.21.0";

/** The folder of the repository. */
export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

const tools = join(root, ".tools");
const windows = process.platform === "win32";

/** True for the versions that strip types from `.ts` files by themselves. */
export function isNewEnough(version) {
  const [major, minor] = version.split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 18);
}

/** The path of a Node that is new enough: the one running this, or 24 from npm. */
export async function nodePath() {
  if (isNewEnough(process.versions.node)) return process.execPath;
  const name = nodePackage(process.platform, process.arch);
  if (!name) {
    throw new Refusal(
      `Node ${process.versions.node} is too old and npm has no Node ${NODE_VERSION} for ${process.platform} ` +
        `${process.arch}: install Node 24 from nodejs.org and run the command again.`,
    );
  }
  const folder = await fetched(`node-${NODE_VERSION}`, `${name}@${NODE_VERSION}`, `fetch Node ${NODE_VERSION}`);
  return join(folder, "node_modules", name, "bin", windows ? "node.exe" : "node");
}

/** The npm package that holds Node for a platform, undefined where there is none in our version. */
export function nodePackage(platform, arch) {
  const system = { linux: "linux", darwin: "darwin", win32: "win" }[platform];
  const lagging = platform === "darwin" && arch === "arm64";
  if (!system || lagging || !["x64", "arm64"].includes(arch)) return undefined;
  return `node-${system}-${arch}`;
}

/** The folder with the `pnpm` command in our version. */
export async function pnpmFolder() {
  const folder = await fetched(`pnpm-${PNPM_VERSION}`, `pnpm@${PNPM_VERSION}`, `fetch pnpm ${PNPM_VERSION}`);
  return join(folder, "node_modules", ".bin");
}

/** The environment of every task: our Node and pnpm first on PATH, no telemetry, an absolute INIT_CWD. */
export function taskEnvironment(node, pnpm, env) {
  return {
    ...env,
    PATH: [dirname(node), pnpm, env.PATH].filter(Boolean).join(delimiter),
    INIT_CWD: resolve(root, env.INIT_CWD ?? "."),
    NEXT_TELEMETRY_DISABLED: "1",
    TURBO_TELEMETRY_DISABLED: "1",
    DO_NOT_TRACK: "1",
  };
}

/** Installs one npm package into .tools/<name>, whole or not at all: a broken download leaves nothing behind. */
export async function fetched(name, spec, title) {
  const folder = join(tools, name);
  if (existsSync(join(folder, "node_modules"))) return folder;
  const partial = join(tools, `${name}.partial-${process.pid}`);
  writable(() => mkdirSync(partial, { recursive: true }));
  try {
    writeFileSync(join(partial, "package.json"), '{ "private": true }\n');
    await timed(title, () => npmInstall(partial, spec));
    rmSync(folder, { recursive: true, force: true });
    renameSync(partial, folder);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return folder;
}

async function npmInstall(folder, spec) {
  const args = ["install", "--no-fund", "--no-audit", "--loglevel=error", "--save-exact", ...patience("--"), spec];
  const cli = process.env.npm_execpath ?? "";
  const { code, output } = /npm-cli\.[cm]?js$/.test(cli)
    ? await run(process.execPath, [cli, ...args], { cwd: folder })
    : await run(windows ? "npm.cmd" : "npm", args, { cwd: folder, shell: windows });
  if (code === 0) return;
  const cause = plainCause(output);
  throw new Refusal(
    `Could not fetch ${spec}: ${cause ?? `npm ended with ${code}.\n${tail(output)}`}${cause ? "." : ""}`,
  );
}

/** Arguments with which npm (`--`) and pnpm (`--config.`) report a dead network in seconds, not minutes. */
export function patience(prefix) {
  return ["fetch-retries=2", "fetch-retry-mintimeout=500", "fetch-retry-maxtimeout=2000"].map((each) => prefix + each);
}

/** Runs a piece of file work; a refusal of the file system becomes one sentence. */
export function writable(work) {
  try {
    return work();
  } catch (error) {
    if (!error?.code) throw error;
    throw new Refusal(`Cannot write to ${error.path ?? root}: ${plainCause(error.message) ?? error.message}.`);
  }
}
