"use client";

import { ErrorView } from "~/components/ui/error-view";
import "./globals.css";

/** When even the layout failed. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <main id="main" className="page">
          <ErrorView error={error} onRetry={reset} takesFocus />
        </main>
      </body>
    </html>
  );
}
