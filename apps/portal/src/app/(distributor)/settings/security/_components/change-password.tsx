"use client";

import { type FormEvent, useState } from "react";
import { postAuth } from "~/components/shell/auth-client";
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
    const element = event.currentTarget;
    const form = new FormData(element);
    const newPassword = String(form.get("new-password") ?? "");
    if (newPassword.length < SHORTEST) {
      setProblems({ next: settings.tooShort });
      return;
    }
    setIsBusy(true);
    const answer = await postAuth("/change-password", {
      currentPassword: String(form.get("old-password") ?? ""),
      newPassword,
      revokeOtherSessions: true,
    });
    setIsBusy(false);
    if (!answer.ok) {
      setProblems({ current: answer.status >= 500 || answer.status === 0 ? settings.failed : settings.wrongPassword });
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
            {settings.change}
          </Button>
        </div>
      </form>
    </section>
  );
}
