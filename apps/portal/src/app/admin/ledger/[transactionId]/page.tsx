import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHead } from "~/components/shell/page-head";
import { ledger } from "~/messages/en/ledger";
import { say } from "~/messages/say";
import { fetchOr404, HydrateClient, trpc } from "~/trpc/server";
import type { Outputs } from "../../_components/outputs";
import { TransactionDetail } from "./_components/transaction-detail";

type Params = Promise<{ transactionId: string }>;

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  return { title: say(ledger.transaction, { id: (await params).transactionId }) };
}

/** One transaction of the ledger as a T, with where it comes from and the block that seals it. */
export default async function TransactionPage({ params }: { params: Params }) {
  const { transactionId } = await params;
  if (!/^\d{1,18}$/.test(transactionId)) notFound();
  const found = await fetchOr404<Outputs["ledger"]["transaction"]>(
    trpc.ledger.transaction.queryOptions({ transactionId }),
  );
  return (
    <HydrateClient>
      <main id="main" className="page">
        <PageHead
          title={say(ledger.transaction, { id: transactionId })}
          sub={ledger.kinds[found.kind]}
          back={{ href: "/admin/ledger", label: ledger.title }}
          isStatic
        />
        <TransactionDetail transactionId={transactionId} />
      </main>
    </HydrateClient>
  );
}
