// Everything that has to hold, in the order in which it is cheapest to hear bad news.
import { whenOrphaned } from "./lib/processes.mjs";
import { fail } from "./lib/say.mjs";
import { runSteps } from "./lib/steps.mjs";
import * as steps from "./lib/test-steps.mjs";

async function main() {
  // Leaving through exit lets everything that was started end with us.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(130));
  whenOrphaned(() => process.exit(130));
  const database = steps.sharedPostgres();
  try {
    return await runSteps([
      steps.typecheck(),
      steps.biome(),
      steps.boundaries(),
      steps.boundariesProof(),
      steps.knip(),
      steps.unit(),
      steps.golden(),
      steps.pglite(),
      steps.postgres(database.server),
      steps.build(),
      steps.e2e(),
      steps.faults(database.server),
    ]);
  } finally {
    await database.stop();
  }
}

main().then((code) => process.exit(code), fail);
