"use client";

import { TriangleAlert } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { postAuth, refusalText } from "~/components/shell/auth-client";
import { SectionHead } from "~/components/shell/page-head";
import { Button } from "~/components/ui/button";
import { Instant } from "~/components/ui/instant";
import { Say } from "~/components/ui/say";
import { ErrorState, Skeleton } from "~/components/ui/states";
import { useToast } from "~/components/ui/toast";
import { settings } from "~/messages/en/settings";
import { say } from "~/messages/say";

interface Device {
  readonly token: string;
  readonly userAgent?: string | null;
  readonly createdAt: string;
}

interface DeviceList {
  readonly all: readonly Device[];
  /** The session that looks at this page. */
  readonly own: string | null;
}

/** Every session of the account; each but this one can be ended here. */
export function Devices() {
  const [devices, setDevices] = useState<DeviceList | "failed" | null>(null);
  const read = useCallback(async () => setDevices((await readDevices()) ?? "failed"), []);
  useEffect(() => {
    void read();
  }, [read]);

  return (
    <section>
      <SectionHead title={settings.devices} />
      {devices === null ? (
        <Skeleton of="tall" count={2} />
      ) : devices === "failed" ? (
        <ErrorState what={settings.devicesFailed} todo={settings.devicesRetry} onRetry={() => void read()} />
      ) : (
        <ul className="facts">
          {devices.all.map((device) => (
            <DeviceRow
              key={device.token}
              device={device}
              isOwn={device.token === devices.own}
              onEnded={() => void read()}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function DeviceRow({
  device: { token, userAgent, createdAt },
  isOwn,
  onEnded,
}: {
  readonly device: Device;
  readonly isOwn: boolean;
  readonly onEnded: () => void;
}) {
  const toast = useToast();
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const name = deviceName(userAgent);

  const end = async () => {
    setIsBusy(true);
    setProblem(null);
    const answer = await postAuth("/revoke-session", { token });
    setIsBusy(false);
    if (!answer.ok) {
      setProblem(refusalText(answer, settings.failed));
      return;
    }
    toast({ text: say(settings.ended, { what: name }) });
    onEnded();
  };
  return (
    <li>
      <div className="flex-1">
        {name}
        <div className="xs">
          <Say of={settings.signedIn} with={{ on: <Instant key="on" at={new Date(createdAt).toISOString()} /> }} />
        </div>
        {problem ? (
          <p className="fld-error mt-1" role="alert">
            <TriangleAlert className="i" aria-hidden="true" />
            {problem}
          </p>
        ) : null}
      </div>
      {isOwn ? (
        <span className="sm muted">{settings.thisDevice}</span>
      ) : (
        <Button
          size="sm"
          variant="quiet"
          isBusy={isBusy}
          aria-label={say(settings.endNamed, { what: name })}
          onClick={() => void end()}
        >
          {isBusy ? settings.ending : settings.end}
        </Button>
      )}
    </li>
  );
}

/** Newest first, this device on top; null when they could not be read. */
async function readDevices(): Promise<DeviceList | null> {
  try {
    const [list, current] = await Promise.all([fetch("/api/auth/list-sessions"), fetch("/api/auth/get-session")]);
    if (!list.ok || !current.ok) return null;
    const sessions = (await list.json()) as Device[];
    const own = ((await current.json()) as { session?: { token?: string } } | null)?.session?.token ?? null;
    const all = sessions.toSorted(
      (a, b) => Number(b.token === own) - Number(a.token === own) || b.createdAt.localeCompare(a.createdAt),
    );
    return { all, own };
  } catch {
    return null;
  }
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
