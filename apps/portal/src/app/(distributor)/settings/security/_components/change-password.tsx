"use client";

import { type FormEvent, useState } from "react";
import { postAuth, refusalText } from "~/components/shell/auth-client";
import { SectionHead } from "~/components/shell/page-head";
import { Button } from "~/components/ui/button";
import { PasswordField } from "~/components/ui/password-field";
import { useToast } from "~/components/ui/toast";
import { settings } from "~/messages/en/settings";

const SHORTEST = 12;

/** A new password; other devices are signed out with it. */
export function ChangePassword({ email }: { readonly email: string }) {
  const [problems, setProblems] = useState<{ readonly current?: string; readonly next?: string }>({});
  const [isBusy, setIsBusy] = useState(false);
  const toast = useToast();

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isBusy) return;
    const element = event.currentTarget;
    const form = new FormData(element);
    const currentPassword = String(form.get("old-password") ?? "");
    const newPassword = String(form.get("new-password") ?? "");
    if (!currentPassword || newPassword.length < SHORTEST) {
      setProblems(currentPassword ? { next: settings.tooShort } : { current: settings.needCurrent });
      document.getElementById(currentPassword ? "new-password" : "old-password")?.focus();
      return;
    }
    setProblems({});
    setIsBusy(true);
    const answer = await postAuth("/change-password", {
      currentPassword,
      newPassword,
      revokeOtherSessions: true,
    });
    setIsBusy(false);
    if (!answer.ok) {
      setProblems({ current: refusalText(answer, settings.wrongPassword) });
      document.getElementById("old-password")?.focus();
      return;
    }
    setProblems({});
    element.reset();
    toast({ text: settings.changed });
  };

  return (
    <section>
      <SectionHead title={settings.password} />
      <form className="form" onSubmit={(event) => void submit(event)} noValidate>
        <input type="text" name="username" autoComplete="username" defaultValue={email} hidden readOnly />
        <PasswordField
          id="old-password"
          label={settings.current}
          autoComplete="current-password"
          error={problems.current}
        />
        <PasswordField
          id="new-password"
          label={settings.next}
          hint={settings.nextHint}
          autoComplete="new-password"
          error={problems.next}
        />
        <div>
          <Button type="submit" isBusy={isBusy}>
            {isBusy ? settings.changing : settings.change}
          </Button>
        </div>
      </form>
    </section>
  );
}
