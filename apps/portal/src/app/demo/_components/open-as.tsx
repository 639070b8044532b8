"use client";

import { useState } from "react";
import { Button } from "~/components/ui/button";
import { demo } from "~/messages/en/demo";
import { say } from "~/messages/say";
import { signIn } from "../../(door)/sign-in/_components/sign-in";
import type { Outputs } from "../../integrations/_components/outputs";
import type { StepPeople } from "./step-people";

type DemoState = Outputs["demo"]["state"];

/** A page that the viewer may not open: one press signs in as somebody who may, and leads there. */
export function OpenAs({
  people: { shows },
  href,
  state: { signIns, password },
}: {
  readonly people: StepPeople;
  readonly href: string;
  readonly state: Pick<DemoState, "signIns" | "password">;
}) {
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const person = signIns.find((one) => one.shows === shows);
  if (!person) return null;
  const open = async () => {
    setIsBusy(true);
    setProblem(await signIn(person.email, password, href));
    setIsBusy(false);
  };
  return (
    <>
      <Button size="sm" className="mt-2" isBusy={isBusy} onClick={() => void open()}>
        {say(demo.openAs, { name: person.name })}
      </Button>
      {problem ? (
        <p className="form-errors mt-2" role="alert">
          {problem}
        </p>
      ) : null}
    </>
  );
}
