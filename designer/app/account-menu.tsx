// The person's menu: their account, the system page, and the ways out.
import { ApiOutlined, ExperimentOutlined, LogoutOutlined, UserOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { App, Avatar, Button, Dropdown } from "antd";
import { useCallback } from "react";
import { useApi } from "#designer/api/client.tsx";
import { useCan, useSession } from "#designer/api/session.tsx";
import { useSay } from "#designer/text/say.tsx";
import { deleteSession, endSessions } from "#shared/api/accounts.ts";
import { roleWords, shellWords as words } from "./words.ts";

/** Ways out: of this session, and of all of them after a question. */
export function useSignOut() {
  const api = useApi();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { modal } = App.useApp();
  const say = useSay();
  const leave = useCallback(async () => {
    client.clear();
    await navigate({ to: "/login" });
  }, [client, navigate]);
  const here = () => api.call(deleteSession).then(leave);
  const everywhere = () =>
    modal.confirm({
      title: say(words.signOutAllAsk),
      content: say(words.signOutAllHow),
      okText: say(words.signOutAll),
      okButtonProps: { danger: true },
      onOk: () => api.call(endSessions).then(leave),
    });
  return { here, everywhere };
}

/** The menu behind the person's initial. */
export function AccountMenu() {
  const say = useSay();
  const navigate = useNavigate();
  const { person, school } = useSession();
  const mayOpenSample = useCan("admin") && !school.isSample;
  const out = useSignOut();
  const sample = {
    key: "sample",
    icon: <ExperimentOutlined />,
    label: say(words.sample),
    onClick: () => navigate({ to: "/setup", search: { step: "begin" } }),
  };
  const items = [
    { key: "who", type: "group" as const, label: `${person.name} · ${say(roleWords[person.role])}` },
    { key: "account", icon: <UserOutlined />, label: say(words.account), onClick: () => navigate({ to: "/account" }) },
    { key: "about", icon: <ApiOutlined />, label: say(words.about), onClick: () => navigate({ to: "/about" }) },
    ...(mayOpenSample ? [sample] : []),
    { key: "line", type: "divider" as const },
    { key: "out", icon: <LogoutOutlined />, label: say(words.signOut), onClick: () => void out.here() },
    {
      key: "all",
      icon: <LogoutOutlined />,
      label: say(words.signOutAll),
      danger: true,
      onClick: () => void out.everywhere(),
    },
  ];
  return (
    <Dropdown menu={{ items }} trigger={["click"]} placement="bottomRight">
      <Button type="text" className="wb-account" aria-label={say(words.accountMenu(person.name))} aria-haspopup="menu">
        <Avatar size={28}>{[...person.name][0]?.toUpperCase()}</Avatar>
      </Button>
    </Dropdown>
  );
}
