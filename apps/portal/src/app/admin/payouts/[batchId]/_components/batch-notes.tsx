import { Banner } from "~/components/ui/banner";
import { instantText } from "~/components/ui/format";
import { useZones } from "~/components/ui/zones";
import { payouts } from "~/messages/en/payouts";
import { say } from "~/messages/say";
import { type Batch, openRequest } from "./batch-decision";

const words = payouts.batch;

/** Who asked, who may not decide and why, and how it was decided. */
export function BatchNotes({ batch, canDecide }: { readonly batch: Batch; readonly canDecide: boolean }) {
  const { reader } = useZones();
  const { approvals, status } = batch;
  const open = openRequest(batch);
  const last = approvals.find(({ state }) => state === "approved" || state === "declined");
  const isOutdated = status === "proposed" && !open && approvals.some((one) => one.isOutdated);
  const at = (moment: string | null) => (moment === null ? "" : instantText(moment, reader, "short"));
  const names = last
    ? { asker: last.requestedBy ?? "", who: last.decidedBy ?? "", at: at(last.decidedAt) }
    : { asker: "", who: "", at: "" };
  return (
    <div className="grid gap-3">
      {open ? (
        <Banner label={words.askTitle} tone="wait">
          {say(words.waits, { who: open.requestedBy ?? "", at: at(open.requestedAt), reason: open.reason })}{" "}
          {open.isOwn ? words.own : canDecide ? words.yours : words.others}
        </Banner>
      ) : null}
      {isOutdated ? (
        <Banner label={words.askTitle} tone="bad">
          {words.outdated}
        </Banner>
      ) : null}
      {last?.state === "approved" ? (
        <p className="sm muted">
          {say(words.decidedYes, names)}{" "}
          <span className="id">
            {words.fingerprint}: <span className="mono">{last.fingerprint.slice(0, 16)}</span>
          </span>
        </p>
      ) : null}
      {last?.state === "declined" && !open ? (
        <p className="sm muted">
          {say(words.decidedNo, { who: names.who, at: names.at, reason: last.declineReason ?? "" })}
        </p>
      ) : null}
    </div>
  );
}
