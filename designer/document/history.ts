// Undo and redo: the drafts before and after, which share all that did not change. Edits of one gesture make one step.
import { apply, type Command } from "./all.ts";
import type { Draft } from "./draft.ts";

/** What was done, with the draft before it. */
export interface Step {
  readonly before: Draft;
  readonly did: Command["do"];
  /** Edits with the same group that follow each other closely are one step; null stands alone. */
  readonly group: string | null;
  /** UTC ms of its last edit. */
  readonly at: number;
}

/** A draft with the way back and the way on. */
export interface History {
  readonly past: readonly Step[];
  readonly present: Draft;
  /** Undone steps, the next one last; `before` is here the draft that comes after. */
  readonly future: readonly Step[];
}

/** Steps that are kept; the oldest goes first. */
export const MOST_STEPS = 500;
/** Edits of one group this far apart are two steps. */
export const GROUP_MS = 1500;

/** A history at its beginning. */
export function startHistory(draft: Draft): History {
  return { past: [], present: draft, future: [] };
}

/** The history after an edit at `at` (UTC ms); itself where the edit changes nothing. */
export function act(history: History, command: Command, at: number, group: string | null = null): History {
  const { past, present } = history;
  const next = apply(present, command);
  if (next === present) return history;
  const last = past.at(-1);
  const isSameGesture =
    last !== undefined &&
    group !== null &&
    last.group === group &&
    at - last.at <= GROUP_MS &&
    history.future.length === 0;
  if (isSameGesture) return { past: past.with(-1, { ...last, at }), present: next, future: [] };
  const step: Step = { before: present, did: command.do, group, at };
  return { past: [...past.slice(past.length >= MOST_STEPS ? 1 : 0), step], present: next, future: [] };
}

/** One step back; the history itself at its beginning. */
export function undo(history: History): History {
  const step = history.past.at(-1);
  if (step === undefined) return history;
  const { past, present, future } = history;
  return { past: past.slice(0, -1), present: step.before, future: [...future, { ...step, before: present }] };
}

/** One step on again; the history itself where nothing was undone. */
export function redo(history: History): History {
  const step = history.future.at(-1);
  if (step === undefined) return history;
  const { past, present, future } = history;
  // A group is closed by undoing it: the next edit starts a step of its own.
  const done: Step = { ...step, before: present, group: null };
  return { past: [...past, done], present: step.before, future: future.slice(0, -1) };
}
