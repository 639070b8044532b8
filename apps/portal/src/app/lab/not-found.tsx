import { ButtonLink } from "~/components/ui/button";
import { EmptyState } from "~/components/ui/states";
import { errors } from "~/messages/en/errors";
import { lab } from "~/messages/en/lab";

/** A run that is not kept. */
export default function LabNotFound() {
  return (
    <main id="main" className="page">
      <header className="head">
        <h1>{errors.notFound.title}</h1>
      </header>
      <EmptyState action={<ButtonLink href="/lab">{lab.toLab}</ButtonLink>}>{lab.notFound}</EmptyState>
    </main>
  );
}
