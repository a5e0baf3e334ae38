// One learner's time line: entries by day, filtered by kind, each with why; and where on the canvas it was decided.

import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Checkbox, Segmented, Select, Skeleton } from "antd";
import { useMemo } from "react";
import { useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { useCan, useZone } from "#designer/api/session.tsx";
import { formatDate, formatTime } from "#designer/text/format.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { EmptyState, Panel } from "#designer/ui/page.tsx";
import { groupOf, type TrailGroup, type TrailRow, trailGroups } from "#shared/api/trail.ts";
import { useSpeech } from "./actors.ts";
import { entryOf } from "./entry.ts";
import type { Speech } from "./entry-parts.ts";
import { byDay, type Day, groupsOf, trailQuery, withoutEchoes } from "./learner.ts";
import type { Choices } from "./learners.ts";
import { MessageFrame } from "./message-frame.tsx";
import type { LearnerSearch } from "./search.ts";
import { timelineWords as words } from "./words-learners.ts";
import "./timeline.css";

interface Given {
  learner: string;
  search: LearnerSearch;
  onSearch: (next: LearnerSearch) => void;
  choices: Choices | undefined;
}

/** The time line with its filters. */
export function Timeline({ learner, search, onSearch, choices }: Given) {
  const say = useSay();
  const zone = useZone();
  const query = useInfiniteQuery(trailQuery(useApi(), learner, search));
  const rows = query.data?.pages.flatMap((page) => page.rows);
  const titles = useMemo(() => new Map(choices?.courses.map(({ id, title }) => [id, title])), [choices]);
  const speech = useSpeech(rows ?? [], titles);
  return (
    <Panel title={say(words.title)} extra={<Order search={search} onSearch={onSearch} choices={choices} />}>
      <Groups chosen={groupsOf(search)} onChosen={(groups) => onSearch({ ...search, groups })} />
      {query.error !== null && <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />}
      {rows === undefined && query.error === null && <Skeleton active paragraph={{ rows: 8 }} title={false} />}
      {rows?.length === 0 && (
        <Nothing isNarrowed={search.groups !== undefined || search.strategy !== undefined} onAll={() => onSearch({})} />
      )}
      {byDay(withoutEchoes(rows ?? []), zone).map((day) => (
        <OneDay key={day.day} day={day} speech={speech} />
      ))}
      {rows !== undefined && rows.length > 0 && (
        <div className="wb-line-end">
          {query.hasNextPage ? (
            <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {say(search.order === "oldest" ? words.loadLater : words.loadMore)}
            </Button>
          ) : (
            <span className="wb-dim">{say(words.allLoaded)}</span>
          )}
        </div>
      )}
    </Panel>
  );
}

function Nothing({ isNarrowed, onAll }: { isNarrowed: boolean; onAll: () => void }) {
  const say = useSay();
  if (!isNarrowed) return <EmptyState title={say(words.none)} hint={say(words.noneHow)} />;
  return (
    <EmptyState
      title={say(words.noneKind)}
      hint={say(words.noneKindHow)}
      action={<Button onClick={onAll}>{say(words.showAll)}</Button>}
    />
  );
}

function Order({ search, onSearch, choices }: Omit<Given, "learner">) {
  const say = useSay();
  return (
    <div className="wb-line-order">
      {choices !== undefined && (
        <Select
          allowClear
          aria-label={say(words.strategy)}
          placeholder={say(words.allStrategies)}
          popupMatchSelectWidth={false}
          style={{ width: 176 }}
          value={search.strategy ?? null}
          options={choices.strategies.map(({ id, name }) => ({ value: id, label: say(name) }))}
          onChange={(strategy) => onSearch({ ...search, strategy: strategy ?? undefined })}
        />
      )}
      <Segmented<"newest" | "oldest">
        aria-label={say(words.order)}
        value={search.order ?? "newest"}
        options={[
          { value: "newest", label: say(words.newest) },
          { value: "oldest", label: say(words.oldest) },
        ]}
        onChange={(order) => onSearch({ ...search, order: order === "newest" ? undefined : order })}
      />
    </div>
  );
}

function Groups({
  chosen,
  onChosen,
}: {
  chosen: readonly TrailGroup[];
  onChosen: (groups: string | undefined) => void;
}) {
  const say = useSay();
  return (
    <fieldset className="wb-line-groups">
      <legend className="wb-unseen">{say(words.filter)}</legend>
      <Checkbox.Group
        value={[...chosen]}
        options={trailGroups.map((value) => ({ value, label: say(words.groups[value]) }))}
        onChange={(next: TrailGroup[]) =>
          onChosen(next.length === trailGroups.length || next.length === 0 ? undefined : next.join(","))
        }
      />
    </fieldset>
  );
}

function OneDay({ day, speech }: { day: Day; speech: Speech }) {
  const locale = useLocale();
  const zone = useZone();
  const first = day.rows[0];
  return (
    <section className="wb-day" aria-label={formatDate(first?.at, locale, zone)}>
      <h3>{formatDate(first?.at, locale, zone)}</h3>
      <ol>
        {day.rows.map((row) => (
          <OneEntry key={row.id} row={row} speech={speech} />
        ))}
      </ol>
    </section>
  );
}

function OneEntry({ row, speech }: { row: TrailRow; speech: Speech }) {
  const say = useSay();
  const locale = useLocale();
  const zone = useZone();
  const { title, lines, tone, message } = entryOf(row, speech);
  return (
    <li className={`wb-entry wb-entry-${tone}`}>
      <time dateTime={row.at}>{formatTime(row.at, locale, zone)}</time>
      <div className="wb-entry-body">
        <p className="wb-entry-title">
          {say(title)}
          <span className="wb-entry-kind">{say(words.groups[groupOf[row.kind]])}</span>
          <CanvasLink row={row} what={say(title)} />
        </p>
        {lines.map((line) => (
          <p key={line.en} className="wb-entry-line">
            {say(line)}
          </p>
        ))}
        {message !== null && <MessageFrame {...message} />}
      </div>
    </li>
  );
}

/** Leads to the node that the row is about, for those who may see strategies. */
function CanvasLink({ row: { refs, params }, what }: { row: TrailRow; what: string }) {
  const say = useSay();
  const mayRead = useCan("read");
  const node = refs.node ?? (typeof params.signal === "string" ? params.signal : refs.tier);
  if (!mayRead || refs.strategy === undefined || refs.strategy === "" || node === undefined) return null;
  return (
    <Link
      className="wb-entry-link"
      to={`/strategies/${refs.strategy}` as string}
      search={{ node }}
      aria-label={say(words.canvasOf(what))}
    >
      {say(words.canvas)}
    </Link>
  );
}
