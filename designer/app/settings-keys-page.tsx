// Machine keys: what each may do, a new one shown once, and their end.
import { PlusOutlined } from "@ant-design/icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Checkbox, Skeleton, Table, type TableColumnsType, Tag, Tooltip } from "antd";
import { createElement, useState } from "react";
import { useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { useZone } from "#designer/api/session.tsx";
import { formatDateTime } from "#designer/text/format.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { EmptyState, Page, Panel } from "#designer/ui/page.tsx";
import type { AnswerOf } from "#shared/api/contract.ts";
import { listKeys, revokeKey } from "#shared/api/system.ts";
import { KeyDialog } from "./settings-key-dialog.tsx";
import { memberWords, scopeWords, keyWords as words } from "./words-settings-people.ts";

type Key = AnswerOf<typeof listKeys>["items"][number];

/** The page. */
export function SettingsKeysPage() {
  const say = useSay();
  const api = useApi();
  const [isMaking, setMaking] = useState(false);
  const query = useQuery({ queryKey: ["keys"], queryFn: () => api.call(listKeys) });
  const create = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setMaking(true)}>
      {say(words.create)}
    </Button>
  );
  return (
    <Page title={say(words.title)} lead={say(words.lead)} actions={create}>
      <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
      {query.data === undefined ? (
        query.error === null && <Skeleton active title={false} />
      ) : query.data.items.length === 0 ? (
        <EmptyState title={say(words.none)} hint={say(words.noneHow)} action={create} />
      ) : (
        <Keys keys={query.data.items} />
      )}
      <KeyDialog isOpen={isMaking} onClose={() => setMaking(false)} />
    </Page>
  );
}

function Keys({ keys }: { keys: readonly Key[] }) {
  const say = useSay();
  const columns = useColumns();
  const [isHiding, setHiding] = useState(true);
  const rows = keys.filter(({ revokedAt }) => !isHiding || revokedAt === null);
  const hide = keys.length > 0 && (
    <Checkbox checked={isHiding} onChange={({ target }) => setHiding(target.checked)}>
      {say(words.hideRevoked)}
    </Checkbox>
  );
  return (
    <Panel title={say(words.title)} extra={hide}>
      <Table<Key> size="middle" rowKey="id" columns={columns} dataSource={rows} pagination={false} />
    </Panel>
  );
}

function useColumns(): TableColumnsType<Key> {
  const say = useSay();
  const locale = useLocale();
  const zone = useZone();
  return [
    {
      key: "name",
      title: say(words.name),
      render: (_, { name, prefix, revokedAt }) => (
        <span className={revokedAt === null ? "" : "wb-off"}>
          <strong>{name}</strong>
          <span className="wb-table-note wb-mono">{prefix}…</span>
        </span>
      ),
    },
    { key: "source", title: say(words.source), render: (_, { source }) => <span className="wb-mono">{source}</span> },
    {
      key: "scopes",
      title: say(words.scopes),
      width: 280,
      render: (_, { scopes }) => (
        <span className="wb-tags">
          {scopes.map((scope) => (
            <Tooltip key={scope} title={say(scopeWords[scope])}>
              <Tag>{scope}</Tag>
            </Tooltip>
          ))}
        </span>
      ),
    },
    {
      key: "created",
      title: say(words.created),
      render: (_, { createdAt, revokedAt }) => (
        <>
          {formatDateTime(createdAt, locale, zone)}
          {revokedAt !== null && (
            <span className="wb-table-note">{say(words.revoked(formatDateTime(revokedAt, locale, zone)))}</span>
          )}
        </>
      ),
    },
    {
      key: "acts",
      title: <span className="wb-unseen">{say(memberWords.acts)}</span>,
      align: "end",
      render: (_, key) => key.revokedAt === null && <Revoke of={key} />,
    },
  ];
}

function Revoke({ of: { id, name } }: { of: Key }) {
  const say = useSay();
  const api = useApi();
  const client = useQueryClient();
  const { modal } = App.useApp();
  const revoke = useMutation({
    mutationFn: () => api.call(revokeKey, { params: { id } }),
    onError: (error) => modal.error({ title: name, content: createElement(ProblemAlert, { error }) }),
    onSettled: () => client.invalidateQueries({ queryKey: ["keys"] }),
  });
  const ask = () =>
    modal.confirm({
      title: say(words.revokeAsk(name)),
      content: say(words.revokeHow),
      okText: say(words.revoke),
      okButtonProps: { danger: true },
      onOk: () => revoke.mutateAsync().catch(() => undefined), // said in a dialog of its own
    });
  return (
    <Button size="small" danger aria-label={say(words.revokeOf(name))} onClick={ask}>
      {say(words.revoke)}
    </Button>
  );
}
