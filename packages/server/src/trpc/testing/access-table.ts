import type { inferRouterInputs } from "@trpc/server";
import type { AdminRole } from "../../auth/viewer.ts";
import { setupToken } from "../../setup/setup-token.ts";
import type { AppRouter } from "../app-router.ts";
import { BOOKS } from "./access-books.ts";
import { A_CASE, AN_ENROLMENT, IN_THE_CLUB, MOVE_OF_ELM, seated } from "./access-inputs.ts";
import { PARTIES } from "./access-parties.ts";
import type { AccessWorld } from "./access-world.ts";

type Inputs = inferRouterInputs<AppRouter>;
/** Every procedure as `router.procedure`; the table below does not compile without one of them. */
export type ProcedurePath = {
  [R in keyof Inputs]: `${R & string}.${keyof Inputs[R] & string}`;
}[keyof Inputs];
type InputOf<Path extends ProcedurePath> = Path extends `${infer R extends keyof Inputs & string}.${infer P}`
  ? P extends keyof Inputs[R]
    ? Inputs[R][P]
    : never
  : never;

/** Everybody; whoever has signed in; distributors alone; nobody, once the company is there; or presets of the back office. */
export type Who = "anybody" | "the first visitor" | "signed in" | "distributors" | readonly AdminRole[];

export interface Access<Input = unknown> {
  readonly who: Who;
  /** One that is answered for everybody who may call; a distributor, Elm, asks for what is his. */
  readonly input?: (world: AccessWorld) => Input;
  /** The same for the back office, where it has to name whose figures it wants. */
  readonly adminInput?: (world: AccessWorld) => Input;
  /** What belongs to others: the walk asks for each as Elm, and for ids that nobody has. Or why there is nothing to name. */
  readonly foreign?: ((world: AccessWorld) => readonly Input[]) | string;
}

const READERS = ["support", "plan", "finance", "integrator", "auditor", "owner"] as const satisfies AdminRole[];
const LABORATORY = ["integrator", "support", "plan", "finance", "owner"] as const satisfies AdminRole[];
const PLAN_EDITORS = ["plan", "owner"] as const satisfies AdminRole[];
const PUBLISHERS = ["plan", "finance", "owner"] as const satisfies AdminRole[];
const FINANCE = ["finance", "owner"] as const satisfies AdminRole[];
const INTEGRATORS = ["integrator", "owner"] as const satisfies AdminRole[];
const NOBODY = "dst_nobody";
const STRIPE = { slug: "stripe", name: "STRIPE_WEBHOOK_SECRET" };

/** Figures of a person: only his own, though his downline is his to look at. The back office names the person. */
const FIGURES = {
  who: "signed in",
  input: () => ({}),
  adminInput: ({ elm }: AccessWorld) => ({ distributorId: elm }),
  foreign: ({ oak, ivy, fern }: AccessWorld) => [oak, ivy, fern, NOBODY].map((id) => ({ distributorId: id })),
} as const satisfies Access;

/** A person of the tree: himself and whoever is below. */
const IN_TEAM = {
  who: "signed in",
  input: ({ fern }: AccessWorld) => ({ distributorId: fern }),
  foreign: ({ oak, ivy }: AccessWorld) => [oak, ivy, NOBODY].map((id) => ({ distributorId: id })),
} as const satisfies Access;

const oneDraft = ({ draftId }: AccessWorld) => ({ planVersionId: draftId });

