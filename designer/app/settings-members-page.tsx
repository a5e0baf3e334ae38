// The members of the school and the links that let more of them in.
import { UserAddOutlined } from "@ant-design/icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Skeleton, Table, type TableColumnsType } from "antd";
import { useState } from "react";
import { useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { useZone } from "#designer/api/session.tsx";
import { formatDateTime } from "#designer/text/format.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { Page, Panel } from "#designer/ui/page.tsx";
import { deleteInvitation } from "#shared/api/accounts.ts";
import { InviteDialog, LinkDialog, type MadeLink, useResetLink } from "./settings-invite.tsx";
import { MemberTable } from "./settings-member-table.tsx";
import { type Invitation, invitationsQuery, membersQuery } from "./settings-people.ts";
import { roleWords } from "./words.ts";
import { memberWords as words } from "./words-settings-people.ts";

/** The page. */
export function SettingsMembersPage() {
  const say = useSay();
  const [isInviting, setInviting] = useState(false);
  const [link, setLink] = useState<MadeLink | null>(null);
  const members = useQuery(membersQuery(useApi()));
  const reset = useResetLink(setLink);
  const invite = (
    <Button type="primary" icon={<UserAddOutlined />} onClick={() => setInviting(true)}>
      {say(words.invite)}
    </Button>
  );
  return (
    <Page title={say(words.title)} lead={say(words.lead)} actions={invite}>
      <Panel title={say(words.people)}>
        <ProblemAlert error={members.error ?? reset.error} onRetry={() => void members.refetch()} />
        {members.data === undefined ? (
          <Skeleton active title={false} />
        ) : (
          <MemberTable members={members.data.items} onReset={reset.mutate} />
        )}
      </Panel>
      <Panel title={say(words.links)}>
        <Links />
      </Panel>
      <InviteDialog isOpen={isInviting} onClose={() => setInviting(false)} />
      <LinkDialog link={link} onClose={() => setLink(null)} />
    </Page>
  );
}

function Links() {
  const say = useSay();
  const { data, error, refetch } = useQuery(invitationsQuery(useApi()));
  const columns = useLinkColumns();
  if (data === undefined)
    return error === null ? <Skeleton active title={false} /> : <ProblemAlert error={error} onRetry={refetch} />;
  if (data.items.length === 0) return <p className="wb-dim">{say(words.noLinks)}</p>;
  return <Table<Invitation> size="middle" rowKey="id" columns={columns} dataSource={data.items} pagination={false} />;
}

function useLinkColumns(): TableColumnsType<Invitation> {
  const say = useSay();
  const locale = useLocale();
  const zone = useZone();
  return [
    {
      key: "who",
      title: say(words.forWhom),
      render: (_, { name, email }) => (
        <>
          {name ?? email ?? <span className="wb-dim">{say(words.anyone)}</span>}
          {name !== null && email !== null && <span className="wb-table-note">{email}</span>}
        </>
      ),
    },
    {
      key: "kind",
      title: say(words.kind),
      render: (_, { kind, role }) =>
        kind === "reset" ? say(words.kindReset) : `${say(words.kindInvitation)} · ${say(roleWords[role])}`,
    },
    { key: "by", title: say(words.by), dataIndex: "invitedBy" },
    {
      key: "expires",
      title: say(words.expires),
      render: (_, { expiresAt }) => formatDateTime(expiresAt, locale, zone),
    },
    {
      key: "acts",
      title: <span className="wb-unseen">{say(words.acts)}</span>,
      align: "end",
      render: (_, one) => <Withdraw link={one} />,
    },
  ];
}

function Withdraw({ link }: { link: Invitation }) {
  const say = useSay();
  const api = useApi();
  const client = useQueryClient();
  const withdraw = useMutation({
    mutationFn: () => api.call(deleteInvitation, { params: { id: link.id } }),
    onSettled: () => client.invalidateQueries({ queryKey: ["invitations"] }),
  });
  const who = link.name ?? link.email ?? say(words.anyone);
  return (
    <Button
      size="small"
      loading={withdraw.isPending}
      aria-label={say(words.withdrawOf(who))}
      onClick={() => withdraw.mutate()}
    >
      {say(words.withdraw)}
    </Button>
  );
}
