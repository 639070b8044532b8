import { ButtonLink } from "~/components/ui/button";
import { EmptyState } from "~/components/ui/states";
import { errors } from "~/messages/en/errors";
import { integrations } from "~/messages/en/integrations";

/** An id of the integrations that leads to nothing. */
export default function IntegrationsNotFound() {
  return (
    <main id="main" className="page">
      <header className="head">
        <h1>{errors.notFound.title}</h1>
      </header>
      <EmptyState action={<ButtonLink href="/integrations/events">{integrations.toEvents}</ButtonLink>}>
        {integrations.notFound}
      </EmptyState>
    </main>
  );
}