/** Who may call what: the one list that the procedures are compared with. */
export const ACCESS: { readonly [Path in ProcedurePath]: Access<InputOf<Path>> } = {
  ...BOOKS,
  ...PARTIES,
  "adjustments.request": {
    who: FINANCE,
    input: ({ elm }) => ({ distributorId: elm, amount: "20.00", reason: "Sample pack not credited in February" }),
  },
  "approvals.list": { who: READERS },
  "approvals.count": { who: READERS },
  "approvals.approve": { who: FINANCE, input: ({ approval }) => approval },
  "approvals.decline": {
    who: FINANCE,
    input: ({ approval: { approvalId } }) => ({ approvalId, reason: "It was credited already." }),
  },
  "audit.list": { who: READERS, input: () => ({}) },
  "commissions.summarize": FIGURES,
  "commissions.estimate": FIGURES,
  "commissions.list": FIGURES,
  "commissions.explain": {
    who: "signed in",
    input: ({ lineId }) => ({ lineId }),
    foreign: ({ foreignLineId }) => [{ lineId: foreignLineId }, { lineId: "lin_nobody" }],
  },
  "commissions.notPaid": FIGURES,
  "commissions.periods": { who: "signed in", foreign: "periods belong to the company" },
  "demo.state": { who: "anybody" },
  "health.get": { who: READERS },
  "inbox.list": { who: READERS, input: () => ({}) },
  "inbox.get": { who: READERS, input: ({ eventId }) => ({ inboxEventId: eventId }) },
  "inbox.replay": {
    who: ["integrator", "support", "owner"],
    input: ({ eventId }) => ({ inboxEventId: eventId }),
  },
  "inbox.rejected": { who: READERS, input: () => ({}) },
  "lab.options": { who: [...LABORATORY, "auditor"] },
  "lab.compose": {
    who: [...LABORATORY, "auditor"],
    input: () => ({ provider: "stripe", story: "customer_pays" }),
  },
  "lab.send": {
    who: LABORATORY,
    input: () => ({ provider: "stripe", story: "customer_pays", labCase: "valid", body: "{}" }),
  },
  "lab.run": { who: [...LABORATORY, "auditor"], input: ({ runId }) => ({ labRunId: runId }) },
  "lab.curl": { who: LABORATORY, input: () => ({ provider: "stripe", body: "{}" }) },
  "live.watch": { who: "signed in", input: () => ({}), foreign: "topics of the session's own person" },
  "placement.waiting": { who: "signed in", input: () => ({}), foreign: "of the people whom one sponsored oneself" },
  "placement.seats": {
    who: "signed in",
    input: () => ({ tree: "binary", parentId: null }),
    foreign: ({ oak }) => [
      { tree: "binary", parentId: oak },
      { tree: "binary", parentId: NOBODY },
    ],
  },
  "placement.place": { who: ["support", "plan", "owner"], input: ({ fern }) => seated(fern) },
  "placement.placeOwn": {
    who: "distributors",
    input: ({ fern }) => seated(fern),
    foreign: ({ ivy }) => [seated(ivy), seated(NOBODY)],
  },
  "moves.list": { who: READERS },
  "moves.preview": { who: READERS, input: MOVE_OF_ELM },
  "moves.request": {
    who: PLAN_EDITORS,
    input: (world) => ({ ...MOVE_OF_ELM(world), reason: "Entered under the wrong sponsor" }),
  },
  "moves.undo": {
    who: PLAN_EDITORS,
    input: ({ moveId }) => ({ moveId, reason: "The first sponsor was right after all" }),
  },
  "mail.list": { who: READERS, input: () => ({}) },
  "mail.get": { who: READERS, input: ({ mailId }) => ({ mailId }) },
  "orders.list": { who: READERS, input: () => ({}) },
  "orders.get": { who: READERS, input: ({ orderId }) => ({ orderId }) },
  "payouts.batches": { who: READERS, input: () => ({}) },
  "payouts.outlook": { who: READERS },
  "payouts.batch": { who: READERS, input: ({ payouts: { batchId } }) => ({ batchId }) },
  "payouts.runCycle": { who: FINANCE },
  "payouts.request": {
    who: FINANCE,
    input: ({ payouts: { batchId } }) => ({ batchId, reason: "Weekly payout of March" }),
  },
  "payouts.cancelBatch": {
    who: FINANCE,
    input: ({ payouts: { batchId } }) => ({ batchId, reason: "The bank is on holiday" }),
  },
  "payouts.cancel": {
    who: FINANCE,
    input: ({ payouts: { payoutId } }) => ({ payoutId, reason: "Looked at by hand first" }),
  },
  "payouts.retry": { who: FINANCE, input: ({ payouts: { overBatchId } }) => ({ batchId: overBatchId }) },
  "payouts.ask": { who: FINANCE, input: ({ payouts: { payoutId } }) => ({ payoutId }) },
  "payouts.own": FIGURES,
  "payouts.changeMethod": {
    who: "distributors",
    input: () => ({
      account: { kind: "iban", holder: "Elm Test", iban: "DE89370400440532013000" },
      password: "password of Elm",
    }),
  },
  "people.list": { who: READERS, input: () => ({}) },
  "people.find": { who: READERS, input: () => ({ q: "elm", limit: 5 }) },
  "people.enrol": {
    who: LABORATORY,
    input: ({ elm }) => ({ ...AN_ENROLMENT, sponsorId: elm }),
  },
  "people.get": { who: READERS, input: ({ elm }) => ({ distributorId: elm }) },
  "people.timeline": { who: READERS, input: ({ elm }) => ({ distributorId: elm }) },
  "people.attributes": { who: READERS, input: ({ elm }) => ({ distributorId: elm }) },
  "people.setAttribute": { who: PLAN_EDITORS, input: ({ elm }) => ({ distributorId: elm, ...IN_THE_CLUB }) },
  "plans.list": { who: READERS },
  "plans.get": { who: READERS, input: oneDraft },
  "plans.createDraft": { who: PLAN_EDITORS, input: () => ({ fromId: "plv_3" }) },
  "plans.document": { who: READERS, input: oneDraft },
  "plans.templates": { who: READERS },
  "plans.workedExamples": { who: READERS, input: oneDraft },
  "plans.estimatedPayout": { who: [...PUBLISHERS, "auditor"], input: oneDraft },
  "plans.exportDocument": { who: READERS, input: oneDraft },
  "plans.createFromTemplate": { who: PLAN_EDITORS, input: () => ({ templateId: "starter" }) },
  "plans.importDraft": { who: PLAN_EDITORS, input: ({ draft }) => ({ plan: draft.plan }) },
  "plans.saveDraft": {
    who: PLAN_EDITORS,
    input: ({ draft, draftId }) => ({ planVersionId: draftId, revision: draft.revision, plan: draft.plan }),
  },
  "plans.validate": { who: READERS, input: ({ draft, draftId }) => ({ planVersionId: draftId, plan: draft.plan }) },
  "plans.compare": { who: READERS, input: ({ draftId }) => ({ planVersionId: draftId, otherId: "plv_3" }) },
  "plans.previewPeriods": { who: READERS },
  "plans.preview": { who: PUBLISHERS, input: oneDraft },
  "plans.simulateProducts": { who: READERS },
  "plans.simulateOrder": {
    who: READERS,
    input: ({ elm, draftId }) => ({
      planVersionId: draftId,
      distributorId: elm,
      buyer: "customer",
      goods: { volumes: { pv: "100", cv: "100" } },
    }),
  },
  "plans.runScenarios": { who: READERS, input: oneDraft },
  "plans.saveScenario": { who: PLAN_EDITORS, input: ({ draftId }) => ({ planVersionId: draftId, scenario: A_CASE }) },
  "plans.removeScenario": {
    who: PLAN_EDITORS,
    input: ({ draftId, scenarioId }) => ({ planVersionId: draftId, scenarioId }),
  },
  "plans.tickWarning": {
    who: PLAN_EDITORS,
    input: ({ draftId, warningKey }) => ({ planVersionId: draftId, key: warningKey, isTicked: true }),
  },
  "plans.requestPublish": {
    who: PLAN_EDITORS,
    input: ({ draft, draftId }) => ({ planVersionId: draftId, revision: draft.revision }),
  },
  "plans.withdraw": {
    who: PUBLISHERS,
    input: ({ scheduledId }) => ({ planVersionId: scheduledId, reason: "It was published by mistake." }),
  },
  "plans.approvePublish": {
    who: PUBLISHERS,
    input: ({ requestedId, requestedHash }) => ({ planVersionId: requestedId, contentHash: requestedHash }),
  },
  "plans.discard": { who: PLAN_EDITORS, input: oneDraft },
  "profile.get": { who: "distributors" },
  "profile.update": {
    who: "distributors",
    input: () => ({ name: "Elm Test", phone: null, country: "us", timeZone: null, sharesContact: true }),
  },
  "providers.list": { who: [...INTEGRATORS, "auditor"] },
  "providers.get": { who: [...INTEGRATORS, "auditor"], input: () => ({ slug: "stripe" }) },
  "providers.setSecret": { who: INTEGRATORS, input: () => ({ ...STRIPE, secret: "whsec_another-of-the-tests" }) },
  "providers.clearSecret": { who: INTEGRATORS, input: () => STRIPE },
  "providers.checkSignature": {
    who: INTEGRATORS,
    input: () => ({ slug: "stripe", headers: "stripe-signature: t=1,v1=00", body: "{}" }),
  },
  "ranks.progress": FIGURES,
  "ranks.coach": FIGURES,
  "ranks.whatIf": {
    who: "signed in",
    input: ({ fern }) => ({ changes: [{ kind: "sale", by: fern, points: "10" }] }),
    adminInput: ({ elm }) => ({ distributorId: elm, changes: [{ kind: "join", points: "10" }] }),
    foreign: ({ oak, ivy, fern }) => [
      ...[oak, ivy, fern, NOBODY].map((id) => ({
        distributorId: id,
        changes: [{ kind: "join" as const, points: "10" }],
      })),
      ...[oak, ivy, NOBODY].map((by) => ({ changes: [{ kind: "sale" as const, by, points: "10" }] })),
    ],
  },
  "ranks.history": FIGURES,
  "ranks.overview": { who: READERS },
  "reports.overview": { who: READERS },
  "reports.salesThisWeek": { who: READERS },
  "runs.list": { who: READERS, input: () => ({}) },
  "runs.next": { who: READERS },
  "runs.get": { who: READERS, input: ({ runs: { evaluated } }) => ({ runId: evaluated }) },
  "runs.lines": { who: READERS, input: ({ runs: { evaluated } }) => ({ runId: evaluated }) },
  "runs.start": { who: FINANCE, input: () => ({ periodId: "quarter:2026-01-01" }) },
  "runs.request": {
    who: FINANCE,
    input: ({ runs: { evaluated } }) => ({ runId: evaluated, reason: "Checked against the run of March" }),
  },
  "runs.post": { who: FINANCE, input: ({ runs: { approved } }) => ({ runId: approved }) },
  "runs.cancel": {
    who: FINANCE,
    input: ({ runs: { evaluated } }) => ({ runId: evaluated, reason: "A payment is still on its way" }),
  },
  "session.me": { who: "signed in", foreign: "the session's own person" },
  "team.tops": { who: "signed in", input: () => ({}), foreign: "begins at the session's own person" },
  "setup.status": { who: "anybody", input: () => ({ token: "" }) },
  "setup.complete": {
    who: "the first visitor",
    input: ({ deps }) => ({
      token: setupToken(deps.config),
      owner: { name: "Second", email: "second@example.test", password: "a password of the tests" },
      company: { name: "Second", timeZone: "UTC", currency: "USD", country: "US" },
    }),
  },
  "setup.openSteps": { who: READERS },
  "team.children": {
    who: "signed in",
    input: ({ elm }) => ({ parentId: elm }),
    foreign: ({ oak, ivy }) => [oak, ivy, NOBODY].map((id) => ({ parentId: id })),
  },
  "team.view": { who: "signed in", input: () => ({}), foreign: "trees belong to the company" },
  "team.search": { who: "signed in", input: () => ({ q: "Fern" }), foreign: "searched below: see its own test" },
  "team.path": IN_TEAM,
  "team.member": IN_TEAM,
  "team.compare": { who: READERS, input: () => ({ from: "2025-02-03" }) },
  "team.legs": FIGURES,
  "team.facts": { who: "distributors" },
  "users.list": { who: ["owner", "auditor"] },
};
