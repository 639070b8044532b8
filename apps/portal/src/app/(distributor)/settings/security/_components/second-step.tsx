"use client";

import { type FormEvent, useState } from "react";
import { postAuth, refusalText } from "~/components/shell/auth-client";
import { SectionHead } from "~/components/shell/page-head";
import { Button } from "~/components/ui/button";
import { Copy } from "~/components/ui/copy";
import { Field } from "~/components/ui/field";
import { PasswordField } from "~/components/ui/password-field";
import { StatusPill } from "~/components/ui/status-pill";
import { useToast } from "~/components/ui/toast";
import { settings } from "~/messages/en/settings";
import { ui } from "~/messages/en/ui";

type Stage =
  | { readonly at: "idle" }
  | { readonly at: "password" }
  | { readonly at: "app"; readonly uri: string; readonly codes: readonly string[] }
  | { readonly at: "codes"; readonly codes: readonly string[] };

/** Turns the second step on (password, key, code, recovery codes) or off (password). */
export function SecondStep({ isOn: wasOn }: { readonly isOn: boolean }) {
  const [isOn, setIsOn] = useState(wasOn);
  const [stage, setStage] = useState<Stage>({ at: "idle" });
  const toast = useToast();

  const askPassword = async (password: string): Promise<string | null> => {
    const answer = await postAuth(isOn ? "/two-factor/disable" : "/two-factor/enable", { password });
    if (!answer.ok) return refusalText(answer, settings.wrongPassword);
    if (isOn) {
      setIsOn(false);
      setStage({ at: "idle" });
      toast({ text: settings.offNow });
      return null;
    }
    const { totpURI, backupCodes } = answer.body;
    const codes = Array.isArray(backupCodes) ? backupCodes.map(String) : [];
    setStage({ at: "app", uri: String(totpURI ?? ""), codes });
    return null;
  };
  const askCode = async (code: string, codes: readonly string[]): Promise<string | null> => {
    const answer = await postAuth("/two-factor/verify-totp", { code: code.replace(/\s+/g, "") });
    if (!answer.ok) return refusalText(answer, settings.wrongCode);
    setIsOn(true);
    setStage({ at: "codes", codes });
    toast({ text: settings.onNow });
    return null;
  };
  const leave = () => setStage({ at: "idle" });

  return (
    <section>
      <SectionHead title={settings.secondStep}>
        <StatusPill kind="check" state={isOn ? "on" : "off"} />
      </SectionHead>
      <p className="sm muted mb-4">{isOn ? settings.secondOn : settings.secondOff}</p>
      {stage.at === "idle" ? (
        <Button onClick={() => setStage({ at: "password" })}>{isOn ? settings.turnOff : settings.turnOn}</Button>
      ) : null}
      {stage.at === "password" ? (
        <Ask
          name="password"
          onAnswer={askPassword}
          onCancel={leave}
          submit={isOn ? settings.turnOff : settings.continue}
        />
      ) : null}
      {stage.at === "app" ? (
        <div className="grid gap-4">
          <p className="sm">{settings.scan}</p>
          <p className="id">
            <code className="mono">{keyOf(stage.uri)}</code>
            <Copy value={keyOf(stage.uri).replaceAll(" ", "")} what={settings.key} />
          </p>
          <p>
            <a className="link sm" href={stage.uri}>
              {settings.openApp}
            </a>
          </p>
          <Ask name="code" onAnswer={(code) => askCode(code, stage.codes)} onCancel={leave} submit={settings.confirm} />
        </div>
      ) : null}
      {stage.at === "codes" ? <RecoveryCodes codes={stage.codes} onDone={leave} /> : null}
    </section>
  );
}

/** One field and one button; the problem stands under the field. */
function Ask({
  name,
  onAnswer,
  onCancel,
  submit,
}: {
  readonly name: "password" | "code";
  readonly onAnswer: (value: string) => Promise<string | null>;
  readonly onCancel: () => void;
  readonly submit: string;
}) {
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isBusy) return;
    const value = String(new FormData(event.currentTarget).get(name) ?? "");
    setIsBusy(true);
    setProblem(value ? await onAnswer(value) : name === "password" ? settings.needPassword : settings.needCode);
    setIsBusy(false);
    document.getElementById(name)?.focus();
  };
  return (
    <form className="form" onSubmit={(event) => void send(event)} noValidate>
      {name === "password" ? (
        <PasswordField
          id="password"
          label={settings.confirmPassword}
          autoComplete="current-password"
          autoFocus
          error={problem}
        />
      ) : (
        <Field
          id="code"
          label={settings.code}
          className="code-input"
          inputMode="numeric"
          autoComplete="one-time-code"
          autoFocus
          error={problem}
        />
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" isBusy={isBusy}>
          {isBusy ? settings.checking : submit}
        </Button>
        <Button variant="quiet" onClick={onCancel}>
          {ui.cancel}
        </Button>
      </div>
    </form>
  );
}

function RecoveryCodes({ codes, onDone }: { readonly codes: readonly string[]; readonly onDone: () => void }) {
  return (
    <div className="panel grid gap-4">
      <h3 className="strong">{settings.recovery}</h3>
      <p className="sm muted">{settings.recoveryLead}</p>
      <ul className="mono grid grid-cols-2 gap-2">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Copy value={codes.join("\n")} what={settings.recovery} label={settings.copyCodes} />
        <Button size="sm" onClick={onDone}>
          {settings.done}
        </Button>
      </div>
    </div>
  );
}

/** The secret of an otpauth address in groups of four. */
function keyOf(uri: string): string {
  const secret = new URLSearchParams(uri.split("?")[1] ?? "").get("secret") ?? "";
  return (secret.match(/.{1,4}/g) ?? []).join(" ");
}
