import { PageHead } from "~/components/shell/page-head";
import { EmptyState } from "~/components/ui/states";
import { earnings } from "~/messages/en/earnings";
import { ui } from "~/messages/en/ui";

/** Before the first plan is in force there is nothing to list. */
export function NoPeriods() {
  return (
    <main id="main" className="page">
      <PageHead title={earnings.title} />
      <EmptyState>{ui.empty}</EmptyState>
    </main>
  );
}
