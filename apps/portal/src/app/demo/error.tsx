"use client";

import { ErrorView } from "~/components/ui/error-view";

/** The boundary of the tour. */
export default function DemoError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main id="main" className="page">
      <ErrorView error={error} onRetry={reset} takesFocus />
    </main>
  );
}
