// Gives the store what a screen reader calls nodes and connections: at once where there are few, for hundreds a few at a time once the
// drawing is seen, for each name takes a sentence.
import { useEffect, useRef } from "react";
import type { Locale } from "#designer/text/locale.ts";
import { useLocale } from "#designer/text/say.tsx";
import { useCanvasStore } from "./canvas-context.tsx";
import { spokenNames } from "./naming.ts";
import type { CanvasStore } from "./store.ts";

/** As many are named within a frame. */
const FEW_NODES = 100;
const NODES_A_TURN = 40;

/** The names that a canvas of so many nodes begins with; none where that would take long. */
export function firstNames(locale: Locale, nodeCount: number): ReturnType<typeof spokenNames> | undefined {
  return nodeCount <= FEW_NODES ? spokenNames(locale) : undefined;
}

/** Names what has no name yet, and all anew in another language. */
export function useNames(): void {
  const store = useCanvasStore();
  const locale = useLocale();
  const spoken = useRef(store.getState().history.present.nodes.length <= FEW_NODES ? locale : null);
  useEffect(() => {
    if (spoken.current === locale) return;
    spoken.current = locale;
    const stop = nameInTurns(store, locale);
    return () => {
      stop();
      spoken.current = null;
    };
  }, [store, locale]);
}

function nameInTurns(store: CanvasStore, locale: Locale): () => void {
  const names = spokenNames(locale);
  const { nodes } = store.getState().flow;
  let at = 0;
  const turn = () => {
    for (const { data } of nodes.slice(at, at + NODES_A_TURN)) names.node(data);
    at += NODES_A_TURN;
    if (at < nodes.length) timer = setTimeout(turn);
    else store.getState().nameBy(names);
  };
  let timer = setTimeout(turn);
  return () => clearTimeout(timer);
}
