import type { Metadata } from "next";
import { cookies } from "next/headers";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { tracesIn } from "~/components/shell/traces";
import { Skeleton } from "~/components/ui/states";
import { demo } from "~/messages/en/demo";
import { say } from "~/messages/say";
import { demoState } from "~/trpc/demo";
import { HydrateClient, prefetch, trpc } from "~/trpc/server";
import { session } from "~/trpc/session";
import { DemoFrame } from "./_components/demo-frame";
import { Tour } from "./_components/tour";
import { WebhookOrApi } from "./_components/webhook-or-api";
import "./demo.css";

export async function generateMetadata(): Promise<Metadata> {
  const state = await demoState();
  return { title: say(demo.title, { company: state?.company ?? "" }) };
}

/** The way through the demo, for everybody, signed in or not. It exists with `DEMO=1` only. */
export default async function DemoPage() {
  const state = await demoState();
  if (state === null) notFound();
  const me = await session();
  const did = [...tracesIn((await cookies()).get("tour")?.value)];
  prefetch(trpc.demo.state.queryOptions({ did }));
  return (
    <DemoFrame company={state.company} isSignedIn={me !== null}>
      <HydrateClient>
        <header className="demo-head">
          <h1>{say(demo.title, { company: state.company })}</h1>
          <p className="muted">{demo.lead}</p>
        </header>
        <Suspense fallback={<Skeleton of="panel" count={2} />}>
          <Tour did={did} viewer={me?.user ?? null} />
        </Suspense>
      </HydrateClient>
      <WebhookOrApi />
    </DemoFrame>
  );
}
