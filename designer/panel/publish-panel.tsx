// Bringing the draft into force: what changed, whom it concerns, what becomes of those in the middle of it and of those who match already,
// and whether it sends or only observes. The server is asked about the very draft that is seen, by its hash.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Skeleton } from "antd";
import { useEffect, useState } from "react";
import { useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { useCan } from "#designer/api/session.tsx";
import { useBench } from "#designer/canvas/bench.tsx";
import { useCanvas } from "#designer/canvas/canvas-context.tsx";
import type { PanelProps } from "#designer/canvas/panels.tsx";
import type { Draft } from "#designer/document/draft.ts";
import { tally } from "#designer/document/problems.ts";
import { useSay } from "#designer/text/say.tsx";
import { goLiveStrategy, publishStrategy } from "#shared/api/strategies.ts";
import { ApprovalNote, isWaiting, useApproval } from "./approval-note.tsx";
import { ChangeList } from "./change-list.tsx";
import { EnrolChoice, StateChoice } from "./publish-choices.tsx";
import { type Choice, refreshStrategy, useChanges, usePreview, useStanding, versionQuery } from "./publish-queries.ts";
import { RunningChoice } from "./running-choice.tsx";
import { publishWords as words } from "./words-publish.ts";
import "./publish.css";

/** The panel. */
export function PublishPanel({ strategy: id, onClose }: PanelProps) {
  const say = useSay();
  const { saveNow } = useBench();
  const { of, hash, problems } = useCanvas(({ judgement }) => judgement);
  const draft = useCanvas(({ history }) => history.present);
  const standing = useStanding(id);
  const seen = of === draft ? hash : null;
  const preview = usePreview(id, seen);
  const isSaved = seen !== null && preview.data?.hash === seen;
  useEffect(() => {
    if (seen !== null && !isSaved) saveNow();
  }, [seen, isSaved, saveNow]);
  const { errorCount } = tally(problems);
  if (!useCan("publish")) return <Alert className="wb-publish" type="info" showIcon title={say(words.cannot)} />;
  if (of !== null && errorCount > 0) return <Blocked count={errorCount} />;
  if (preview.error !== null && !isSaved)
    return (
      <div className="wb-publish">
        <ProblemAlert error={preview.error} onRetry={() => void preview.refetch()} />
      </div>
    );
  if (!isSaved || standing.data === undefined || preview.data?.preview === undefined)
    return <Skeleton active className="wb-publish" aria-label={say(seen === null ? words.checking : words.saving)} />;
  const waiting = { ...preview.data.preview, removed: preview.data.removed ?? [] };
  return <Ready key={seen} {...{ id, hash: seen, onClose, waiting }} standing={standing.data} />;
}

function Blocked({ count }: { count: number }) {
  const say = useSay();
  const { openPanel } = useBench();
  return (
    <div className="wb-publish">
      <Alert
        type="error"
        showIcon
        title={say(words.unreadable)}
        description={say(words.errors(count))}
        action={<Button onClick={() => openPanel("problems")}>{say(words.showProblems)}</Button>}
      />
    </div>
  );
}

interface ReadyProps {
  readonly id: string;
  readonly hash: string;
  readonly onClose: () => void;
  readonly standing: { readonly state: string; readonly version: number | null; readonly revision: number };
  readonly waiting: Parameters<typeof RunningChoice>[0]["waiting"] & { readonly matching: number };
}

function Ready({ id, hash, onClose, standing, waiting }: ReadyProps) {
  const say = useSay();
  const api = useApi();
  const [choice, setChoice] = useState<Choice>({ state: "live", running: "finish", enrolPerHour: null });
  const approval = useApproval(id, hash).data;
  const { data: before = null } = useQuery(versionQuery(api, id, standing.version));
  const publish = usePublish(id, choice, onClose);
  const isFirst = standing.version === null;
  return (
    <div className="wb-publish">
      {standing.state === "observe" && <Observing id={id} />}
      <Warnings />
      <section className="wb-publish-part" aria-label={say(words.changes)}>
        <h3>{say(isFirst ? words.first : words.changes)}</h3>
        {isFirst ? <p className="wb-publish-note">{say(words.firstHow)}</p> : <Changes before={before} />}
      </section>
      {!isFirst && (
        <section className="wb-publish-part" aria-label={say(words.running)}>
          <h3>{say(words.running)}</h3>
          <RunningChoice
            {...{ waiting, before }}
            value={choice.running}
            onChange={(running) => setChoice({ ...choice, running })}
          />
        </section>
      )}
      {isFirst && <EnrolChoice matching={waiting.matching} choice={choice} onChange={setChoice} />}
      <StateChoice choice={choice} onChange={setChoice} />
      {approval !== undefined && <ApprovalNote {...{ id, hash, approval }} />}
      <ProblemAlert error={publish.error} />
      <div className="wb-publish-acts">
        <Button
          type="primary"
          loading={publish.isPending}
          disabled={approval === undefined || isWaiting(approval)}
          onClick={() => publish.mutate()}
        >
          {say(choice.state === "live" ? words.publish : words.publishObserve)}
        </Button>
      </div>
    </div>
  );
}

function Changes({ before }: { before: Draft | null }) {
  const say = useSay();
  const changes = useChanges(before);
  if (changes === null) return <Skeleton active title={false} />;
  if (changes.length === 0) return <p className="wb-publish-note">{say(words.noChanges)}</p>;
  return <ChangeList changes={changes} before={before} label={say(words.changes)} />;
}

function Warnings() {
  const say = useSay();
  const { openPanel } = useBench();
  const warnings = useCanvas(({ judgement }) => judgement.problems).filter(({ severity }) => severity === "warning");
  if (warnings.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={say(words.warnings(warnings.length))}
      description={
        <ul className="wb-publish-list">
          {warnings.slice(0, 5).map(({ code, path, message }) => (
            <li key={`${code} ${path.join(".")}`}>{say(message)}</li>
          ))}
        </ul>
      }
      action={
        <Button size="small" onClick={() => openPanel("problems")}>
          {say(words.showProblems)}
        </Button>
      }
    />
  );
}

function Observing({ id }: { id: string }) {
  const say = useSay();
  const api = useApi();
  const client = useQueryClient();
  const { message } = App.useApp();
  const goLive = useMutation({
    mutationFn: () => api.call(goLiveStrategy, { params: { id } }),
    onSuccess: () => {
      void message.success(say(words.wentLive));
      return refreshStrategy(client, id);
    },
  });
  return (
    <>
      <Alert
        type="info"
        showIcon
        title={say(words.observing)}
        action={
          <Button type="primary" size="small" loading={goLive.isPending} onClick={() => goLive.mutate()}>
            {say(words.goLive)}
          </Button>
        }
      />
      <ProblemAlert error={goLive.error} />
    </>
  );
}

function usePublish(id: string, choice: Choice, onDone: () => void) {
  const say = useSay();
  const api = useApi();
  const client = useQueryClient();
  const { message } = App.useApp();
  return useMutation({
    mutationFn: () => api.call(publishStrategy, { params: { id }, query: {}, body: { ...choice } }),
    onSuccess: async ({ version }) => {
      void message.success(say(words.done(version ?? 0)));
      await refreshStrategy(client, id);
      onDone();
    },
  });
}
