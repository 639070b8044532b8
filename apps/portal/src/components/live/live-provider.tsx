"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useSubscription } from "@trpc/tanstack-react-query";
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { ui } from "~/messages/en/ui";
import { useTRPC } from "~/trpc/client";
import { useAnnounce } from "../ui/announcer";
import { type Freshness, LiveContext } from "./live-context";
import { filtersOf, TOPICS, type Topic } from "./topics";
import { useLeadership } from "./use-leadership";

/** The server's heart beats every five seconds; two missed ones and a little are a lost connection. */
const SILENCE_MS = 12_000;
const TOO_OLD_MS = 60_000;
const CHECK_MS = 1000;

/** What the leading tab tells the others: a notice, or that the connection was lost. */
interface News {
  readonly topic: Topic | "beat" | "lost";
  readonly id: string | null;
}

const isTopic = (text: string): text is Topic => (TOPICS as readonly string[]).includes(text);

/**
 * The shell's one live subscription. A notice makes queries old by topic and they are read again, so there is one way
 * to compute what is shown. On return the server sends what was missed after the last id.
 */
export function LiveProvider({ viewerId, children }: { readonly viewerId: string; readonly children: ReactNode }) {
  const channelName = `upline-live-${viewerId}`;
  const isLeader = useLeadership(channelName);
  const [freshness, setFreshness] = useState<Freshness>({ state: "connecting", lastSeenAt: null, isTooOld: false });
  const lastEventId = useRef<string | null>(null);
  const channel = useRef<BroadcastChannel | null>(null);
  const invalidate = useInvalidation();

  const take = useCallback(
    ({ topic, id }: News) => {
      if (id) lastEventId.current = id;
      if (topic === "lost") {
        setFreshness((was) => ({ ...was, state: "stale" }));
        return;
      }
      setFreshness({ state: "live", lastSeenAt: Date.now(), isTooOld: false });
      if (isTopic(topic)) invalidate(topic);
    },
    [invalidate],
  );
  const tell = useCallback(
    (news: News) => {
      channel.current?.postMessage(news);
      take(news);
    },
    [take],
  );

  useEffect(() => {
    const open = new BroadcastChannel(channelName);
    open.onmessage = ({ data }: MessageEvent<News>) => take(data);
    channel.current = open;
    return () => {
      open.close();
      channel.current = null;
    };
  }, [channelName, take]);

  useWatch(isLeader, lastEventId, tell);
  useSilence(setFreshness);
  useReturn(freshness.state);
  return <LiveContext value={freshness}>{children}</LiveContext>;
}

/** Follows `live.watch` while this tab leads. */
function useWatch(isLeader: boolean, lastEventId: { readonly current: string | null }, tell: (news: News) => void) {
  const trpc = useTRPC();
  const [resumeAfter, setResumeAfter] = useState<string | null>(null);
  useEffect(() => {
    if (isLeader) setResumeAfter(lastEventId.current);
  }, [isLeader, lastEventId]);
  useSubscription(
    trpc.live.watch.subscriptionOptions(
      { lastEventId: resumeAfter },
      {
        enabled: isLeader,
        onStarted: () => tell({ topic: "beat", id: null }),
        onData: ({ id, data }) => tell({ topic: data.topic, id }),
        onConnectionStateChange: ({ state }) => {
          if (state === "connecting" && lastEventId.current !== null) tell({ topic: "lost", id: null });
        },
        onError: () => tell({ topic: "lost", id: null }),
      },
    ),
  );
}

/** Turns silence into "stale", and a minute of it into "too old". */
function useSilence(setFreshness: (change: (was: Freshness) => Freshness) => void) {
  useEffect(() => {
    const timer = setInterval(() => {
      setFreshness((was) => {
        if (was.lastSeenAt === null) return was;
        const age = Date.now() - was.lastSeenAt;
        const state = age > SILENCE_MS ? "stale" : was.state;
        const isTooOld = state === "stale" && age > TOO_OLD_MS;
        return state === was.state && isTooOld === was.isTooOld ? was : { ...was, state, isTooOld };
      });
    }, CHECK_MS);
    return () => clearInterval(timer);
  }, [setFreshness]);
}

/**
 * When the connection comes about, everything shown is read again: what was committed between the page and the
 * connection is no news to the server. A return after a loss is announced once.
 */
function useReturn(state: Freshness["state"]) {
  const queryClient = useQueryClient();
  const announce = useAnnounce();
  const before = useRef<Freshness["state"]>("connecting");
  useEffect(() => {
    if (state === "live" && before.current !== "live") void queryClient.invalidateQueries();
    if (state === "live" && before.current === "stale") announce(ui.liveAgain);
    before.current = state;
  }, [state, queryClient, announce]);
}

function useInvalidation(): (topic: Topic) => void {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useCallback(
    (topic) => {
      for (const filter of filtersOf(topic, trpc)) void queryClient.invalidateQueries(filter);
    },
    [trpc, queryClient],
  );
}
