// A strategy at work beside its drawing: counts as they change, work that stalls, promises, the steps in numbers and who is where.
import { Alert, Button, Select, Skeleton, Tag } from "antd";
import { useEffect, useState } from "react";
import { useLive } from "#designer/api/live.ts";
import { useNow, useZone } from "#designer/api/session.tsx";
import { useBench } from "#designer/canvas/bench.tsx";
import { useCanvas, useCanvasStore } from "#designer/canvas/canvas-context.tsx";
import { nameIn } from "#designer/canvas/naming.ts";
import type { PanelProps } from "#designer/canvas/panels.tsx";
import { noOverlay, selectedNodes } from "#designer/canvas/store.ts";
import { stateWords } from "#designer/canvas/words.ts";
import { nodeAt } from "#designer/document/draft.ts";
import { formatDateTime, formatNumber, formatRelative } from "#designer/text/format.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { EmptyState } from "#designer/ui/page.tsx";
import { addressOf } from "#shared/api/client.ts";
import { streamLive } from "#shared/api/live.ts";
import { wordsOfReason } from "#shared/api/words-reason.ts";
import { afterMessage, figuresOf, type LiveView } from "./live-counts.ts";
import { LivePeople } from "./live-people.tsx";
import { LiveSteps } from "./live-steps.tsx";
import { type Counted, useCounted } from "./live-version.ts";
import { useStanding, useVersions } from "./publish-queries.ts";
import { liveWords as words } from "./words-live.ts";
import "./live.css";

/** The panel. */
export function LivePanel({ strategy }: PanelProps) {
  const say = useSay();
  const { openPanel } = useBench();
  const standing = useStanding(strategy).data;
  if (standing?.version !== null) return <Running strategy={strategy} />;
  const publish = <Button onClick={() => openPanel("publish")}>{say(words.publish)}</Button>;
  return <EmptyState title={say(words.never)} hint={say(words.neverHow)} action={publish} />;
}

function Running({ strategy }: { strategy: string }) {
  const [version, setVersion] = useState<string | null>(null);
  const view = useLiveView(strategy, version);
  const counted = useCounted(strategy, version);
  useFigures(view, counted);
  return (
    <div className="wb-live">
      <Choice strategy={strategy} version={version} onVersion={setVersion} view={view} />
      {view === null || counted === null ? (
        <Skeleton active paragraph={{ rows: 8 }} />
      ) : (
        <>
          <Whose counted={counted} isAll={version === null} />
          <Stalled view={view} />
          <Figures view={view} counted={counted} />
          <People strategy={strategy} view={view} counted={counted} />
          <LiveSteps view={view} counted={counted} />
        </>
      )}
    </div>
  );
}

/** The counts of a version (null: all) as the stream tells them; null until its first word. */
function useLiveView(strategy: string, version: string | null): LiveView | null {
  const path = addressOf(streamLive.path, { id: strategy }, { version: version ?? undefined });
  const [heard, setHeard] = useState<{ path: string; view: LiveView | null }>({ path, view: null });
  useLive(
    path,
    (message) => setHeard((old) => ({ path, view: afterMessage(old.path === path ? old.view : null, message) })),
    ["snapshot", "change"],
  );
  return heard.path === path ? heard.view : null;
}

/** Says whose counts these are where the draft is something else. */
function Whose({ counted: { number, isChanged }, isAll }: { counted: Counted; isAll: boolean }) {
  const say = useSay();
  if (number === null || !isChanged) return null;
  return <Alert type="info" showIcon title={say(isAll ? words.ofAll(number) : words.ofVersion(number))} />;
}

/** Lays the counts on the drawing, and takes them off when the panel goes. */
function useFigures(view: LiveView | null, counted: Counted | null): void {
  const store = useCanvasStore();
  const draft = counted?.draft ?? null;
  useEffect(() => {
    if (view === null || draft === null) return;
    const { counts, shares } = figuresOf(view, draft);
    store.getState().count(counts);
    store.getState().lay({ glow: {}, shares });
  }, [store, view, draft]);
  useEffect(
    () => () => {
      store.getState().count({});
      store.getState().lay(noOverlay);
    },
    [store],
  );
}

