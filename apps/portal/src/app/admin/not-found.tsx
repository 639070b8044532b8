import { ButtonLink } from "~/components/ui/button";
import { EmptyState } from "~/components/ui/states";
import { admin } from "~/messages/en/admin";
import { errors } from "~/messages/en/errors";

/** An id of the back office that leads to nothing. */
export default function AdminNotFound() {
  return (
    <main id="main" className="page">
      <header className="head">
        <h1>{errors.notFound.title}</h1>
      </header>
      <EmptyState action={<ButtonLink href="/admin">{admin.toOverview}</ButtonLink>}>{admin.notFound}</EmptyState>
    </main>
  );
}
