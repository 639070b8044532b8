import type { Metadata, Route } from "next";
import { PageHead } from "~/components/shell/page-head";
import { moves } from "~/messages/en/moves";
import { HydrateClient } from "~/trpc/server";
import { MoveForm } from "./_components/move-form";

export const metadata: Metadata = { title: moves.form.title };

/** Who moves to which sponsor, from when on, why; and what it would change. */
export default async function NewMovePage({ searchParams }: { searchParams: Promise<{ person?: string }> }) {
  const { person } = await searchParams;
  return (
    <HydrateClient>
      <main id="main" className="page">
        <PageHead
          title={moves.form.title}
          sub={moves.form.sub}
          back={{ href: "/admin/moves" as Route, label: moves.title }}
          isStatic
        />
        <MoveForm personId={person?.startsWith("dst_") ? (person as `dst_${string}`) : null} />
      </main>
    </HydrateClient>
  );
}
