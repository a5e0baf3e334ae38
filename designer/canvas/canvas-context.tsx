// Gives the canvas's store to all below it, panels of other rooms included.
import { createContext, type ReactNode, useCallback, useContext, useSyncExternalStore } from "react";
import { useStore } from "zustand";
import type { Canvas, CanvasStore, Overlay } from "./store.ts";

const CanvasContext = createContext<CanvasStore | null>(null);

/** Gives the store. */
export function CanvasProvider({ store, children }: { store: CanvasStore; children: ReactNode }) {
  return <CanvasContext value={store}>{children}</CanvasContext>;
}

/** The store itself, for handlers that need what is there when they run. */
export function useCanvasStore(): CanvasStore {
  const store = useContext(CanvasContext);
  if (store === null) throw new Error("useCanvasStore stands outside of CanvasProvider");
  return store;
}

/** What a component shows of the canvas; it is drawn again when that changes. */
export function useCanvas<T>(select: (canvas: Canvas) => T): T {
  return useStore(useCanvasStore(), select);
}

/** As `useCanvas`, but asked only when `isDue` says so (a function that stays the same): where hundreds would be asked at every move. */
export function useCanvasOn<T>(isDue: (now: Canvas, before: Canvas) => boolean, select: (canvas: Canvas) => T): T {
  const store = useCanvasStore();
  const subscribe = useCallback(
    (heard: () => void) =>
      store.subscribe((now, before) => {
        if (isDue(now, before)) heard();
      }),
    [store, isDue],
  );
  return useSyncExternalStore(subscribe, () => select(store.getState()));
}

function isLaidAnew(now: Canvas, before: Canvas): boolean {
  return now.overlay !== before.overlay;
}

/** What a panel lays over one node or connection. */
export function useOverlay<T>(select: (overlay: Overlay) => T): T {
  return useCanvasOn(isLaidAnew, ({ overlay }) => select(overlay));
}
