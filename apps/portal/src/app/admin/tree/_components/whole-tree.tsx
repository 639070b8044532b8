"use client";

import { TeamPanel } from "~/components/team/team-panel";
import { tree as words } from "~/messages/en/tree";
import { say } from "~/messages/say";
import { TreeTabs } from "./tree-tabs";

/** Everybody, from the top. */
export function WholeTree({ opened }: { readonly opened: readonly string[] }) {
  return (
    <TeamPanel
      isOffice
      opened={opened}
      title={words.title}
      sub={(people, { tree }) => say(words.sub, { count: people, tree: tree.label })}
      above={<TreeTabs />}
    />
  );
}
