"use client";

import Link from "next/link";
import { type FormEvent, useState } from "react";
import { postAuth, refusalText } from "~/components/shell/auth-client";
import { Button } from "~/components/ui/button";
import { Field } from "~/components/ui/field";
import { door } from "~/messages/en/door";

/** Six digits; a pasted "123 456" is taken as it is meant. */
export function SecondStepForm() {
  const [isRecovery, setIsRecovery] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isBusy) return;
    const code = String(new FormData(event.currentTarget).get("code") ?? "").replace(/\s+/g, "");
    if (!code) {
      setProblem(door.needCode);
      return;
    }
    setIsBusy(true);
    const answer = await postAuth(isRecovery ? "/two-factor/verify-backup-code" : "/two-factor/verify-totp", { code });
    if (answer.ok) {
      window.location.assign("/");
      return;
    }
    const isExpired = answer.code === "INVALID_TWO_FACTOR_COOKIE";
    setProblem(isExpired ? door.expired : refusalText(answer, door.wrongCode));
    setIsBusy(false);
    document.getElementById("code")?.focus();
  };

  return (
    <>
      <p className="door-lead">{isRecovery ? door.recoveryLead : door.secondLead}</p>
      <form className="form" method="post" onSubmit={(event) => void submit(event)} noValidate>
        <Field
          key={isRecovery ? "recovery" : "app"}
          id="code"
          label={isRecovery ? door.recoveryCode : door.code}
          className={isRecovery ? undefined : "code-input"}
          inputMode={isRecovery ? "text" : "numeric"}
          autoComplete="one-time-code"
          autoFocus
          error={problem}
        />
        <Button type="submit" variant="primary" isBusy={isBusy}>
          {door.confirm}
        </Button>
        <div className="flex justify-between">
          <button type="button" className="link sm" onClick={() => setIsRecovery(!isRecovery)}>
            {isRecovery ? door.useApp : door.recovery}
          </button>
          <Link className="link sm" href="/sign-in">
            {door.again}
          </Link>
        </div>
      </form>
    </>
  );
}
