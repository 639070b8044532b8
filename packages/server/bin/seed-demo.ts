// Makes the demo company. Does nothing when it is there; with --fresh it is made anew. --days-later=18 starts its clock
// that much later, so that periods have ended which are open on the demo's first day.
import { parseArgs } from "node:util";
import { seedCompany } from "../src/demo/seed-company.ts";
import { startProblem } from "../src/start.ts";

const { values } = parseArgs({
  options: { fresh: { type: "boolean", default: false }, "days-later": { type: "string", default: "0" } },
});

await seedCompany(values.fresh, Number(values["days-later"])).then(
  (done) => console.log(done),
  (error: unknown) => {
    console.error(startProblem(error));
    process.exitCode = 1;
  },
);
