import { createHash } from "node:crypto";
import { canonicalJson, type Evaluation, evaluate, type Line, type PeriodFacts, type State } from "@upline/domain";
import { closingLines } from "../commissions/closing-lines.ts";
import type { Deps } from "../deps.ts";
import type { Frozen } from "./freeze-period.ts";
import { loadPeriodFacts, openingState } from "./load-period-facts.ts";

/** A frozen period as its facts and its plan make it. The same facts give the same one, whenever it is computed. */
export interface ComputedPeriod {
  readonly facts: PeriodFacts;
  readonly opening: State;
  readonly evaluation: Evaluation;
  /** What the close posts; lines that were paid at once are in the evaluation only. */
  readonly lines: readonly Line[];
  readonly factsHash: string;
  readonly resultHash: string;
}

interface ReadPeriod {
  readonly facts: PeriodFacts;
  readonly opening: State;
  readonly factsHash: string;
}

/** Everything that a close of the period reads, and its fingerprint. */
export async function readPeriod(deps: Deps, { period, plan, freezeSeq }: Frozen): Promise<ReadPeriod> {
  const facts = await loadPeriodFacts(deps, plan.plan, period, { upTo: freezeSeq });
  const opening = await openingState(deps, period);
  // Of lines that a refund takes back, what they came to is enough; versions published since decide nothing here.
  const originals = facts.originals.map(({ key, minor, base }) => ({ key, minor, base }));
  const read = { facts: facts.facts, past: facts.past, closed: facts.closed, originals, opening };
  return { facts, opening, factsHash: sha256([plan.contentHash ?? "", canonicalJson(read)]) };
}

/** Evaluates a frozen period with the plan version of its start. */
export async function computePeriod(
  deps: Deps,
  frozen: Frozen,
  onRead: () => Promise<void> = async () => {},
): Promise<ComputedPeriod> {
  const { plan } = frozen.plan;
  const { facts, opening, factsHash } = await readPeriod(deps, frozen);
  await onRead();
  const evaluation = evaluate(plan, facts, opening);
  const lines = closingLines(plan, facts.versions, evaluation.lines);
  return { facts, opening, evaluation, lines, factsHash, resultHash: resultHash(evaluation) };
}

/** Of the canonical lines, ranks and closing state. */
function resultHash({ lines, ranks, closing }: Evaluation): string {
  return sha256([canonicalJson({ lines: lines.map(({ key, minor }) => ({ key, minor })), ranks, closing })]);
}

function sha256(parts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}
