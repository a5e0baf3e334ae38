// What was published: each version with when it came, compared with the draft in words, taken back into the draft or into force.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Skeleton, Tag } from "antd";
import { useState } from "react";
import { useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { useCan, useZone } from "#designer/api/session.tsx";
import { useCanvas, useCanvasStore } from "#designer/canvas/canvas-context.tsx";
import type { PanelProps } from "#designer/canvas/panels.tsx";
import { formatDateTime } from "#designer/text/format.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { EmptyState } from "#designer/ui/page.tsx";
import type { AnswerOf } from "#shared/api/contract.ts";
import type { listVersions } from "#shared/api/strategies.ts";
import { ChangeList } from "./change-list.tsx";
import { useChanges, useStanding, useVersions, versionQuery } from "./publish-queries.ts";
import { RollbackDialog } from "./rollback-dialog.tsx";
import { versionWords as words } from "./words-publish.ts";
import "./publish.css";

type Version = AnswerOf<typeof listVersions>["items"][number];

/** The panel. */
export function VersionsPanel({ strategy: id }: PanelProps) {
  const say = useSay();
  const versions = useVersions(id);
  const standing = useStanding(id).data;
  const [asked, setAsked] = useState<number | null>(null);
  if (versions.error !== null) return <ProblemAlert error={versions.error} onRetry={() => void versions.refetch()} />;
  if (versions.data === undefined) return <Skeleton active className="wb-publish" />;
  const { items } = versions.data;
  if (items.length === 0) return <EmptyState title={say(words.none)} hint={say(words.noneHow)} />;
  return (
    <div className="wb-publish">
      <ol className="wb-versions" aria-label={say(words.title)}>
        {items.map((version) => (
          <VersionRow
            key={version.number}
            id={id}
            version={version}
            isInForce={version.number === standing?.version}
            onRollback={() => setAsked(version.number)}
          />
        ))}
      </ol>
      {asked !== null && <RollbackDialog id={id} number={asked} onClose={() => setAsked(null)} />}
    </div>
  );
}

interface RowProps {
  readonly id: string;
  readonly version: Version;
  readonly isInForce: boolean;
  readonly onRollback: () => void;
}

function VersionRow({ id, version, isInForce, onRollback }: RowProps) {
  const say = useSay();
  const locale = useLocale();
  const zone = useZone();
  const canPublish = useCan("publish");
  const isReadOnly = useCanvas((canvas) => canvas.isReadOnly);
  const toDraft = useToDraft(id, version.number);
  const [isCompared, setCompared] = useState(false);
  const name = say(words.number(version.number));
  return (
    <li>
      <div className="wb-version-head">
        <strong>{name}</strong>
        {isInForce && <Tag color="success">{say(words.inForce)}</Tag>}
        <Tag>{say(version.state === "observe" ? words.observe : words.live)}</Tag>
        <time dateTime={version.publishedAt}>{formatDateTime(version.publishedAt, locale, zone)}</time>
        <span className="wb-version-by">{version.publishedByName}</span>
      </div>
      <fieldset className="wb-publish-acts" aria-label={name}>
        <Button size="small" aria-expanded={isCompared} onClick={() => setCompared(!isCompared)}>
          {say(isCompared ? words.hide : words.compare)}
        </Button>
        {!isReadOnly && (
          <Button size="small" onClick={() => void toDraft()}>
            {say(words.toDraft)}
          </Button>
        )}
        {canPublish && !isInForce && (
          <Button size="small" danger onClick={onRollback}>
            {say(words.rollback)}
          </Button>
        )}
      </fieldset>
      {isCompared && <Comparison id={id} number={version.number} />}
    </li>
  );
}

function Comparison({ id, number }: { id: string; number: number }) {
  const say = useSay();
  const api = useApi();
  const { data: before = null, error } = useQuery(versionQuery(api, id, number));
  const changes = useChanges(before);
  if (error !== null) return <ProblemAlert error={error} />;
  if (changes === null) return <Skeleton active title={false} />;
  if (changes.length === 0) return <p className="wb-publish-note">{say(words.same)}</p>;
  return <ChangeList changes={changes} before={before} label={say(words.compareOf(number))} />;
}

/** Puts a version's document in the draft's place: one step, which undo takes back. */
function useToDraft(id: string, number: number): () => Promise<void> {
  const say = useSay();
  const api = useApi();
  const client = useQueryClient();
  const store = useCanvasStore();
  const { message } = App.useApp();
  return async () => {
    const draft = await client.fetchQuery(versionQuery(api, id, number));
    if (draft === null) return;
    store.getState().dispatch({ do: "replace", draft });
    void message.success(say(words.toDraftDone(number)));
  };
}
