import { Clock, Database, Eye, type LucideIcon, Mail, Minus, ReceiptText, ShieldCheck, Webhook } from "lucide-react";
import type { ComponentProps } from "react";
import { SectionHead } from "~/components/shell/page-head";
import { millisecondsText } from "~/components/ui/format";
import { Pipeline } from "~/components/ui/pipeline";
import { lab } from "~/messages/en/lab";
import { say } from "~/messages/say";
import type { LabRun } from "./types";

const words = lab.stage;
type Server = LabRun["stages"][number];
type Drawn = ComponentProps<typeof Pipeline>["stages"][number];

const ICONS: Readonly<Partial<Record<Server["step"], LucideIcon>>> = {
  received: Webhook,
  verified: ShieldCheck,
  stored: Database,
  picked_up: Clock,
  lines: ReceiptText,
  mail: Mail,
};

/**
 * The server's stages as bars. Below them, as a line of its own, what the browser measured: two clocks, printed beside
 * each other and never subtracted.
 */
export function RunPipeline({
  run,
  seenMs,
  isMeasuring,
}: {
  readonly run: LabRun;
  readonly seenMs: number | null;
  readonly isMeasuring: boolean;
}) {
  const hasEvent = run.inboxEventIds.length > 0;
  const isAccepted = run.requests.some(({ status }) => status !== null && status < 300);
  const stages = run.stages.map((stage) => drawn(stage, hasEvent && isAccepted));
  return (
    <section>
      <SectionHead title={lab.pipeline} />
      <p className="xs muted mb-2">{lab.pipelineHint}</p>
      <Pipeline label={lab.pipeline} stages={stages} />
      {isMeasuring ? (
        <div className="fall seen" aria-live="off">
          <div className="name">
            <Eye className="i" aria-hidden="true" />
            {lab.seen}
          </div>
          <span className="xs muted">{lab.seenNote}</span>
          <span className="ms">{seenMs === null ? lab.waitingSeen : millisecondsText(seenMs)}</span>
        </div>
      ) : null}
    </section>
  );
}

function drawn(stage: Server, isFree: boolean): Drawn {
  const { step, ms } = stage;
  const isParked = step === "processed" && ["unmatched", "held"].includes(stage.detail.values.status ?? "");
  const state = isParked ? "waiting" : stage.state;
  const isSkipped = state === "skipped";
  return {
    id: step,
    label: labelOf(stage),
    state: isSkipped ? "done" : state,
    ms: isSkipped ? null : ms,
    icon: isSkipped ? Minus : state === "done" ? ICONS[step] : undefined,
    note: step === "answered" && isFree ? lab.free : undefined,
    isAnswer: step === "answered" && isFree,
  };
}

function labelOf({ step, state, detail: { values } }: Server): string {
  const count = Number(values.count ?? 0);
  switch (step) {
    case "received":
    case "verified":
    case "picked_up":
      return words[step];
    case "stored":
      return state === "skipped" ? words.notStored : words.stored;
    case "answered":
      return state === "failed" ? words.noAnswer : say(words.answered, { status: values.status ?? "" });
    case "processed":
      return processedText(values.status ?? "", values.because ?? "");
    case "lines":
      return state === "skipped" ? words.noLines : say(words.lines, { count });
    case "mail":
      return mailText(state, count);
  }
}

function mailText(state: Server["state"], count: number): string {
  if (state === "skipped") return words.noMail;
  return say(state === "waiting" ? words.mailWaiting : words.mail, { count });
}

function processedText(status: string, because: string): string {
  if (status === "received") return words.waiting;
  if (status === "unmatched") return words.parked;
  if (status === "held") return words.held;
  if (status === "dead") return words.failed;
  return status === "ignored" || because !== "" ? words.noEffect : words.processed;
}
