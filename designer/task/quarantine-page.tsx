// The quarantine: what was refused or failed, why, what was sent, and trying it again or putting it aside.
import { DownloadOutlined } from "@ant-design/icons";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button, Segmented, Select, Skeleton, Table, type TableColumnsType } from "antd";
import { useState } from "react";
import { useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { useZone } from "#designer/api/session.tsx";
import { formatDateTime } from "#designer/text/format.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { EmptyState, Page } from "#designer/ui/page.tsx";
import { type QuarantineRow, quarantineCsv, quarantineQuery } from "./quarantine.ts";
import { QuarantineItem } from "./quarantine-item.tsx";
import { type QuarantineSearch, quarantineSearch } from "./search.ts";
import { quarantineWords as words } from "./words-overview.ts";
import "./people.css";

/** The page. */
export function QuarantinePage() {
  const say = useSay();
  const [search, setSearch] = useQuarantineSearch();
  const [open, setOpen] = useState<QuarantineRow | null>(null);
  return (
    <Page
      title={say(words.title)}
      lead={say(words.lead)}
      actions={
        <Button icon={<DownloadOutlined />} href={quarantineCsv(search)} download>
          {say(words.csv)}
        </Button>
      }
    >
      <Filter search={search} onSearch={setSearch} />
      <Items search={search} onSearch={setSearch} onOpen={setOpen} />
      {open !== null && <QuarantineItem key={open.id} row={open} onClose={() => setOpen(null)} />}
    </Page>
  );
}

const states = ["open", "retried", "discarded"] as const;

interface Given {
  search: QuarantineSearch;
  onSearch: (next: QuarantineSearch) => void;
}

function Filter({ search, onSearch }: Given) {
  const say = useSay();
  return (
    <search className="wb-narrow" aria-label={say(words.filters)}>
      <Segmented<(typeof states)[number]>
        aria-label={say(words.state)}
        value={search.state ?? "open"}
        options={states.map((value) => ({ value, label: say(words.states[value]) }))}
        onChange={(state) => onSearch({ ...search, state: state === "open" ? undefined : state })}
      />
      <Select
        allowClear
        aria-label={say(words.kind)}
        placeholder={say(words.kind)}
        popupMatchSelectWidth={false}
        style={{ width: 160 }}
        value={search.kind ?? null}
        options={(["rejected", "quarantined"] as const).map((value) => ({ value, label: say(words.kindHow[value]) }))}
        onChange={(kind) => onSearch({ ...search, kind: kind ?? undefined })}
      />
    </search>
  );
}

function Items({ search, onSearch, onOpen }: Given & { onOpen: (row: QuarantineRow) => void }) {
  const say = useSay();
  const query = useInfiniteQuery(quarantineQuery(useApi(), search));
  const columns = useItemColumns(onOpen);
  if (query.error !== null) return <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Skeleton active paragraph={{ rows: 6 }} title={false} />;
  const rows = query.data.pages.flatMap((page) => page.rows);
  const isNarrowed = Object.values(search).some((value) => value !== undefined);
  if (rows.length === 0)
    return (
      <EmptyState
        title={say(isNarrowed ? words.noMatch : words.none)}
        hint={say(words.noneHow)}
        action={isNarrowed && <Button onClick={() => onSearch({})}>{say(words.clear)}</Button>}
      />
    );
  return (
    <>
      <Table<QuarantineRow> rowKey="id" columns={columns} dataSource={rows} pagination={false} />
      {query.hasNextPage && (
        <p className="wb-more">
          <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {say(words.more)}
          </Button>
        </p>
      )}
    </>
  );
}

function useItemColumns(onOpen: (row: QuarantineRow) => void): TableColumnsType<QuarantineRow> {
  const say = useSay();
  const locale = useLocale();
  const zone = useZone();
  return [
    { key: "at", title: say(words.at), width: 168, render: (_, { at }) => formatDateTime(at, locale, zone) },
    { key: "kind", title: say(words.kind), width: 112, render: (_, { kind }) => say(words.kinds[kind]) },
    {
      key: "reason",
      title: say(words.reason),
      render: (_, { reason, path }) => (
        <>
          {say(reason)} {path !== null && path !== "" && <code className="wb-dim">{path}</code>}
        </>
      ),
    },
    { key: "source", title: say(words.source), width: 160, dataIndex: "source" },
    {
      key: "acts",
      title: <span className="wb-unseen">{say(words.acts)}</span>,
      width: 96,
      render: (_, row) => (
        <Button
          size="small"
          onClick={() => onOpen(row)}
          aria-label={say(words.openOf(`${say(row.reason)} #${row.id}`))}
        >
          {say(words.open)}
        </Button>
      ),
    },
  ];
}

function useQuarantineSearch(): [QuarantineSearch, (next: QuarantineSearch) => void] {
  const search = quarantineSearch.parse(useSearch({ strict: false }));
  const navigate = useNavigate();
  return [search, (next) => void navigate({ to: "/quarantine", search: next, replace: true })];
}
