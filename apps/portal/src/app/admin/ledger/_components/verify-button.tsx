"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { Button } from "~/components/ui/button";
import { refusalOf } from "~/components/ui/error-view";
import { millisecondsText } from "~/components/ui/format";
import { useToast } from "~/components/ui/toast";
import { errors } from "~/messages/en/errors";
import { ledger } from "~/messages/en/ledger";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";

/** Compares every block and balance, and says what came of it. */
export function VerifyButton() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const verify = useQuery(trpc.ledger.verify.queryOptions(undefined, { enabled: false, retry: false }));
  const ask = async () => {
    const { data, error } = await verify.refetch();
    if (error)
      toast({
        text: say(ledger.verifyFailed, { why: refusalOf(error).message ?? errors.unexpected.what }),
        isBad: true,
      });
    else if (data && data.faults.length === 0)
      toast({ text: say(ledger.verified, { took: millisecondsText(data.ms) }) });
    else if (data) toast({ text: say(ledger.broken, { count: data.faults.length }), isBad: true });
    await queries.invalidateQueries({ queryKey: trpc.ledger.get.queryKey() });
  };
  return (
    <Button size="sm" isBusy={verify.isFetching} onClick={() => void ask()}>
      <ShieldCheck className="i i14" aria-hidden="true" />
      {verify.isFetching ? ledger.verifying : ledger.verify}
    </Button>
  );
}
