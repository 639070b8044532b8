// Compares everything that is kept in two places: npm run reconcile -- [--json]. Exit code 0 when all of it agrees, 1 with the
// rows that disagree, 2 when it could not compare. On the embedded database the portal has to be stopped first.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { reconciliation } from "../apps/portal/src/messages/en/reconciliation.ts";
import { demoEnvironment, readSettings } from "./lib/demo-settings.mjs";
import { fail } from "./lib/say.mjs";
import { root } from "./lib/toolchain.mjs";

const { cli, checks, rules, unknown } = reconciliation;
const SHOWN = 20;

/** What the run found, as lines for a terminal. */
export function wordsOf(results) {
  const lines = results.flatMap(({ check, faults }) => {
    if (faults.length === 0) return [];
    const more = faults.length > SHOWN ? [`  ${fill(cli.more, { count: faults.length - SHOWN })}`] : [];
    const shown = faults.slice(0, SHOWN).map((fault) => `  ${fill(rules[fault.rule] ?? unknown, readable(fault))}`);
    return [`${checks[check]?.name ?? check}`, ...shown, ...more];
  });
  const faults = results.reduce((sum, one) => sum + one.faults.length, 0);
  const ms = results.reduce((sum, one) => sum + one.ms, 0);
  const last = fill(faults === 0 ? cli.agrees : cli.disagrees, { checks: results.length, faults, ms });
  return [...lines, last];
}

/** Amounts of a currency are minor units: said so, since the terminal does not know its decimals. */
function readable({ have, want, currency, ...rest }) {
  const amount = (text) => (currency && /^-?\d+$/.test(text) ? `${text} (minor units of ${currency})` : text);
  return { ...rest, have: amount(have), want: amount(want) };
}

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));

async function main(args) {
  const unknownArgs = args.filter((arg) => arg !== "--json");
  if (unknownArgs.length > 0) {
    console.error(`There is no option ${unknownArgs.join(", ")}. There is: --json.`);
    return 2;
  }
  const env = process.env.DATABASE_URL ? process.env : demoEnvironment(readSettings(process.env, []), process.env);
  const { code, out } = await run(join(root, "packages", "server", "bin", "reconcile.ts"), env);
  if (code !== 0) return 2;
  const results = JSON.parse(out.trim().split("\n").at(-1));
  console.log(args.includes("--json") ? JSON.stringify(results, null, 2) : wordsOf(results).join("\n"));
  return results.some(({ faults }) => faults.length > 0) ? 1 : 0;
}

function run(script, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script], {
      env: { ...env, LOG_LEVEL: env.LOG_LEVEL ?? "silent" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let out = "";
    child.stdout.on("data", (part) => {
      out += part;
    });
    child.once("error", reject);
    child.once("exit", (code) => resolve({ code, out }));
  });
}

if (process.argv[1] === import.meta.filename) main(process.argv.slice(2)).then((code) => process.exit(code), fail);
