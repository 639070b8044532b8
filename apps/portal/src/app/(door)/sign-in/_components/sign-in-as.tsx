"use client";

import { useState } from "react";
import { initialsOf } from "~/components/shell/initials";
import { door } from "~/messages/en/door";
import { shell } from "~/messages/en/shell";
import type { DemoDoor } from "~/trpc/demo";
import { signIn } from "./sign-in";

/** One press for each person of the demo. */
export function SignInAs({ people, password }: { readonly people: DemoDoor["signIns"]; readonly password: string }) {
  const [busyWith, setBusyWith] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const choose = async (email: string) => {
    if (busyWith) return;
    setBusyWith(email);
    setProblem(await signIn(email, password));
    setBusyWith(null);
  };
  const roles: Readonly<Record<string, string>> = shell.roles;
  const words: Readonly<Record<string, string>> = door.shows;
  return (
    <>
      {problem ? (
        <p className="form-errors mt-3" role="alert">
          {problem}
        </p>
      ) : null}
      <ul className="as-list">
        {people.map(({ email, name, role, shows }) => (
          <li key={email}>
            <button type="button" aria-disabled={busyWith !== null} onClick={() => void choose(email)}>
              <span className="av" aria-hidden="true">
                {initialsOf(name)}
              </span>
              <span className="min-w-0">
                <b>{name}</b>
                <span className="s">{words[shows] ?? shows}</span>
              </span>
              <span className="tag">{roles[role] ?? role}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
