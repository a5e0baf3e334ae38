// Keeps the canvas's problems up to date: asks the compiler's thread when the draft has rested a moment, and takes only the newest answer.
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { useApi } from "#designer/api/client.tsx";
import type { Draft } from "#designer/document/draft.ts";
import { getSettings } from "#shared/api/settings.ts";
import { getChannels } from "#shared/api/work.ts";
import { type CompileContext, defaultContext } from "#shared/strategy/context.ts";
import type { Question, Verdict } from "./judge-worker.ts";
import type { CanvasStore } from "./store.ts";

const REST_MS = 120;

/** What the compiler knows of the school: the same as on the server. The default while it is not known yet. */
export function useCompileContext(): CompileContext {
  const api = useApi();
  const { data: answer } = useQuery({ queryKey: ["settings"], queryFn: () => api.call(getSettings) });
  const { data: channels } = useQuery({ queryKey: ["channels"], queryFn: () => api.call(getChannels) });
  return useMemo(() => {
    if (answer === undefined) return defaultContext;
    const { quiet, caps, pauses, zone, signature, smsTail, locale, allowedHosts } = answer.settings;
    const rows = (channels?.items ?? []) as { channel?: unknown; isConnected?: unknown }[];
    const states = rows.map(({ channel, isConnected }) => [String(channel), { isConnected: isConnected === true }]);
    return {
      settings: { quiet, caps, pauses, zone, signature, smsTail, locales: [locale], allowedHosts },
      channels: Object.fromEntries(states) as CompileContext["channels"],
      traffic: null,
    };
  }, [answer, channels]);
}

/** Judges the store's draft, now and after each change. */
export function useJudge(store: CanvasStore): void {
  const context = useCompileContext();
  const latest = useRef(context);
  const again = useRef<(() => void) | null>(null);
  useEffect(() => {
    let stop: (() => void) | null = null;
    // The thread begins once the drawing is seen: before, it would take the processor from it.
    const timer = setTimeout(() => {
      const judging = judgeIn(store, () => latest.current);
      again.current = judging.ask;
      stop = judging.stop;
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      again.current = null;
      stop?.();
    };
  }, [store]);
  useEffect(() => {
    latest.current = context;
    again.current?.();
  }, [context]);
}

function judgeIn(store: CanvasStore, contextNow: () => CompileContext): { ask: () => void; stop: () => void } {
  const worker = new Worker(new URL("./judge-worker.ts", import.meta.url), { type: "module" });
  let number = 0;
  let asked: Draft | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ask = () => {
    asked = store.getState().history.present;
    number++;
    worker.postMessage({ number, draft: asked, context: contextNow() } satisfies Question);
  };
  worker.addEventListener("message", ({ data }: MessageEvent<Verdict>) => {
    if (data.number === number) store.getState().judge({ of: asked, problems: data.problems, hash: data.hash });
  });
  const stopHearing = store.subscribe((now, before) => {
    if (now.history.present === before.history.present) return;
    clearTimeout(timer);
    timer = setTimeout(ask, REST_MS);
  });
  ask();
  return {
    ask,
    stop: () => {
      clearTimeout(timer);
      stopHearing();
      worker.terminate();
    },
  };
}