function Choice(given: {
  strategy: string;
  version: string | null;
  onVersion: (hash: string | null) => void;
  view: LiveView | null;
}) {
  const say = useSay();
  const locale = useLocale();
  const zone = useZone();
  const items = useVersions(given.strategy).data?.items ?? [];
  const seen = new Map(items.toReversed().map(({ hash, number }) => [hash, number]));
  const options = [...seen].toReversed().map(([value, number]) => ({ value, label: say(words.number(number)) }));
  const { view } = given;
  return (
    <div className="wb-live-row">
      <Select
        aria-label={say(words.version)}
        value={given.version ?? ""}
        options={[{ value: "", label: say(words.allVersions) }, ...options]}
        onChange={(value: string) => given.onVersion(value === "" ? null : value)}
        popupMatchSelectWidth={false}
      />
      {view !== null && <Tag color={view.state === "live" ? "success" : "default"}>{say(stateWords[view.state])}</Tag>}
      <span className="wb-live-note">
        {say(view === null ? words.waiting : words.asOf(formatDateTime(view.at, locale, zone)))}
      </span>
    </div>
  );
}

/** What does not move, loudest first. */
function Stalled({ view: { stalled } }: { view: LiveView }) {
  const say = useSay();
  const locale = useLocale();
  const now = useNow();
  const held = Object.entries(stalled.heldByReason);
  const heldCount = held.reduce((sum, [, count]) => sum + count, 0);
  return (
    <>
      {stalled.stop !== null && (
        <Alert type="error" showIcon title={say(words.stopped(say(wordsOfReason(stalled.stop))))} />
      )}
      {stalled.overdueSince !== null && (
        <Alert type="error" showIcon title={say(words.overdue(formatRelative(stalled.overdueSince, locale, now)))} />
      )}
      {heldCount > 0 && (
        <Alert
          type="warning"
          showIcon
          title={say(words.held(heldCount))}
          description={
            <ul className="wb-live-held">
              {held.map(([reason, count]) => (
                <li key={reason}>
                  {say(wordsOfReason(reason))} <b>{formatNumber(count, locale)}</b>
                </li>
              ))}
            </ul>
          }
        />
      )}
    </>
  );
}

function Figures({ view, counted }: { view: LiveView; counted: Counted }) {
  const say = useSay();
  const locale = useLocale();
  const draft = counted.version ?? counted.draft;
  const { kept, broken, superseded, notNeeded } = view.promises;
  const promises = [
    [words.kept, kept, ""],
    [words.broken, broken, broken > 0 ? "wb-live-bad" : ""],
    [words.superseded, superseded, ""],
    [words.notNeeded, notNeeded, ""],
  ] as const;
  return (
    <div className="wb-live-figures">
      <section aria-label={say(words.open)}>
        <h3>{say(words.open)}</h3>
        <strong className="wb-live-big">{formatNumber(view.openEpisodes, locale)}</strong>
      </section>
      <section aria-label={say(words.byTier)}>
        <h3>{say(words.byTier)}</h3>
        <dl>
          {Object.entries(view.tiers).map(([tier, count]) => (
            <div key={tier}>
              <dt>{nameIn(draft, tier, locale)}</dt>
              <dd>{formatNumber(count, locale)}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section aria-label={say(words.promises)}>
        <h3>{say(words.promises)}</h3>
        <dl>
          {promises.map(([label, count, tone]) => (
            <div key={label.en} className={tone}>
              <dt>{say(label)}</dt>
              <dd>{formatNumber(count, locale)}</dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  );
}

function People({ strategy, view, counted }: { strategy: string; view: LiveView; counted: Counted }) {
  const say = useSay();
  const selected = useCanvas((canvas) => selectedNodes(canvas)[0] ?? null);
  if (selected === null) return <p className="wb-live-note">{say(words.peopleHow)}</p>;
  if (nodeAt(counted.draft, selected) === null) return <p className="wb-live-note">{say(words.notYet)}</p>;
  const node = view.nodes[selected];
  // What was counted names the page that is asked for: it is read anew when somebody comes or goes.
  const beat = `${node?.entered ?? 0} ${node?.here ?? 0}`;
  return <LivePeople key={selected} strategy={strategy} node={selected} beat={beat} isSignal={node?.here === null} />;
}
