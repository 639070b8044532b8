import type { Route } from "next";
import Link from "next/link";
import { Banner } from "~/components/ui/banner";
import { setup } from "~/messages/en/setup";
import { api } from "~/trpc/server";

const words = setup.open;
const WHERE = {
  plan: "/admin/plans/new",
  provider: "/integrations/providers",
  distributor: "/admin/people/new",
} as const;

/** Steps of the set-up that were skipped; nothing once all are done. */
export async function OpenSteps() {
  const steps = await (await api()).setup.openSteps();
  if (steps.length === 0) return null;
  return (
    <div className="mb-6">
      <Banner label={words.title} tone="wait">
        {words.title}{" "}
        {steps.map((step, index) => (
          <span key={step}>
            {index > 0 ? " · " : null}
            <Link className="link" href={WHERE[step] as Route}>
              {words[step]}
            </Link>
          </span>
        ))}
      </Banner>
    </div>
  );
}
