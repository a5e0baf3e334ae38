// The keyboard and the clipboard of the canvas: key presses become actions, copy and paste go through the browser's own clipboard. Fields
// and editors keep their keys.
import { type RefObject, useEffect } from "react";
import { actionOf } from "./actions.ts";
import { copySelected, pasteText, removeSelected } from "./acts.ts";
import type { Bench } from "./bench.tsx";

const typing =
  "input, textarea, select, [contenteditable='true'], .cm-editor, [role='dialog'], [role='menu'], [role='listbox']";

/** Whether an event belongs to the canvas: in it or in nothing, and in no field, menu or dialog. */
function isOurs(target: EventTarget | null, work: HTMLElement | null): boolean {
  if (!(target instanceof Element) || work === null) return false;
  const isNowhere = target === document.body || target.contains(work);
  return (
    (isNowhere || work.contains(target)) &&
    target.closest(typing) === null &&
    document.querySelector(".ant-modal-wrap") === null
  );
}

/** Listens while the page stands. */
export function useKeys(bench: Bench, work: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!isOurs(event.target, work.current) || event.defaultPrevented) return;
      const action = actionOf(event, bench.store.getState());
      if (action === null) return;
      event.preventDefault();
      // The shell has a sheet of its own under the same key.
      event.stopImmediatePropagation();
      action.run(bench);
    };
    const onCopy = (event: ClipboardEvent, isCut: boolean) => {
      if (!isOurs(event.target, work.current) || String(getSelection()) !== "") return;
      const text = copySelected(bench);
      if (text === null) return;
      event.preventDefault();
      event.clipboardData?.setData("text/plain", text);
      if (isCut && !bench.store.getState().isReadOnly) removeSelected(bench);
    };
    const copy = (event: ClipboardEvent) => onCopy(event, false);
    const cut = (event: ClipboardEvent) => onCopy(event, true);
    const paste = (event: ClipboardEvent) => {
      if (!isOurs(event.target, work.current)) return;
      event.preventDefault();
      pasteText(bench, event.clipboardData?.getData("text/plain") ?? "");
    };
    // In the capture phase, before the shell and the drawing's own keys.
    addEventListener("keydown", onKey, true);
    addEventListener("copy", copy);
    addEventListener("cut", cut);
    addEventListener("paste", paste);
    return () => {
      removeEventListener("keydown", onKey, true);
      removeEventListener("copy", copy);
      removeEventListener("cut", cut);
      removeEventListener("paste", paste);
    };
  }, [bench, work]);
}
