import type { Metadata, Route } from "next";
import { PageHead } from "~/components/shell/page-head";
import { EmptyState } from "~/components/ui/states";
import { statements } from "~/messages/en/statements";
import { say } from "~/messages/say";
import { api, fetchOr404, HydrateClient, trpc } from "~/trpc/server";
import { type Statement, StatementDetail } from "./_components/statement-detail";
import { StatementFiles } from "./_components/statement-files";

type Params = Promise<{ statementId: string }>;
const BACK = { href: "/earnings/statements" as Route, label: statements.title };

export const metadata: Metadata = { title: statements.title };

/** One statement as it was made; `open` is the month that is not closed, as a preview. */
export default async function StatementPage({ params }: { params: Params }) {
  const { statementId } = await params;
  if (statementId === "open") return <Preview />;
  const found = await fetchOr404<Statement>(trpc.statements.get.queryOptions({ statementId }));
  return (
    <HydrateClient>
      <main id="main" className="page">
        <PageHead title={say(statements.statement, { period: found.label })} sub={nameOf(found)} back={BACK} isStatic>
          <StatementFiles statementId={statementId} />
        </PageHead>
        <StatementDetail statement={found} />
      </main>
    </HydrateClient>
  );
}

async function Preview() {
  const found = await preview();
  return (
    <main id="main" className="page">
      <PageHead
        title={found ? say(statements.preview, { period: found.label }) : statements.title}
        sub={found ? statements.previewSub : undefined}
        back={BACK}
      />
      {found ? <StatementDetail statement={found} /> : <EmptyState>{statements.previewNone}</EmptyState>}
    </main>
  );
}

async function preview(): Promise<Statement | null> {
  try {
    return await (await api()).statements.preview({});
  } catch (error) {
    if ((error as { code?: string }).code === "NOT_FOUND") return null;
    throw error;
  }
}

const nameOf = ({ person, content }: Statement) => `${person.name} · ${person.number} · ${content.currency}`;
