"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { WaitingNote } from "~/components/placement/waiting-note";
import { TeamPanel } from "~/components/team/team-panel";
import { team as words } from "~/messages/en/team";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";

/** Everybody below the signed-in person. */
export function MyTeam({ opened }: { readonly opened: readonly string[] }) {
  const trpc = useTRPC();
  const { data: facts } = useSuspenseQuery(trpc.team.facts.queryOptions());
  return (
    <TeamPanel
      opened={opened}
      title={words.title}
      above={<WaitingNote />}
      sub={(people, { on, tree }) =>
        on === null && tree.kind === "sponsor"
          ? say(words.sub, { count: facts.size, active: facts.active })
          : say(words.subIn, { count: people, tree: tree.label })
      }
    />
  );
}
