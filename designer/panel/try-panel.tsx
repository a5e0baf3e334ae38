// Trying a draft out: a learner and a time line, stepped through by the interpreter that the engine runs, in the browser. What is on, where the
// learner stands and which way was taken glow on the canvas.
import { useQuery } from "@tanstack/react-query";
import { Button, Skeleton, Tabs } from "antd";
import { useDeferredValue, useEffect, useMemo } from "react";
import { useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { useNow, useZone } from "#designer/api/session.tsx";
import { useBench } from "#designer/canvas/bench.tsx";
import { useCanvas, useCanvasStore } from "#designer/canvas/canvas-context.tsx";
import type { PanelProps } from "#designer/canvas/panels.tsx";
import { type Glow, noOverlay } from "#designer/canvas/store.ts";
import { useCompileContext } from "#designer/canvas/use-judge.ts";
import { judge } from "#designer/document/problems.ts";
import { useSay } from "#designer/text/say.tsx";
import { EmptyState } from "#designer/ui/page.tsx";
import { getSettings } from "#shared/api/settings.ts";
import type { Strategy } from "#shared/strategy/document.ts";
import { TryControls } from "./try-controls.tsx";
import { useFollow } from "./try-follow.ts";
import { TryLearner } from "./try-learner.tsx";
import { TryLog } from "./try-log.tsx";
import type { TryState } from "./try-run.ts";
import { TryTimeline } from "./try-timeline.tsx";
import type { TrialSchool } from "./try-trial.ts";
import { TrialProvider, useTrial } from "./try-use.tsx";
import { tryWords as words } from "./words-try.ts";
import "./try.css";

/** The panel. */
export function TryPanel({ strategy }: PanelProps) {
  const say = useSay();
  const api = useApi();
  const { openPanel } = useBench();
  const context = useCompileContext();
  const draft = useDeferredValue(useCanvas(({ history }) => history.present));
  const document = useMemo(() => judge(draft, context).plan?.document ?? null, [draft, context]);
  const settings = useQuery({ queryKey: ["settings"], queryFn: () => api.call(getSettings) });
  if (settings.error !== null) return <ProblemAlert error={settings.error} onRetry={() => void settings.refetch()} />;
  if (settings.data === undefined) return <Skeleton active className="wb-try" />;
  if (document === null) {
    const show = <Button onClick={() => openPanel("problems")}>{say(words.problems)}</Button>;
    return <EmptyState title={say(words.broken)} hint={say(words.brokenHow)} action={show} />;
  }
  return <Tried strategy={strategy} document={document} school={settings.data.settings} />;
}

function Tried(given: { strategy: string; document: Strategy; school: TrialSchool }) {
  const now = useNow();
  const zone = useZone();
  return (
    <TrialProvider {...given} nowAt={now} zone={zone}>
      <Work />
    </TrialProvider>
  );
}

function Work() {
  const say = useSay();
  const { state } = useTrial();
  useGlow(state);
  useFollow(state);
  return (
    <div className="wb-try">
      <TryControls />
      <Tabs
        size="small"
        items={[
          { key: "log", label: say(words.log), children: <TryLog /> },
          { key: "timeline", label: say(words.timeline), children: <TryTimeline /> },
          { key: "learner", label: say(words.learner), children: <TryLearner /> },
        ]}
      />
    </div>
  );
}

/** Lays the state of the trial on the drawing, and takes it off when the panel goes. */
function useGlow(state: TryState): void {
  const store = useCanvasStore();
  useEffect(() => {
    const glow: Record<string, Glow> = {};
    for (const id of state.past) glow[id] = "past";
    for (const id of [...state.on, ...state.tiers]) glow[id] = "lit";
    for (const id of state.here) glow[id] = "here";
    store.getState().lay({ glow, shares: {} });
  }, [store, state]);
  useEffect(() => () => store.getState().lay(noOverlay), [store]);
}
