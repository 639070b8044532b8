// Makes the demo company. Does nothing when it is there; with --fresh it is made anew.
import { seedCompany } from "../src/demo/seed-company.ts";
import { startProblem } from "../src/start.ts";

await seedCompany(process.argv.includes("--fresh")).then(
  (done) => console.log(done),
  (error: unknown) => {
    console.error(startProblem(error));
    process.exitCode = 1;
  },
);
