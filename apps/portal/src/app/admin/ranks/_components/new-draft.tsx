"use client";

import { useMutation } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { Button } from "~/components/ui/button";
import { refusalOf } from "~/components/ui/error-view";
import { useToast } from "~/components/ui/toast";
import { errors } from "~/messages/en/errors";
import { plans as words } from "~/messages/en/plans";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";

/** A draft with the content of a version; opens it. */
export function NewDraft({
  from,
  isPrimary,
}: {
  readonly from: { readonly id: string; readonly version: number | null };
  readonly isPrimary?: boolean;
}) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const create = useMutation(
    trpc.plans.createDraft.mutationOptions({
      onSuccess: ({ id }) => router.push(`/admin/plans/${id}/ranks` as Route),
      onError: (error) => toast({ text: refusalOf(error).message ?? errors.unexpected.what, isBad: true }),
    }),
  );
  return (
    <Button
      size={isPrimary ? "md" : "sm"}
      variant={isPrimary ? "primary" : "quiet"}
      isBusy={create.isPending}
      onClick={() => create.mutate({ fromId: from.id as `plv_${string}` })}
    >
      <Plus className="i i14" aria-hidden="true" />
      {from.version === null ? words.newDraftOf : say(words.newDraft, { version: String(from.version) })}
    </Button>
  );
}
