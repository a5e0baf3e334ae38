// Backtest 回测: the draft over stored history, as a job that is started, watched, cancelled and read here.
import { Alert, Button, Progress, Skeleton } from "antd";
import { useDeferredValue, useMemo } from "react";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { useBench } from "#designer/canvas/bench.tsx";
import { useCanvas } from "#designer/canvas/canvas-context.tsx";
import type { PanelProps } from "#designer/canvas/panels.tsx";
import { useCompileContext } from "#designer/canvas/use-judge.ts";
import { judge } from "#designer/document/problems.ts";
import { useSay } from "#designer/text/say.tsx";
import { EmptyState } from "#designer/ui/page.tsx";
import type { Strategy } from "#shared/strategy/document.ts";
import { BacktestForm } from "./backtest-form.tsx";
import { BacktestResults } from "./backtest-result.tsx";
import { type BacktestJob, useBacktest } from "./backtest-use.ts";
import { backtestWords as words } from "./words-backtest.ts";
import "./report.css";
import "./backtest.css";

/** The panel. */
export function BacktestPanel({ strategy }: PanelProps) {
  const say = useSay();
  const { openPanel } = useBench();
  const context = useCompileContext();
  const draft = useDeferredValue(useCanvas(({ history }) => history.present));
  const plan = useMemo(() => judge(draft, context).plan, [draft, context]);
  if (plan === null) {
    const show = <Button onClick={() => openPanel("problems")}>{say(words.problems)}</Button>;
    return <EmptyState title={say(words.broken)} hint={say(words.brokenHow)} action={show} />;
  }
  return <Work strategy={strategy} document={plan.document} hash={plan.hash} />;
}

function Work({ strategy, document, hash }: { strategy: string; document: Strategy; hash: string }) {
  const say = useSay();
  const backtest = useBacktest(strategy);
  const { job } = backtest;
  const isAtWork = job !== null && job.endedAt === null;
  return (
    <div className="wb-backtest">
      <p className="wb-backtest-note">{say(words.lead)}</p>
      <BacktestForm
        document={document}
        isBusy={isAtWork || backtest.isStarting}
        isAgain={job !== null}
        onStart={(wish) => backtest.start({ ...wish, strategy, document: { ...document } })}
      />
      <ProblemAlert error={backtest.error} />
      {backtest.isGone && <Alert type="info" showIcon title={say(words.gone)} />}
      {backtest.isLoading && <Skeleton active />}
      {job !== null && <Job job={job} hash={hash} onCancel={backtest.cancel} />}
    </div>
  );
}

function Job({ job, hash, onCancel }: { job: BacktestJob; hash: string; onCancel: () => void }) {
  const say = useSay();
  const { openPanel } = useBench();
  const { state, progress, result } = job;
  if (job.endedAt === null)
    return (
      <div className="wb-backtest-work" role="status">
        <span>{say(state === "queued" ? words.queued : words.running)}</span>
        <Progress percent={Math.floor(progress * 100)} aria-label={say(words.running)} />
        <Button size="small" onClick={onCancel}>
          {say(words.cancel)}
        </Button>
      </div>
    );
  if (state === "cancelled") return <Alert type="info" showIcon title={say(words.cancelled)} />;
  if (result === null)
    return <Alert type="error" showIcon title={say(words.failed)} description={`${say(words.failedHow)}${job.id}`} />;
  if (result.eventCount === 0) {
    const tried = <Button onClick={() => openPanel("try")}>{say(words.tryInstead)}</Button>;
    return <EmptyState title={say(words.empty)} hint={say(words.emptyHow)} action={tried} />;
  }
  return (
    <>
      {result.hash !== hash && <Alert type="warning" showIcon title={say(words.changed)} />}
      <BacktestResults result={result} />
    </>
  );
}
