// Finds a Chromium for the end-to-end tests: CHROMIUM_PATH, Playwright's own, one of the system, a download, apt.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { aptInstall } from "./lib/apt.mjs";
import { run } from "./lib/processes.mjs";
import { fail, Refusal } from "./lib/say.mjs";
import { root } from "./lib/toolchain.mjs";

const portal = join(root, "apps", "portal");
const SYSTEM = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const DOWNLOAD_MS = 180_000;

/** `{ path }` of a browser that starts, or `{ why }` there is none. */
export async function findBrowser() {
  const given = process.env.CHROMIUM_PATH;
  if (given) return (await starts(given)) ? { path: given } : { why: `CHROMIUM_PATH=${given} does not start.` };
  const path =
    (await firstThatStarts([playwrightsOwn(), ...SYSTEM])) ?? (await downloaded()) ?? (await installedByApt());
  return path ? { path } : { why: "No browser was found: set CHROMIUM_PATH or install chromium." };
}

async function firstThatStarts(paths) {
  for (const path of paths) if (await starts(path)) return path;
  return undefined;
}

/** A browser may be there and still miss a library of the system. */
async function starts(path) {
  if (!existsSync(path)) return false;
  const { code } = await run(path, ["--version"], { timeout: 20_000 });
  return code === 0;
}

function playwrightsOwn() {
  return createRequire(join(portal, "package.json"))("@playwright/test").chromium.executablePath();
}

async function downloaded() {
  const cli = join(portal, "node_modules", "@playwright", "test", "cli.js");
  await run(process.execPath, [cli, "install", "chromium"], { cwd: portal, timeout: DOWNLOAD_MS });
  return firstThatStarts([playwrightsOwn()]);
}

async function installedByApt() {
  return (await aptInstall("chromium")) ? firstThatStarts(SYSTEM) : undefined;
}

async function main() {
  const { path, why } = await findBrowser();
  if (!path) throw new Refusal(why);
  console.log(path);
}

if (process.argv[1] === import.meta.filename) main().catch(fail);
