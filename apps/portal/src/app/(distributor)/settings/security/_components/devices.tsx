"use client";

import { useCallback, useEffect, useState } from "react";
import { postAuth } from "~/components/shell/auth-client";
import { SectionHead } from "~/components/shell/page-head";
import { Button } from "~/components/ui/button";
import { Instant } from "~/components/ui/instant";
import { Say } from "~/components/ui/say";
import { Skeleton } from "~/components/ui/states";
import { useToast } from "~/components/ui/toast";
import { settings } from "~/messages/en/settings";
import { say } from "~/messages/say";

interface Device {
  readonly token: string;
  readonly userAgent?: string | null;
  readonly createdAt: string;
}

/** Every session of the account; each can be ended. */
export function Devices() {
  const [devices, setDevices] = useState<readonly Device[] | null>(null);
  const toast = useToast();
  const read = useCallback(async () => {
    const response = await fetch("/api/auth/list-sessions").catch(() => null);
    setDevices(response?.ok ? ((await response.json()) as Device[]) : []);
  }, []);
  useEffect(() => {
    void read();
  }, [read]);

  const end = async (token: string) => {
    const answer = await postAuth("/revoke-session", { token });
    toast(answer.ok ? { text: settings.ended } : { text: settings.failed, isBad: true });
    await read();
  };
  return (
    <section>
      <SectionHead title={settings.devices} />
      {devices === null ? (
        <Skeleton of="tall" count={2} />
      ) : (
        <ul className="facts">
          {devices.map(({ token, userAgent, createdAt }) => {
            const name = deviceName(userAgent);
            return (
              <li key={token}>
                <div className="flex-1">
                  {name}
                  <div className="xs">
                    <Say
                      of={settings.signedIn}
                      with={{ on: <Instant key="on" at={new Date(createdAt).toISOString()} /> }}
                    />
                  </div>
                </div>
                <Button size="sm" variant="quiet" onClick={() => void end(token)}>
                  {say(settings.end, { what: name })}
                </Button>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

/** "Firefox on Windows" out of a user agent; the first name that fits. */
function deviceName(agent: string | null | undefined): string {
  if (!agent) return settings.unknownDevice;
  const find = (names: readonly (readonly [RegExp, string])[]) => names.find(([pattern]) => pattern.test(agent))?.[1];
  const browser = find([
    [/Edg\//, "Edge"],
    [/Firefox\//, "Firefox"],
    [/Chrome\//, "Chrome"],
    [/Safari\//, "Safari"],
  ]);
  const system = find([
    [/iPhone|iPad/, "iOS"],
    [/Android/, "Android"],
    [/Mac OS/, "macOS"],
    [/Windows/, "Windows"],
    [/Linux/, "Linux"],
  ]);
  return [browser, system].filter(Boolean).join(", ") || settings.unknownDevice;
}
