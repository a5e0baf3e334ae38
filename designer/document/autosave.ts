// Saving as a machine of data: what was edited, what is on its way, what came back. The page carries out what `phase` says and tells
// what happened; time comes in with each of these.

/** What the draft is, seen from the server. */
export type Phase =
  /** The server has it. */
  | "saved"
  /** Edited; to be sent at `wakeAt`. */
  | "dirty"
  /** On its way: the page sends it under `revision`. */
  | "saving"
  /** There is no connection; tried again at `wakeAt`. */
  | "offline"
  /** Somebody else saved first; a person must merge. */
  | "stale"
  /** The server refuses it for good (rights, size); only a new edit tries again. */
  | "refused";

/** The state of saving. Instants are UTC ms. */
export interface Saving {
  readonly phase: Phase;
  /** The revision that the draft was made from. */
  readonly revision: number;
  readonly savedAt: number | null;
  /** The first edit that the server does not have; null where it has all. */
  readonly editedAt: number | null;
  /** Whether there were edits while `saving`. */
  readonly isEditedSince: boolean;
  /** When the page is to say `woke`; null: nothing to wait for. */
  readonly wakeAt: number | null;
  /** Failed tries in a row. */
  readonly failureCount: number;
}

/** What happened. */
export type SaveEvent =
  | { readonly is: "edited" | "woke" | "asked"; readonly at: number }
  | { readonly is: "saved"; readonly at: number; readonly revision: number }
  | { readonly is: "failed"; readonly at: number; readonly why: "offline" | "stale" | "refused" }
  /** A person has merged with the revision that the server has; what came of it is to be saved. */
  | { readonly is: "merged"; readonly at: number; readonly revision: number };

/** How long after the last edit a draft is sent. */
export const REST_MS = 800;
/** How long after the first edit at the latest. */
export const LONGEST_MS = 5000;
const FIRST_RETRY_MS = 2000;
const LONGEST_RETRY_MS = 30_000;

/** The state of a draft as it was loaded. */
export function startSaving(revision: number, savedAt: number | null): Saving {
  const clean = { editedAt: null, isEditedSince: false, wakeAt: null, failureCount: 0 };
  return { phase: "saved", revision, savedAt, ...clean };
}

/** The state after something happened. */
export function stepSaving(state: Saving, event: SaveEvent): Saving {
  switch (event.is) {
    case "edited":
      return edited(state, event.at);
    case "woke":
      return state.wakeAt !== null && event.at >= state.wakeAt ? sent(state) : state;
    case "asked":
      return state.editedAt !== null && state.phase !== "saving" && state.phase !== "stale" ? sent(state) : state;
    case "saved":
      return saved(state, event.at, event.revision);
    case "failed":
      return failed(state, event.at, event.why);
    case "merged":
      return { ...startSaving(event.revision, state.savedAt), phase: "dirty", editedAt: event.at, wakeAt: event.at };
  }
}

/** Whether leaving the page would lose edits. */
export function isAtRisk({ editedAt }: Saving): boolean {
  return editedAt !== null;
}

function edited(state: Saving, at: number): Saving {
  const editedAt = state.editedAt ?? at;
  if (state.phase === "saving") return { ...state, isEditedSince: true };
  if (state.phase === "stale" || state.phase === "offline") return { ...state, editedAt };
  return { ...state, phase: "dirty", editedAt, wakeAt: Math.min(at + REST_MS, editedAt + LONGEST_MS) };
}

function sent(state: Saving): Saving {
  return { ...state, phase: "saving", isEditedSince: false, wakeAt: null };
}

function saved(state: Saving, at: number, revision: number): Saving {
  if (state.phase !== "saving") return state;
  const clean = startSaving(revision, at);
  return state.isEditedSince ? { ...clean, phase: "dirty", editedAt: at, wakeAt: at + REST_MS } : clean;
}

function failed(state: Saving, at: number, why: "offline" | "stale" | "refused"): Saving {
  if (state.phase !== "saving") return state;
  const failureCount = state.failureCount + 1;
  const rest = { ...state, phase: why, isEditedSince: false, failureCount };
  if (why !== "offline") return { ...rest, wakeAt: null };
  return { ...rest, wakeAt: at + Math.min(FIRST_RETRY_MS * 2 ** (failureCount - 1), LONGEST_RETRY_MS) };
}
