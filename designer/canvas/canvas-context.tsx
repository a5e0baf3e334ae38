// Gives the canvas's store to all below it, panels of other rooms included.
import { createContext, type ReactNode, useContext } from "react";
import { useStore } from "zustand";
import type { Canvas, CanvasStore } from "./store.ts";

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
