// The members as rows: each with a role to choose, and with what else can be done.
import { MoreOutlined } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Dropdown, type MenuProps, Select, Table, type TableColumnsType, Tag, Tooltip } from "antd";
import { createElement } from "react";
import { useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { useNow, useSession, useZone } from "#designer/api/session.tsx";
import { formatDate, formatDateTime, formatRelative } from "#designer/text/format.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { deleteMember, putMember } from "#shared/api/accounts.ts";
import { type Role, roles } from "#shared/api/contract.ts";
import { isLastAdmin, type Member } from "./settings-people.ts";
import { roleWords } from "./words.ts";
import { roleHints, memberWords as words } from "./words-settings-people.ts";

interface Given {
  members: readonly Member[];
  onReset: (member: Member) => void;
}

/** The rows. */
export function MemberTable({ members, onReset }: Given) {
  const say = useSay();
  const columns: TableColumnsType<Member> = [
    { key: "member", title: say(words.member), render: (_, member) => <Who member={member} /> },
    {
      key: "role",
      title: say(words.role),
      width: 176,
      render: (_, member) => <RoleChoice member={member} isLast={isLastAdmin(member, members)} />,
    },
    {
      key: "state",
      title: say(words.state),
      width: 128,
      render: (_, { isActive }) => (
        <span className={`wb-state wb-state-${isActive ? "live" : "paused"}`}>
          {say(isActive ? words.active : words.stopped)}
        </span>
      ),
    },
    { key: "seen", title: say(words.seen), width: 160, render: (_, member) => <Seen member={member} /> },
    {
      key: "acts",
      title: <span className="wb-unseen">{say(words.acts)}</span>,
      width: 64,
      align: "end",
      render: (_, member) => (
        <Acts member={member} isLast={isLastAdmin(member, members)} onReset={() => onReset(member)} />
      ),
    },
  ];
  return <Table<Member> size="middle" rowKey="id" columns={columns} dataSource={[...members]} pagination={false} />;
}

function Who({ member: { id, name, email, isActive } }: { member: Member }) {
  const say = useSay();
  const { person } = useSession();
  return (
    <span className={isActive ? "" : "wb-off"}>
      <strong>{name}</strong> {id === person.id && <Tag>{say(words.you)}</Tag>}
      <span className="wb-table-note">{email}</span>
    </span>
  );
}

function Seen({ member: { lastSeenAt, createdAt } }: { member: Member }) {
  const say = useSay();
  const locale = useLocale();
  const zone = useZone();
  const now = useNow();
  // Sessions live by the wall's clock, also where the school's own is a test clock.
  const seenAgainst = lastSeenAt === null ? now : Math.max(Date.parse(lastSeenAt), Date.now());
  return (
    <>
      {lastSeenAt === null ? (
        <span className="wb-dim">{say(words.never)}</span>
      ) : (
        <Tooltip title={formatDateTime(lastSeenAt, locale, zone)}>
          <time dateTime={lastSeenAt}>{formatRelative(lastSeenAt, locale, seenAgainst)}</time>
        </Tooltip>
      )}
      <span className="wb-table-note">{say(words.joined(formatDate(createdAt, locale, zone)))}</span>
    </>
  );
}

/** The mutation of a member; a refusal stands in a dialog with its words. */
function useChange(title: string) {
  const api = useApi();
  const client = useQueryClient();
  const { modal } = App.useApp();
  return useMutation({
    mutationFn: (act: { id: string; role?: Role; isActive?: boolean } | { id: string; isGone: true }) => {
      if ("isGone" in act) return api.call(deleteMember, { params: { id: act.id } });
      const { id, ...body } = act;
      return api.call(putMember, { params: { id }, body });
    },
    onError: (error) => modal.error({ title, content: createElement(ProblemAlert, { error }) }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ["members"] }),
        client.invalidateQueries({ queryKey: ["session"] }),
      ]),
  });
}

function RoleChoice({ member, isLast }: { member: Member; isLast: boolean }) {
  const say = useSay();
  const { message } = App.useApp();
  const change = useChange(say(words.roleOf(member.name)));
  const choose = (role: Role) =>
    change.mutate(
      { id: member.id, role },
      { onSuccess: () => void message.success(say(words.roleChanged(member.name, say(roleWords[role])))) },
    );
  return (
    <Tooltip title={isLast ? say(words.lastAdmin) : ""}>
      <Select<Role>
        aria-label={say(words.roleOf(member.name))}
        className="wb-role"
        disabled={isLast}
        loading={change.isPending}
        value={member.role}
        popupMatchSelectWidth={360}
        options={roles.map((role) => ({ value: role, label: say(roleWords[role]), hint: say(roleHints[role]) }))}
        optionRender={({ data }) => (
          <>
            {data.label}
            <span className="wb-table-note">{data.hint}</span>
          </>
        )}
        onChange={choose}
      />
    </Tooltip>
  );
}

function Acts({ member, isLast, onReset }: { member: Member; isLast: boolean; onReset: () => void }) {
  const say = useSay();
  const { modal } = App.useApp();
  const { name, id, isActive } = member;
  const change = useChange(name);
  const ask = (title: string, content: string, okText: string, act: Parameters<typeof change.mutate>[0]) =>
    modal.confirm({ title, content, okText, okButtonProps: { danger: true }, onOk: () => change.mutateAsync(act) });
  const why = isLast ? { disabled: true, title: say(words.lastAdmin) } : {};
  const stop = () => ask(say(words.stopAsk(name)), say(words.stopHow), say(words.stopOk), { id, isActive: false });
  const remove = () => ask(say(words.removeAsk(name)), say(words.removeHow), say(words.removeOk), { id, isGone: true });
  const items: NonNullable<MenuProps["items"]> = [
    { key: "reset", label: say(words.reset), onClick: onReset },
    isActive
      ? { key: "stop", label: say(words.stop), onClick: stop, ...why }
      : { key: "start", label: say(words.start), onClick: () => change.mutate({ id, isActive: true }) },
    { type: "divider" },
    { key: "remove", danger: true, label: say(words.remove), onClick: remove, ...why },
  ];
  return (
    <Dropdown trigger={["click"]} menu={{ items }} placement="bottomRight">
      <Button type="text" icon={<MoreOutlined />} aria-label={say(words.actsOf(name))} aria-haspopup="menu" />
    </Dropdown>
  );
}
