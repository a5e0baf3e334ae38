// Everything that can be done on the canvas, in one list, and which of it a key press means.
import type { Action } from "./action.ts";
import { alignActions } from "./actions-align.tsx";
import { drawActions } from "./actions-draw.tsx";
import { editActions } from "./actions-edit.tsx";
import { viewActions } from "./actions-view.tsx";
import { isPressed, type KeyPress } from "./keys.ts";
import type { Canvas } from "./store.ts";

/** The actions, in the order of the sheet. */
export const actions: readonly Action[] = [...editActions, ...drawActions, ...viewActions, ...alignActions];

/** Whether an action can be done now. */
export function isOpenTo(action: Action, canvas: Canvas): boolean {
  return !(action.isEdit === true && canvas.isReadOnly) && (action.isOpen?.(canvas) ?? true);
}

/** The action of a key press; null for none. */
export function actionOf(press: KeyPress, canvas: Canvas): Action | null {
  const found = actions.find(
    ({ keys, isNative }) => isNative === undefined && keys.some((key) => isPressed(key, press)),
  );
  return found === undefined || !isOpenTo(found, canvas) ? null : found;
}
