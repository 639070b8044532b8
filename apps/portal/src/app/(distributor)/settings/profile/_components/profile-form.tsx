"use client";

import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "~/components/ui/button";
import { ErrorView } from "~/components/ui/error-view";
import { Choose, Field, FormErrors } from "~/components/ui/field";
import { zoneName } from "~/components/ui/format";
import { Id } from "~/components/ui/id";
import { Facts } from "~/components/ui/sums";
import { useToast } from "~/components/ui/toast";
import { useZones } from "~/components/ui/zones";
import { settings } from "~/messages/en/settings";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";

/** The fields a person may change; values survive a refusal. */
export function ProfileForm({ zones }: { readonly zones: readonly string[] }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const router = useRouter();
  const { company } = useZones();
  const { data: profile } = useSuspenseQuery(trpc.profile.get.queryOptions());
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const save = useMutation(
    trpc.profile.update.mutationOptions({
      onSuccess: (saved) => {
        queryClient.setQueryData(trpc.profile.get.queryKey(), saved);
        toast({ text: settings.saved });
        router.refresh();
      },
    }),
  );

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const country = text("country").toUpperCase();
    const found = {
      ...(text("name") ? {} : { name: settings.needName }),
      ...(country === "" || /^[A-Z]{2}$/.test(country) ? {} : { country: settings.badCountry }),
    };
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    save.mutate({
      name: text("name"),
      phone: text("phone") || null,
      country: country || null,
      timeZone: text("timeZone") || null,
      sharesContact: form.get("sharesContact") === "on",
    });
  };

  return (
    <div className="grid max-w-xl gap-8">
      <Facts
        rows={[
          { id: "number", label: settings.number, value: profile.number },
          { id: "email", label: settings.email, value: profile.email },
          { id: "code", label: settings.link, value: <Id id={profile.code} isWhole /> },
        ]}
      />
      <form className="form" onSubmit={submit} noValidate>
        <FormErrors errors={Object.entries(problems).map(([id, text]) => ({ id, text }))} />
        <Field id="name" label={settings.name} defaultValue={profile.name} autoComplete="name" error={problems.name} />
        <Field
          id="phone"
          type="tel"
          label={settings.phone}
          hint={settings.phoneHint}
          defaultValue={profile.phone ?? ""}
          autoComplete="tel"
        />
        <Field
          id="country"
          label={settings.country}
          hint={settings.countryHint}
          defaultValue={profile.country ?? ""}
          autoComplete="country"
          maxLength={2}
          error={problems.country}
        />
        <Choose
          id="timeZone"
          label={settings.timeZone}
          hint={say(settings.timeZoneHint, { zone: zoneName(company) })}
          defaultValue={profile.timeZone ?? ""}
          options={[
            { value: "", label: settings.asDevice },
            ...zones.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") })),
          ]}
        />
        <label className="check">
          <input type="checkbox" name="sharesContact" defaultChecked={profile.sharesContact} />
          {settings.sharesContact}
        </label>
        {save.error ? <ErrorView error={save.error} /> : null}
        <div>
          <Button type="submit" variant="primary" isBusy={save.isPending}>
            {save.isPending ? settings.saving : settings.save}
          </Button>
        </div>
      </form>
    </div>
  );
}
