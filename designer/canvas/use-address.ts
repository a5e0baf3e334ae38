// The address and the selection say the same: `?node=` names the one selected node, which is gone to when the page opens.
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useState } from "react";
import { goTo, keepInView } from "./acts.ts";
import type { Bench } from "./bench.tsx";
import { useCanvas } from "./canvas-context.tsx";
import type { CanvasSearch } from "./search-params.ts";
import { selectedNodes } from "./store.ts";

/** Keeps both alike; gives what to call once the drawing stands. */
export function useAddress(bench: Bench): () => void {
  const navigate = useNavigate();
  const { node: named } = useSearch({ strict: false }) as CanvasSearch;
  const [arrival] = useState(named);
  const [isReady, setReady] = useState(false);
  const selected = useCanvas((canvas) => (selectedNodes(canvas).length === 1 ? selectedNodes(canvas)[0] : undefined));
  useEffect(() => {
    if (!isReady || selected === named) return;
    void navigate({ to: ".", search: (old: CanvasSearch) => ({ ...old, node: selected }), replace: true });
  }, [isReady, selected, named, navigate]);
  useEffect(() => {
    if (!isReady || selected === undefined) return;
    // Its settings take room beside the drawing first.
    const timer = setTimeout(() => keepInView(bench, selected), 50);
    return () => clearTimeout(timer);
  }, [isReady, selected, bench]);
  return useCallback(() => {
    // Until the drawing stands somebody may have selected something else, or nothing.
    if (arrival !== undefined && bench.store.getState().selection.has(arrival)) goTo(bench, arrival);
    setReady(true);
  }, [arrival, bench]);
}
