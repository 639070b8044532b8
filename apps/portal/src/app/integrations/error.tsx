"use client";

import { ErrorView } from "~/components/ui/error-view";

/** The boundary of a page: the four parts, and another try. */
export default function IntegrationsError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main id="main" className="page">
      <ErrorView error={error} onRetry={reset} takesFocus />
    </main>
  );
}
