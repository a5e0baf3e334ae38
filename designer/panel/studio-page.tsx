// The page /strategies/:id/messages/:message: loads the draft into a store of its own, saves it by itself, and shows one message at a time.
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { App, Skeleton } from "antd";
import { useCallback, useEffect, useState } from "react";
import { useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { useCan } from "#designer/api/session.tsx";
import { CanvasProvider, useCanvas, useCanvasStore } from "#designer/canvas/canvas-context.tsx";
import { MergeView } from "#designer/canvas/merge-view.tsx";
import { type CanvasStore, createCanvasStore } from "#designer/canvas/store.ts";
import { useAutosave } from "#designer/canvas/use-autosave.ts";
import { useJudge } from "#designer/canvas/use-judge.ts";
import { type Draft, messageAt, readDraft } from "#designer/document/draft.ts";
import { type Text, useSay } from "#designer/text/say.tsx";
import { EmptyState, useTitle } from "#designer/ui/page.tsx";
import type { AnswerOf } from "#shared/api/contract.ts";
import { readStrategy } from "#shared/api/strategies.ts";
import { DeskProvider } from "./studio-desk.tsx";
import { StudioHead } from "./studio-head.tsx";
import { MessageList } from "./studio-list.tsx";
import { StudioMessage } from "./studio-message.tsx";
import { studioWords as words } from "./words-studio.ts";
import "./studio.css";

type Answer = AnswerOf<typeof readStrategy>;

/** The page. */
export function StudioPage() {
  const { id = "" } = useParams({ strict: false });
  const api = useApi();
  const { data, error, refetch } = useQuery({
    queryKey: ["studio", id],
    queryFn: () => api.call(readStrategy, { params: { id } }),
    // The page works on its own copy; a later answer must not take it away.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (error !== null)
    return (
      <div className="wb-page">
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      </div>
    );
  if (data === undefined) return <Skeleton active className="wb-page" paragraph={{ rows: 12 }} />;
  return <Loaded key={data.id} answer={data} />;
}

function Loaded({ answer }: { answer: Answer }) {
  const say = useSay();
  const [read] = useState(() => readDraft(answer.document));
  useTitle(say(words.studio));
  if ("issues" in read) return <EmptyState isPage title={say(words.notDrawable)} hint={say(words.notDrawableHow)} />;
  return <Opened answer={answer} draft={read.draft} />;
}

function Opened({ answer, draft }: { answer: Answer; draft: Draft }) {
  const isReadOnly = !useCan("messages") || answer.state === "archived";
  // Nodes without a place stay without one: who writes texts only may not move anything.
  const [store] = useState(() => createCanvasStore({ draft, isReadOnly, now: () => Date.now() }));
  return (
    <CanvasProvider store={store}>
      <Studio answer={answer} />
    </CanvasProvider>
  );
}

function Studio({ answer }: { answer: Answer }) {
  const say = useSay();
  const store = useCanvasStore();
  const { message: toast } = App.useApp();
  const { message = "" } = useParams({ strict: false });
  const onTold = useCallback((text: Text) => void toast.info(say(text)), [toast, say]);
  const autosave = useAutosave(store, answer.id, answer.revision, onTold);
  useJudge(store);
  useUndoKeys(store);
  return (
    <div className="wb-studio">
      <StudioHead strategy={answer} message={message} saving={autosave.saving} why={autosave.why} />
      <div className="wb-studio-body">
        <MessageList strategy={answer.id} current={message} />
        <div className="wb-studio-main">
          <Chosen strategy={answer} message={message} />
        </div>
      </div>
      {autosave.stale !== null && <MergeView stale={autosave.stale} onMerged={autosave.takeMerged} />}
    </div>
  );
}

/** Undo and redo of the strategy, wherever the caret is: editors keep no history of their own. */
function useUndoKeys(store: CanvasStore): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase();
      if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== "z" && key !== "y")) return;
      event.preventDefault();
      const { undo, redo } = store.getState();
      if (key === "y" || event.shiftKey) redo();
      else undo();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [store]);
}

function Chosen({ strategy, message }: { strategy: Answer; message: string }) {
  const say = useSay();
  const isThere = useCanvas(({ history }) => messageAt(history.present, message) !== null);
  const isEmpty = useCanvas(({ history }) => Object.keys(history.present.messages ?? {}).length === 0);
  if (!isThere) {
    const [title, hint] = isEmpty ? [words.none, words.noneHow] : [words.noMessage, words.noMessageHow];
    return <EmptyState title={say(title)} hint={say(hint)} />;
  }
  return (
    <DeskProvider key={message} strategy={strategy.id} version={strategy.version} id={message}>
      <StudioMessage />
    </DeskProvider>
  );
}
