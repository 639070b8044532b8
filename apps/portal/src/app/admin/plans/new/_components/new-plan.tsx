"use client";

import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { PageHead } from "~/components/shell/page-head";
import { Button } from "~/components/ui/button";
import { refusalOf } from "~/components/ui/error-view";
import { StatusPill } from "~/components/ui/status-pill";
import { useToast } from "~/components/ui/toast";
import { errors } from "~/messages/en/errors";
import { planEditor } from "~/messages/en/plan-editor";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { ImportPlan } from "./import-plan";
import { TemplateCard } from "./template-card";

const words = planEditor.create;

/** The three ways to a new draft; each opens it in the editor. */
export function NewPlan() {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const { data: templates } = useSuspenseQuery(trpc.plans.templates.queryOptions());
  const { data: versions } = useSuspenseQuery(trpc.plans.list.queryOptions());
  const answers = {
    onSuccess: ({ id }: { readonly id: string }) => router.push(`/admin/plans/${id}` as Route),
    onError: (error: unknown) => toast({ text: refusalOf(error).message ?? errors.unexpected.what, isBad: true }),
  };
  const fromTemplate = useMutation(trpc.plans.createFromTemplate.mutationOptions(answers));
  const copy = useMutation(trpc.plans.createDraft.mutationOptions(answers));
  const fromFile = useMutation(trpc.plans.importDraft.mutationOptions(answers));
  return (
    <>
      <PageHead
        title={words.title}
        sub={words.sub}
        back={{ href: "/admin/plans" as Route, label: planEditor.all }}
        isStatic
      />
      <section aria-labelledby="templates">
        <h2 id="templates">{words.templates}</h2>
        <p className="sm muted">{words.templatesWhat}</p>
        <ul className="templates">
          {templates.map((template) => (
            <TemplateCard
              key={template.id}
              template={template}
              isBusy={fromTemplate.isPending}
              onUse={() => fromTemplate.mutate({ templateId: template.id })}
            />
          ))}
        </ul>
      </section>
      {versions.length > 0 ? (
        <section className="plan-section" aria-labelledby="copies">
          <h2 id="copies">{words.copy}</h2>
          <p className="sm muted">{words.copyWhat}</p>
          <ul className="definitions">
            {versions
              .filter(({ isReadable }) => isReadable)
              .map(({ id, label, status }) => (
                <li key={id}>
                  <span className="min-w-0 inline-flex flex-wrap items-center gap-3">
                    {label} <StatusPill kind="plan" state={status} />
                  </span>
                  <Button size="sm" isBusy={copy.isPending} onClick={() => copy.mutate({ fromId: id })}>
                    {say(words.copyOf, { name: label })}
                  </Button>
                </li>
              ))}
          </ul>
        </section>
      ) : null}
      <ImportPlan isBusy={fromFile.isPending} onImport={(plan) => fromFile.mutate({ plan })} />
    </>
  );
}
