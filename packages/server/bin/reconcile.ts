// Compares everything that is kept in two places and keeps what it found, as the nightly run does. Prints JSON: one
// object per check with the rows that disagree. scripts/reconcile.mjs puts it into words.
import { runReconciliation } from "../src/reconciliation/run-reconciliation.ts";
import { openForScript, startProblem } from "../src/start.ts";

try {
  const app = await openForScript();
  try {
    console.log(JSON.stringify(await runReconciliation(app.deps)));
  } finally {
    await app.stop();
  }
} catch (error) {
  console.error(startProblem(error));
  process.exitCode = 2;
}
