// The contract of an action of the canvas: one list serves menus, toolbar, shortcut sheet and keyboard.
import type { ReactNode } from "react";
import type { Text } from "#designer/text/say.tsx";
import type { Bench } from "./bench.tsx";
import type { Canvas } from "./store.ts";

/** The groups of the shortcut sheet. */
export type ActionGroup = "edit" | "draw" | "view" | "align";

/** Something that can be done. */
export interface Action {
  readonly id: string;
  readonly group: ActionGroup;
  readonly label: Text;
  readonly icon: ReactNode;
  /** Shortcuts, the first of them shown. */
  readonly keys: readonly string[];
  /** On what a context menu offers it. */
  readonly on?: readonly ("node" | "edge" | "pane")[];
  /** Whether the browser does it better on a key press (copy, paste); the act is for menus. */
  readonly isNative?: true;
  /** Whether it changes the draft. */
  readonly isEdit?: true;
  readonly isOpen?: (canvas: Canvas) => boolean;
  readonly run: (bench: Bench) => void;
}
