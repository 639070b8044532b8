"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { ArrowUpRight, CircleCheck, CircleDashed } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { useDeferredValue, useEffect, useState } from "react";
import { SectionHead } from "~/components/shell/page-head";
import { forgetTraces, tracesHere } from "~/components/shell/traces";
import { Button } from "~/components/ui/button";
import { cx } from "~/components/ui/cx";
import { countText } from "~/components/ui/format";
import { Instant } from "~/components/ui/instant";
import { Say } from "~/components/ui/say";
import { Stat, Stats } from "~/components/ui/stat";
import { demo } from "~/messages/en/demo";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { SignInAs } from "../../(door)/sign-in/_components/sign-in-as";
import type { Outputs } from "../../integrations/_components/outputs";
import { OpenAs } from "./open-as";
import { mayOpen, SENDER, STEP_PEOPLE } from "./step-people";

/** Signed out there is no live connection, so the steps are asked for; a step is found in the database. */
const ASK_EVERY_MS = 5_000;
type DemoState = Outputs["demo"]["state"];

/** Five facts, the guided list, the sign-ins, and the places around the portal. */
export function Tour({
  did: found,
  viewer,
}: {
  /** What the server read in this browser's cookie. */
  readonly did: readonly string[];
  readonly viewer: { readonly name: string; readonly role: string } | null;
}) {
  const trpc = useTRPC();
  const traces = useTraces(found);
  const role = viewer?.role ?? null;
  // Deferred, so that the steps stay on the page while the answer for one more trace is on its way.
  const did = useDeferredValue(traces.did);
  const { data: state } = useSuspenseQuery({
    ...trpc.demo.state.queryOptions({ did: [...did] }),
    refetchInterval: ASK_EVERY_MS,
  });
  return (
    <>
      <Facts state={state} />
      <div className="demo-two">
        <Steps state={state} role={role} onStartOver={traces.forget} />
        <div className="grid content-start gap-8">
          <section>
            <SectionHead title={demo.signIn} />
            <p className="sm muted">
              <Say of={demo.signInLead} with={{ password: <code className="mono">{state.password}</code> }} />{" "}
              {viewer ? say(demo.signedIn, { name: viewer.name }) : null}
            </p>
            <SignInAs people={state.signIns} password={state.password} />
          </section>
          <Places state={state} role={role} />
        </div>
      </div>
    </>
  );
}

/** Another tab of this browser may have done something since. */
function useTraces(first: readonly string[]) {
  const [did, setDid] = useState(first);
  useEffect(() => {
    const read = () => setDid((before) => (before.join() === tracesHere().join() ? before : tracesHere()));
    read();
    const timer = setInterval(read, ASK_EVERY_MS / 5);
    return () => clearInterval(timer);
  }, []);
  const forget = () => {
    forgetTraces();
    setDid([]);
  };
  return { did, forget } as const;
}

function Facts({ state: { facts, companyNow, engine } }: { readonly state: DemoState }) {
  return (
    <section aria-label={demo.facts} className="demo-facts">
      <Stats>
        <Stat label={demo.distributors}>{countText(facts.distributors)}</Stat>
        <Stat label={demo.orders}>{countText(facts.orders)}</Stat>
        <Stat label={demo.events} note={demo.engine[engine] ?? engine}>
          {countText(facts.events)}
        </Stat>
        <Stat label={demo.versions}>{countText(facts.planVersions)}</Stat>
        <Stat label={demo.clock} note={demo.clockNote}>
          <Instant at={companyNow} style="day" inCompanyZone={false} />
        </Stat>
      </Stats>
    </section>
  );
}

interface ForViewer {
  readonly state: DemoState;
  /** Of who is signed in, if anybody is. */
  readonly role: string | null;
}

interface StepsProps extends ForViewer {
  readonly onStartOver: () => void;
}

function Steps({ state, role, onStartOver }: StepsProps) {
  const { steps } = state;
  const done = steps.filter((step) => step.done).length;
  return (
    <section>
      <SectionHead title={demo.tour}>
        <span className="inline-flex items-center gap-2">
          {done > 0 ? (
            <Button size="sm" variant="quiet" onClick={onStartOver}>
              {demo.startOver}
            </Button>
          ) : null}
          <span className="muted num">{say(demo.progress, { done, count: steps.length })}</span>
        </span>
      </SectionHead>
      <p className="sm muted">{demo.tourLead}</p>
      <ol className="tour">
        {steps.map((step) => (
          <Step key={step.id} step={step} state={state} role={role} />
        ))}
      </ol>
    </section>
  );
}

interface StepProps extends ForViewer {
  readonly step: DemoState["steps"][number];
}

/** A step that the viewer may take is a link; any other says as whom it opens. */
function Step({ step: { id, href, done }, state, role }: StepProps) {
  const words = demo.steps[id];
  const title = words?.title ?? id;
  const people = STEP_PEOPLE[id];
  const isTheirs = people !== undefined && !mayOpen(people, role);
  const Icon = done ? CircleCheck : CircleDashed;
  return (
    <li className={cx(done && "is-done")}>
      <Icon className="i i20" aria-hidden="true" />
      <div className="min-w-0">
        {isTheirs ? (
          <b>{title}</b>
        ) : (
          <Link className="row-link" href={href as Route} prefetch={false}>
            {title}
          </Link>
        )}
        <p className="s">{words?.text}</p>
        {isTheirs ? <OpenAs people={people} href={href} state={state} /> : null}
      </div>
      <span className={cx("xs", done ? "pos" : "muted")}>{done ? demo.doneMark : demo.openMark}</span>
    </li>
  );
}

function Places({ state, role }: ForViewer) {
  const { shopUrl, mailUrl } = state;
  return (
    <section>
      <SectionHead title={demo.places} />
      <ul className="places">
        {shopUrl ? <Place href={shopUrl} name={demo.shop} text={demo.shopText} isOutside /> : null}
        {mailUrl ? <Place href={mailUrl} name={demo.mail} text={demo.mailText} isOutside /> : null}
        {mayOpen(SENDER, role) ? (
          <Place href="/lab" name={demo.lab} text={demo.labText} />
        ) : (
          <li>
            <b className="med">{demo.lab}</b>
            <p className="s">{demo.labText}</p>
            <OpenAs people={SENDER} href="/lab" state={state} />
          </li>
        )}
      </ul>
      {shopUrl ? null : <p className="sm muted">{demo.sandboxOff}</p>}
    </section>
  );
}

interface PlaceProps {
  readonly href: string;
  readonly name: string;
  readonly text: string;
  /** The sandbox is another origin, so it opens beside the tour. */
  readonly isOutside?: boolean;
}

function Place({ href, name, text, isOutside }: PlaceProps) {
  return (
    <li>
      <a className="row-link med" href={href} target={isOutside ? "_blank" : undefined} rel="noreferrer">
        {name}
        {isOutside ? <ArrowUpRight className="i i14" aria-hidden="true" /> : null}
      </a>
      <p className="s">{text}</p>
    </li>
  );
}
