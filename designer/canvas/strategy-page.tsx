// The page /strategies/:id: loads the draft and gives it to the work place. Other rooms hand in panels of their own.
import { useQuery } from "@tanstack/react-query";
import { useParams, useSearch } from "@tanstack/react-router";
import { Skeleton } from "antd";
import { type ComponentType, useState } from "react";
import { ReactFlowProvider } from "reactflow";
import { useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { useCan } from "#designer/api/session.tsx";
import { type Draft, nodeAt, readDraft } from "#designer/document/draft.ts";
import { placeAll } from "#designer/document/layout.ts";
import { tagOf } from "#designer/text/locale.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { EmptyState, useTitle } from "#designer/ui/page.tsx";
import type { AnswerOf } from "#shared/api/contract.ts";
import type { readStrategy } from "#shared/api/strategies.ts";
import { CanvasProvider } from "./canvas-context.tsx";
import { draftQuery } from "./draft-query.ts";
import { ownPanels, type Panel } from "./panels.tsx";
import type { CanvasSearch } from "./search-params.ts";
import { createCanvasStore } from "./store.ts";
import { firstNames } from "./use-names.ts";
import { pageWords as words } from "./words.ts";
import { Workspace } from "./workspace.tsx";

type Answer = AnswerOf<typeof readStrategy>;

/** What other rooms hand in: panels for the head, and a note over the drawing. */
interface Handed {
  readonly panels?: readonly Panel[];
  readonly banner?: ComponentType<{ strategy: string }>;
}

/** The page. `panels` come after the canvas's own in the head. */
export function StrategyPage(handed: Handed) {
  const { id = "" } = useParams({ strict: false });
  const api = useApi();
  const { data, error, refetch } = useQuery(draftQuery(api, id));
  if (error !== null)
    return (
      <div className="wb-page">
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      </div>
    );
  if (data === undefined) return <Skeleton active className="wb-page" paragraph={{ rows: 12 }} />;
  return <Loaded key={data.id} answer={data} handed={handed} />;
}

function Loaded({ answer, handed }: { answer: Answer; handed: Handed }) {
  const say = useSay();
  const locale = useLocale();
  const [read] = useState(() => readDraft(answer.document));
  const name = answer.name[tagOf(locale)] ?? answer.name["zh-CN"] ?? answer.name.en;
  useTitle(typeof name === "string" ? name : say(words.unnamed));
  if ("issues" in read) return <EmptyState title={say(words.notDrawable)} hint={say(words.notDrawableHow)} />;
  return <Opened answer={answer} draft={read.draft} handed={handed} />;
}

function Opened({ answer, draft, handed }: { answer: Answer; draft: Draft; handed: Handed }) {
  const locale = useLocale();
  const isReadOnly = !useCan("design") || answer.state === "archived";
  const { node } = useSearch({ strict: false }) as CanvasSearch;
  const [store] = useState(() => {
    const names = firstNames(locale, draft.nodes.length);
    const created = createCanvasStore({ draft: placeAll(draft), isReadOnly, now: () => Date.now(), names });
    if (node !== undefined && nodeAt(draft, node) !== null) created.getState().select([node]);
    return created;
  });
  const [all] = useState(() => [...ownPanels, ...(handed.panels ?? [])]);
  const Banner = handed.banner;
  return (
    <CanvasProvider store={store}>
      <ReactFlowProvider>
        <Workspace
          strategy={answer}
          panels={all}
          banner={Banner === undefined ? null : <Banner strategy={answer.id} />}
        />
      </ReactFlowProvider>
    </CanvasProvider>
  );
}
