// What an act on the canvas has at hand: the store, the view, and what else it may open. Buttons, menus and keys share the same acts.
import { createContext, useContext } from "react";
import type { ReactFlowInstance } from "reactflow";
import type { DraftEdge, Point } from "#designer/document/draft.ts";
import type { FlowEdge, FlowNode } from "#designer/document/flow.ts";
import type { Locale } from "#designer/text/locale.ts";
import type { Text } from "#designer/text/say.tsx";
import type { CanvasStore } from "./store.ts";

/** Where a new node goes: at a place, after a port, into a connection; nothing of it where there is no wish. */
export interface Spot {
  readonly at?: Point;
  readonly after?: { readonly node: string; readonly port?: string };
  readonly into?: DraftEdge;
}

/** A dialog over the canvas. */
export type Dialog =
  | { readonly is: "add"; readonly spot: Spot }
  | { readonly is: "connect"; readonly from: string; readonly port: string | null }
  | { readonly is: "keys" };

/** How a drag on the empty canvas is meant. */
export type Hand = "pan" | "select";

/** See the head of this file. */
export interface Bench {
  readonly store: CanvasStore;
  readonly view: ReactFlowInstance<FlowNode, FlowEdge>;
  readonly locale: Locale;
  readonly hand: Hand;
  readonly setHand: (hand: Hand) => void;
  readonly open: (dialog: Dialog | null) => void;
  readonly openPanel: (id: string | null) => void;
  readonly find: (isOpen: boolean) => void;
  readonly saveNow: () => void;
  /** Lays the drawing out; a large one takes a moment. */
  readonly layOut: () => void;
  /** Tells why something was not done, to eyes and ears. */
  readonly warn: (text: Text) => void;
}

const BenchContext = createContext<Bench | null>(null);
/** Gives the bench. */
export const BenchProvider = BenchContext.Provider;

/** The bench. */
export function useBench(): Bench {
  const bench = useContext(BenchContext);
  if (bench === null) throw new Error("useBench stands outside of BenchProvider");
  return bench;
}
