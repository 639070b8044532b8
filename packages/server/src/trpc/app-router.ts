import { adjustmentsRouter } from "../adjustments/adjustments.router.ts";
import { approvalsRouter } from "../approvals/approvals.router.ts";
import { auditRouter } from "../audit/audit.router.ts";
import { sessionRouter, usersRouter } from "../auth/session.router.ts";
import { commissionsRouter } from "../commissions/commissions.router.ts";
import { demoRouter } from "../demo/demo.router.ts";
import { teamRouter } from "../genealogy/team.router.ts";
import { inboxRouter } from "../inbox/inbox.router.ts";
import { providersRouter } from "../inbox/providers.router.ts";
import { jobsRouter } from "../jobs/jobs.router.ts";
import { labRouter } from "../lab/lab.router.ts";
import { ledgerRouter } from "../ledger/ledger.router.ts";
import { liveRouter } from "../live/live.router.ts";
import { movesRouter } from "../moves/moves.router.ts";
import { mailRouter } from "../notifications/mail.router.ts";
import { healthRouter } from "../operations/health.router.ts";
import { ordersRouter } from "../orders/orders.router.ts";
import { partiesRouter } from "../parties/parties.router.ts";
import { payoutsRouter } from "../payouts/payouts.router.ts";
import { peopleRouter } from "../people/people.router.ts";
import { profileRouter } from "../people/profile.router.ts";
import { placementRouter } from "../placement/placement.router.ts";
import { plansRouter } from "../plans/plans.router.ts";
import { ranksRouter } from "../ranks/ranks.router.ts";
import { reconciliationRouter } from "../reconciliation/reconciliation.router.ts";
import { reportsRouter } from "../reports/reports.router.ts";
import { runsRouter } from "../runs/runs.router.ts";
import { setupRouter } from "../setup/setup.router.ts";
import { statementsRouter } from "../statements/statements.router.ts";
import { router } from "./trpc.ts";

/** Every procedure of the portal. */
export const appRouter = router({
  adjustments: adjustmentsRouter,
  approvals: approvalsRouter,
  moves: movesRouter,
  audit: auditRouter,
  commissions: commissionsRouter,
  demo: demoRouter,
  health: healthRouter,
  inbox: inboxRouter,
  jobs: jobsRouter,
  lab: labRouter,
  ledger: ledgerRouter,
  live: liveRouter,
  mail: mailRouter,
  orders: ordersRouter,
  parties: partiesRouter,
  payouts: payoutsRouter,
  people: peopleRouter,
  placement: placementRouter,
  plans: plansRouter,
  profile: profileRouter,
  providers: providersRouter,
  ranks: ranksRouter,
  reconciliation: reconciliationRouter,
  reports: reportsRouter,
  runs: runsRouter,
  session: sessionRouter,
  setup: setupRouter,
  statements: statementsRouter,
  team: teamRouter,
  users: usersRouter,
});

export type AppRouter = typeof appRouter;
