// What every part of the studio works on: the message that is open, its language, the fields it may name, the school's settings, and how
// it is changed.
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { useApi } from "#designer/api/client.tsx";
import { useCanvas, useCanvasStore } from "#designer/canvas/canvas-context.tsx";
import { useCompileContext } from "#designer/canvas/use-judge.ts";
import type { Command } from "#designer/document/all.ts";
import { type Draft, type DraftMessage, messageAt } from "#designer/document/draft.ts";
import type { Path } from "#designer/document/path.ts";
import { getAt } from "#designer/document/path.ts";
import { tagOf } from "#designer/text/locale.ts";
import { useLocale } from "#designer/text/say.tsx";
import { getSettings } from "#shared/api/settings.ts";
import type { SubjectKind } from "#shared/message/fields.ts";
import type { Locale } from "#shared/signal/words.ts";
import type { CompileSettings } from "#shared/strategy/context.ts";
import type { StudioSearch } from "./studio-search.ts";
import { type Offered, offeredFields, subjectOf } from "./template-fields.ts";

/** See the head of this file. */
export interface Desk {
  readonly strategy: string;
  /** The version in force; null where none is. */
  readonly version: number | null;
  readonly id: string;
  readonly draft: Draft;
  readonly message: DraftMessage;
  /** The language that is written in. */
  readonly tag: Locale;
  readonly learner: string | null;
  readonly subject: SubjectKind;
  readonly fields: readonly Offered[];
  readonly settings: CompileSettings;
  readonly schoolName: string;
  /** What the school pays on a channel, as its settings say it; undefined where they do not. */
  readonly costs: unknown;
  readonly isReadOnly: boolean;
  readonly dispatch: (command: Command, group?: string | null) => boolean;
  /** Writes a place of the message. */
  readonly write: (path: Path, value: unknown, group?: string | null) => void;
  /** Changes what the address says. */
  readonly show: (search: Partial<StudioSearch>) => void;
}

const DeskContext = createContext<Desk | null>(null);

/** The desk. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error("useDesk stands outside of DeskProvider");
  return desk;
}

/** Gives the desk of a message that is there. */
export function DeskProvider(given: {
  readonly strategy: string;
  readonly version: number | null;
  readonly id: string;
  readonly children: ReactNode;
}) {
  const { strategy, version, id } = given;
  const store = useCanvasStore();
  const draft = useCanvas(({ history }) => history.present);
  const isReadOnly = useCanvas((canvas) => canvas.isReadOnly);
  const locale = useLocale();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as StudioSearch;
  const { settings } = useCompileContext();
  const api = useApi();
  const { data: answer } = useQuery({ queryKey: ["settings"], queryFn: () => api.call(getSettings) });
  const message = messageAt(draft, id);
  const { nodes, subject: about } = draft;
  const fields = useMemo(() => offeredFields({ nodes, edges: [], subject: about }), [nodes, about]);
  const { dispatch } = store.getState();
  const acts = useMemo(
    () => ({
      dispatch,
      write: (path: Path, value: unknown, group: string | null = null) =>
        void dispatch({ do: "setMessage", id, path, value }, group),
      show: (more: Partial<StudioSearch>) =>
        void navigate({ to: ".", search: (old: StudioSearch) => ({ ...old, ...more }), replace: true }),
    }),
    [dispatch, id, navigate],
  );
  if (message === null) return null;
  const desk: Desk = {
    ...{ strategy, version, id, draft, message, fields, settings, isReadOnly, ...acts },
    tag: search.locale ?? tagOf(locale),
    learner: search.learner ?? null,
    subject: subjectOf(draft),
    schoolName: answer?.settings.schoolName ?? "",
    costs: getAt(answer, ["settings", "costs"]),
  };
  return <DeskContext value={desk}>{given.children}</DeskContext>;
}
