// The audit log: filtered by who, what, on which object and when; page by page; with whether its chain is whole.
import { SafetyCertificateOutlined, WarningOutlined } from "@ant-design/icons";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button, Skeleton, Table, type TableColumnsType, Tag } from "antd";
import { useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { useZone } from "#designer/api/session.tsx";
import { formatDateTime, formatNumber } from "#designer/text/format.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { EmptyState, Page } from "#designer/ui/page.tsx";
import type { AnswerOf } from "#shared/api/contract.ts";
import { getAuditChain, listAudit } from "#shared/api/system.ts";
import { type AuditSearch, auditQuery, auditSearch } from "./settings-audit.ts";
import { AuditFilter } from "./settings-audit-filter.tsx";
import { AuditObject, useObjectNames } from "./settings-audit-object.tsx";
import { auditWords as words } from "./words-settings-system.ts";

type Row = AnswerOf<typeof listAudit>["rows"][number];

/** The page. */
export function SettingsAuditPage() {
  const say = useSay();
  const [search, setSearch] = useAuditSearch();
  const log = useLog(search);
  const rows = log.data?.pages.flatMap((page) => page.rows);
  const clear = () => setSearch({});
  return (
    <Page title={say(words.title)} lead={say(words.lead)} actions={<Chain />}>
      <AuditFilter search={search} onSearch={setSearch} />
      <ProblemAlert error={log.error} onRetry={() => void log.refetch()} />
      {rows === undefined && log.error === null && <Skeleton active paragraph={{ rows: 8 }} title={false} />}
      {rows?.length === 0 && (
        <EmptyState
          title={say(words.none)}
          hint={say(words.noneHow)}
          action={<Button onClick={clear}>{say(words.clear)}</Button>}
        />
      )}
      {rows !== undefined && rows.length > 0 && <Rows rows={rows} />}
      {log.hasNextPage && (
        <div className="wb-settings-more">
          <Button loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
            {say(words.more)}
          </Button>
        </div>
      )}
    </Page>
  );
}

function useAuditSearch(): [AuditSearch, (next: AuditSearch) => void] {
  const search = auditSearch.parse(useSearch({ strict: false }));
  const navigate = useNavigate();
  return [search, (next) => void navigate({ to: "/settings/audit", search: next, replace: true })];
}

function useLog(search: AuditSearch) {
  const api = useApi();
  const asked = auditQuery(search, useZone());
  return useInfiniteQuery({
    queryKey: ["audit", asked],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) =>
      api.call(listAudit, { query: { ...asked, ...(pageParam === null ? {} : { cursor: pageParam }) } }),
    getNextPageParam: ({ next }) => next,
  });
}

/** Whether every row follows from the one before it. */
function Chain() {
  const say = useSay();
  const locale = useLocale();
  const api = useApi();
  const { data } = useQuery({ queryKey: ["audit-chain"], queryFn: () => api.call(getAuditChain) });
  if (data === undefined) return <span className="wb-dim">{say(words.verifying)}</span>;
  return data.brokenSeq === null ? (
    <Tag color="success" icon={<SafetyCertificateOutlined />}>
      {say(words.whole(formatNumber(data.rowCount, locale)))}
    </Tag>
  ) : (
    <Tag color="error" icon={<WarningOutlined />}>
      {say(words.broken(data.brokenSeq))}
    </Tag>
  );
}

function Rows({ rows }: { rows: Row[] }) {
  const say = useSay();
  const locale = useLocale();
  const zone = useZone();
  const nameOf = useObjectNames();
  const columns: TableColumnsType<Row> = [
    {
      key: "at",
      title: say(words.at),
      width: 184,
      render: (_, { at }) => <time dateTime={at}>{formatDateTime(at, locale, zone)}</time>,
    },
    { key: "actor", title: say(words.actor), width: 176, dataIndex: "actorName" },
    { key: "act", title: say(words.act), dataIndex: "text" },
    {
      key: "object",
      title: say(words.object),
      render: (_, { object }) => <AuditObject object={object} nameOf={nameOf} />,
    },
  ];
  return (
    <Table<Row>
      size="middle"
      rowKey="seq"
      columns={columns}
      dataSource={rows}
      pagination={false}
      expandable={{
        columnTitle: <span className="wb-unseen">{say(words.detail)}</span>,
        expandedRowRender: (row) => <Detail row={row} />,
      }}
    />
  );
}

function Detail({ row: { detail, hash, seq, actor, act } }: { row: Row }) {
  const say = useSay();
  const lines = [
    ["#", String(seq)],
    [say(words.actor), actor],
    [say(words.act), act],
    [say(words.detail), Object.keys(detail).length === 0 ? "—" : JSON.stringify(detail, null, 1)],
    [say(words.hash), hash],
  ] as const;
  return (
    <dl className="wb-channel-facts">
      {lines.map(([name, value]) => (
        <div key={name} style={{ display: "contents" }}>
          <dt>{name}</dt>
          <dd className="wb-mono">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
