// Carries out what the saving machine says: sends the draft under its revision, tells the machine what became of it, and where somebody
// else was first, fetches theirs to be merged.
import { useQueryClient } from "@tanstack/react-query";
import { useBlocker } from "@tanstack/react-router";
import { useCallback, useEffect, useEffectEvent, useReducer, useRef, useState } from "react";
import { type Api, useApi } from "#designer/api/client.tsx";
import { isAtRisk, type SaveEvent, type Saving, startSaving, stepSaving } from "#designer/document/autosave.ts";
import { type Draft, readDraft } from "#designer/document/draft.ts";
import { placeAll } from "#designer/document/layout.ts";
import { merge } from "#designer/document/merge.ts";
import { type Text, useSay } from "#designer/text/say.tsx";
import { readStrategy, replaceStrategy } from "#shared/api/strategies.ts";
import type { CanvasStore } from "./store.ts";
import { saveWords } from "./words.ts";

/** Somebody else's draft, to be merged with ours. */
export interface Stale {
  readonly base: Draft;
  readonly theirs: Draft;
  readonly revision: number;
}

/** Saving as the page shows it. */
export interface Autosave {
  readonly saving: Saving;
  /** Why the server refuses, in its words; "" where it does not. */
  readonly why: string;
  /** What has to be merged by a person; null while nothing has. */
  readonly stale: Stale | null;
  readonly saveNow: () => void;
  readonly takeMerged: (draft: Draft) => void;
}

/** Saves the store's draft by itself; `revision` is what it was loaded as. */
export function useAutosave(store: CanvasStore, id: string, revision: number, onTold: (text: Text) => void): Autosave {
  const api = useApi();
  const queries = useQueryClient();
  const [saving, step] = useReducer(stepSaving, revision, (first) => startSaving(first, null));
  const [stale, setStale] = useState<Stale | null>(null);
  const [why, setWhy] = useState("");
  const base = useRef(store.getState().history.present);
  const tell = useCallback((event: Happened) => step({ ...event, at: Date.now() } as SaveEvent), []);
  const takeMerged = useCallback(
    (draft: Draft, from: Stale) => {
      base.current = from.theirs;
      store.getState().dispatch({ do: "replace", draft });
      setStale(null);
      tell({ is: "merged", revision: from.revision });
    },
    [store, tell],
  );
  const send = useEffectEvent(async () => {
    const draft = store.getState().history.present;
    const sent = await sendDraft(api, id, draft, saving.revision);
    setWhy(sent.is === "refused" ? sent.why : "");
    if (sent.is === "saved") {
      base.current = draft;
      tell({ is: "saved", revision: sent.revision });
      void queries.invalidateQueries({ queryKey: ["strategies"] });
      return;
    }
    tell({ is: "failed", why: sent.is });
    if (sent.is !== "stale") return;
    const theirs = await readTheirs(api, id);
    if (theirs === null) return;
    const found = { base: base.current, ...theirs };
    const merged = merge(found.base, store.getState().history.present, found.theirs);
    if (merged.conflicts.length > 0) return setStale(found);
    takeMerged(merged.draft, found);
    onTold(saveWords.merged);
  });
  useEffect(() => {
    if (saving.phase === "saving") void send();
  }, [saving.phase]);
  useEffect(
    () => store.subscribe((now, before) => now.history.present !== before.history.present && tell({ is: "edited" })),
    [store, tell],
  );
  useWaking(saving, tell);
  useFarewell(saving, tell);
  return {
    saving,
    why,
    stale,
    saveNow: useCallback(() => tell({ is: "asked" }), [tell]),
    takeMerged: useCallback((draft: Draft) => stale !== null && takeMerged(draft, stale), [stale, takeMerged]),
  };
}

type Happened =
  | { is: "edited" | "woke" | "asked" }
  | { is: "saved" | "merged"; revision: number }
  | { is: "failed"; why: "offline" | "stale" | "refused" };
type Sent = { is: "saved"; revision: number } | { is: "offline" | "stale" } | { is: "refused"; why: string };

async function sendDraft(api: Api, id: string, draft: Draft, revision: number): Promise<Sent> {
  try {
    const headers = { "If-Match": `"${revision}"` };
    const called = await api.ask(replaceStrategy, { params: { id }, body: { ...draft }, headers });
    if (called.isOk) return { is: "saved", revision: called.value.revision };
    if (called.status === 409 || called.status === 412) return { is: "stale" };
    // A server that is starting or behind a proxy is as good as none.
    return called.status >= 500 ? { is: "offline" } : { is: "refused", why: called.problem?.title ?? "" };
  } catch {
    return { is: "offline" };
  }
}

async function readTheirs(api: Api, id: string): Promise<{ theirs: Draft; revision: number } | null> {
  try {
    const called = await api.ask(readStrategy, { params: { id } });
    if (!called.isOk) return null;
    const read = readDraft(called.value.document);
    return "draft" in read ? { theirs: placeAll(read.draft), revision: called.value.revision } : null;
  } catch {
    // No connection: the next save finds it stale again.
    return null;
  }
}

function useWaking({ wakeAt }: Saving, tell: (event: Happened) => void): void {
  useEffect(() => {
    if (wakeAt === null) return;
    const timer = setTimeout(() => tell({ is: "woke" }), Math.max(0, wakeAt - Date.now()) + 1);
    return () => clearTimeout(timer);
  }, [wakeAt, tell]);
}

const FAREWELL_MS = 4000;
const LOOK_MS = 40;

/** Going to another page waits until the server has the edits, and asks where it cannot have them; so does the browser before it closes. */
function useFarewell(saving: Saving, tell: (event: Happened) => void): void {
  const say = useSay();
  const latest = useRef(saving);
  useEffect(() => {
    latest.current = saving;
  }, [saving]);
  useBlocker({
    enableBeforeUnload: isAtRisk(saving),
    shouldBlockFn: async ({ current, next }) => {
      const isSamePage = current.routeId === next.routeId && idIn(current.params) === idIn(next.params);
      if (isSamePage || !isAtRisk(latest.current)) return false;
      tell({ is: "asked" });
      const until = Date.now() + FAREWELL_MS;
      while (isAtRisk(latest.current) && !stuck.has(latest.current.phase) && Date.now() < until)
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      return isAtRisk(latest.current) && !confirm(say(saveWords.leave));
    },
  });
}

const stuck: ReadonlySet<Saving["phase"]> = new Set(["offline", "stale", "refused"]);

function idIn(params: object): unknown {
  return "id" in params ? params.id : null;
}
