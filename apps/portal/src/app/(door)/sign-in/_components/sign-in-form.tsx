"use client";

import { type FormEvent, useState } from "react";
import { Button } from "~/components/ui/button";
import { Field } from "~/components/ui/field";
import { PasswordField } from "~/components/ui/password-field";
import { door } from "~/messages/en/door";
import { signIn } from "./sign-in";

interface Problems {
  readonly email?: string;
  readonly password?: string;
  readonly form?: string;
}

export function SignInForm() {
  const [isBusy, setIsBusy] = useState(false);
  const [problems, setProblems] = useState<Problems>({});

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isBusy) return;
    const form = new FormData(event.currentTarget);
    const email = String(form.get("email") ?? "").trim();
    const password = String(form.get("password") ?? "");
    if (!email || !password) {
      setProblems({
        ...(email ? {} : { email: door.needEmail }),
        ...(password ? {} : { password: door.needPassword }),
      });
      document.getElementById(email ? "password" : "email")?.focus();
      return;
    }
    setIsBusy(true);
    const problem = await signIn(email, password);
    if (problem) {
      setProblems({ form: problem });
      setIsBusy(false);
    }
  };

  return (
    <form className="form" method="post" onSubmit={(event) => void submit(event)} noValidate>
      {problems.form ? (
        <p className="form-errors" role="alert">
          {problems.form}
        </p>
      ) : null}
      <Field
        id="email"
        type="email"
        label={door.email}
        autoComplete="username"
        inputMode="email"
        error={problems.email}
      />
      <PasswordField id="password" label={door.password} autoComplete="current-password" error={problems.password} />
      <Button type="submit" variant="primary" isBusy={isBusy}>
        {isBusy ? door.busy : door.submit}
      </Button>
    </form>
  );
}
