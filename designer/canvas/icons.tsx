// A sign for each kind of node, by `signal kind`, node type or channel; a kind without one gets that of its group.
import {
  ApiOutlined,
  BellOutlined,
  BranchesOutlined,
  CalendarOutlined,
  ClockCircleOutlined,
  ControlOutlined,
  DashboardOutlined,
  FallOutlined,
  FieldTimeOutlined,
  FlagOutlined,
  FunctionOutlined,
  HourglassOutlined,
  InboxOutlined,
  MailOutlined,
  MessageOutlined,
  NumberOutlined,
  PauseCircleOutlined,
  PhoneOutlined,
  SendOutlined,
  SplitCellsOutlined,
  StopOutlined,
  TagOutlined,
  ThunderboltOutlined,
  TrophyOutlined,
  UserDeleteOutlined,
  UserOutlined,
  WechatOutlined,
} from "@ant-design/icons";
import type { ReactNode } from "react";
import type { DraftMessage, DraftNode } from "#designer/document/draft.ts";

const icons: Readonly<Record<string, ReactNode>> = {
  "signal.absence": <UserDeleteOutlined />,
  "signal.drop": <FallOutlined />,
  "signal.stall": <PauseCircleOutlined />,
  "signal.behind": <DashboardOutlined />,
  "signal.count": <NumberOutlined />,
  "signal.metric": <FunctionOutlined />,
  "signal.overdue": <FieldTimeOutlined />,
  "signal.milestone": <TrophyOutlined />,
  "signal.attribute": <UserOutlined />,
  "signal.schedule": <CalendarOutlined />,
  "signal.score": <ControlOutlined />,
  "send.inapp": <InboxOutlined />,
  "send.push": <BellOutlined />,
  "send.sms": <MessageOutlined />,
  "send.wechat": <WechatOutlined />,
  "send.email": <MailOutlined />,
  "step.wait": <ClockCircleOutlined />,
  "step.waitFor": <HourglassOutlined />,
  "step.branch": <BranchesOutlined />,
  "step.split": <SplitCellsOutlined />,
  "step.task": <PhoneOutlined />,
  "step.update": <TagOutlined />,
  "step.webhook": <ApiOutlined />,
  "step.window": <FieldTimeOutlined />,
  "step.end": <StopOutlined />,
};
const ofGroup: Readonly<Record<string, ReactNode>> = {
  signal: <ThunderboltOutlined />,
  tier: <FlagOutlined />,
  send: <SendOutlined />,
};

/** The icon of a palette entry. */
export function iconOf(key: string): ReactNode {
  return icons[key] ?? ofGroup[key.split(".")[0] ?? ""] ?? <SendOutlined />;
}

/** The icon of a node. */
export function iconOfNode(node: DraftNode, message: DraftMessage | null): ReactNode {
  if (node.type === "signal") return iconOf(`signal.${String(node.kind)}`);
  if (node.type === "tier") return iconOf("tier.");
  return iconOf(node.type === "send" ? `send.${message?.channel ?? ""}` : `step.${node.type}`);
}
