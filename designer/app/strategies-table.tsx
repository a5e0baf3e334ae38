// The strategies as rows; what stands in their place where there are none, or none that fit.
import { Link } from "@tanstack/react-router";
import { Button, Skeleton, Table, type TableColumnsType, Tooltip } from "antd";
import { useNow, useSession, useZone } from "#designer/api/session.tsx";
import { formatDateTime, formatRelative } from "#designer/text/format.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { EmptyState } from "#designer/ui/page.tsx";
import { nameOf, pathOf, type StrategiesSearch, type Summary, shown } from "./strategies.ts";
import { StrategyMenu } from "./strategy-menu.tsx";
import { stateWords, strategyWords as words } from "./words-strategies.ts";

interface Given {
  /** Undefined until known. */
  items: readonly Summary[] | undefined;
  search: StrategiesSearch;
  onClear: () => void;
  onGallery: () => void;
}

/** The rows that the search shows. */
export function StrategiesTable({ items, search, onClear, onGallery }: Given) {
  const say = useSay();
  const columns = useColumns();
  if (items === undefined) return <Skeleton active paragraph={{ rows: 6 }} title={false} />;
  if (items.length === 0)
    return (
      <EmptyState
        title={say(words.none)}
        hint={say(words.noneHow)}
        action={
          <Button type="primary" onClick={onGallery}>
            {say(words.noneAction)}
          </Button>
        }
      />
    );
  const rows = shown(items, search);
  if (rows.length === 0)
    return (
      <EmptyState
        title={say(words.noMatch)}
        hint={say(words.noMatchHow)}
        action={<Button onClick={onClear}>{say(words.clear)}</Button>}
      />
    );
  return (
    <Table<Summary> className="wb-strategies" rowKey="id" columns={columns} dataSource={rows} pagination={false} />
  );
}

function useColumns(): TableColumnsType<Summary> {
  const say = useSay();
  return [
    { key: "name", title: say(words.name), render: (_, strategy) => <Name strategy={strategy} /> },
    { key: "state", title: say(words.state), width: 136, render: (_, { state }) => <State state={state} /> },
    {
      key: "version",
      title: say(words.version),
      width: 128,
      render: (_, { version }) => (
        <span className={version === null ? "wb-dim" : ""}>
          {say(version === null ? words.notPublished : words.published(version))}
        </span>
      ),
    },
    { key: "changed", title: say(words.changed), width: 240, render: (_, strategy) => <Changed strategy={strategy} /> },
    {
      key: "acts",
      title: <span className="wb-unseen">{say(words.acts)}</span>,
      width: 64,
      align: "end",
      render: (_, strategy) => <StrategyMenu strategy={strategy} />,
    },
  ];
}

function Name({ strategy }: { strategy: Summary }) {
  const locale = useLocale();
  return (
    <div className="wb-strategy-name">
      <Link to={pathOf(strategy.id)}>{nameOf(strategy, locale)}</Link>
      <code>{strategy.id}</code>
    </div>
  );
}

/** A strategy's state, as a dot and a word. */
export function State({ state }: { state: Summary["state"] }) {
  const say = useSay();
  return <span className={`wb-state wb-state-${state}`}>{say(stateWords[state])}</span>;
}

function Changed({ strategy }: { strategy: Summary }) {
  const say = useSay();
  const locale = useLocale();
  const zone = useZone();
  const now = useNow();
  const { person } = useSession();
  const who = strategy.updatedBy === `person/${person.id}` ? say(words.you) : strategy.updatedByName;
  return (
    <Tooltip title={formatDateTime(strategy.updatedAt, locale, zone)}>
      <time dateTime={strategy.updatedAt}>
        {say(words.byWhom(formatRelative(strategy.updatedAt, locale, now), who))}
      </time>
    </Tooltip>
  );
}
