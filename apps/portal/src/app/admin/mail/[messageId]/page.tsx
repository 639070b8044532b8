import type { Metadata } from "next";
import { admin } from "~/messages/en/admin";
import { MailScreen } from "../_components/mail-screen";
import type { MailSearch } from "../_components/mail-search";

export const metadata: Metadata = { title: admin.mail.title };

/** One e-mail, both parts, as it was sent. */
export default async function MessagePage({
  params,
  searchParams,
}: {
  params: Promise<{ messageId: string }>;
  searchParams: Promise<MailSearch>;
}) {
  const { messageId } = await params;
  return <MailScreen search={await searchParams} mailId={decodeURIComponent(messageId)} />;
}
