import type { Metadata } from "next";
import { admin } from "~/messages/en/admin";
import { MailScreen } from "./_components/mail-screen";
import type { MailSearch } from "./_components/mail-search";

export const metadata: Metadata = { title: admin.mail.title };

/** Every e-mail that was written, newest first. */
export default async function MailPage({ searchParams }: { searchParams: Promise<MailSearch> }) {
  return <MailScreen search={await searchParams} mailId={null} />;
}
