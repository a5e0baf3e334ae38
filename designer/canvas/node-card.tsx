// A node as drawn: a card with its icon, name, what it says of itself, its ports, and marks for problems, notes and people.
import { CloseCircleFilled, FileTextOutlined, TeamOutlined, WarningFilled } from "@ant-design/icons";
import { createContext, memo, type ReactNode, useContext } from "react";
import { Handle, type NodeProps, Position } from "reactflow";
import { kindLabel, ownName } from "#designer/document/describe.ts";
import type { FlowNode, NodeData, Port } from "#designer/document/flow.ts";
import { tally } from "#designer/document/problems.ts";
import { formatCompact } from "#designer/text/format.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { useOverlay } from "./canvas-context.tsx";
import { iconOfNode } from "./icons.tsx";
import { linesOf, portLabel } from "./naming.ts";
import { nodeWords as words } from "./words.ts";
import "./node-card.css";

/** Whether ports are too small to be grasped: they are then drawn alike, but do not listen, of which hundreds would. */
export const PortsAsleep = createContext(false);

/** The card of any node; what differs by type is its colour and whether anything leads into it. */
export const NodeCard = memo(function NodeCard({ data }: NodeProps<FlowNode>) {
  const { node, ports } = data;
  const { errorCount, warningCount } = tally(data.problems);
  const mark = errorCount > 0 ? " wb-node-wrong" : warningCount > 0 ? " wb-node-warned" : "";
  const isSource = node.type === "signal" && node.kind !== "score";
  const glow = useOverlay(({ glow: by }) => by[node.id]);
  const isSimple = ports.length === 1 && ports[0]?.isLost === false;
  return (
    <div className={`wb-node wb-node-${groupOf(node.type)}${mark}`} data-rank={rankOf(data)} data-glow={glow}>
      {!isSource && <In />}
      <Head data={data} />
      <Lines data={data} />
      {isSimple && ports[0] !== undefined ? <Out port={ports[0]} /> : <Ports ports={ports} />}
    </div>
  );
});

function groupOf(type: string): string {
  return type === "signal" || type === "tier" || type === "send" ? type : "step";
}

function rankOf({ node }: NodeData): number | undefined {
  return node.type === "tier" && typeof node.rank === "number" ? Math.min(3, node.rank) : undefined;
}

function Head({ data }: { data: NodeData }) {
  const say = useSay();
  const locale = useLocale();
  const { node, message } = data;
  const own = ownName(node, locale);
  const kind = say(kindLabel(node, message));
  return (
    <header className="wb-node-head">
      <span className="wb-node-icon" aria-hidden="true">
        {iconOfNode(node, message)}
      </span>
      <span className="wb-node-title">
        <strong title={own ?? kind}>{own ?? kind}</strong>
        <small>
          {own === null ? node.id : kind}
          {rankOf(data) !== undefined && ` · ${say(words.rank(String(node.rank)))}`}
          {(message?.variants.length ?? 0) > 1 && ` · ${say(words.variants(message?.variants.length ?? 0))}`}
          {message?.experiment !== undefined && ` · ${say(words.experiment)}`}
        </small>
      </span>
      <Marks data={data} />
    </header>
  );
}

function Marks({ data }: { data: NodeData }) {
  const say = useSay();
  const locale = useLocale();
  const { errorCount, warningCount } = tally(data.problems);
  const all = data.problems.map(({ message }) => say(message)).join("\n");
  const marks: [string, boolean, ReactNode, string][] = [
    ["people", data.count !== null, <TeamOutlined key="i" />, say(words.people(data.count ?? 0))],
    [
      "note",
      typeof data.node.note === "string" && data.node.note !== "",
      <FileTextOutlined key="i" />,
      String(data.node.note),
    ],
    ["error", errorCount > 0, <CloseCircleFilled key="i" />, all],
    ["warning", errorCount === 0 && warningCount > 0, <WarningFilled key="i" />, all],
  ];
  return (
    <span className="wb-node-marks">
      {marks.map(([name, isShown, icon, title]) =>
        isShown ? (
          <span key={name} className={`wb-mark-${name}`} title={title} aria-hidden="true">
            {icon}
            {name === "people" && formatCompact(data.count, locale)}
            {name === "error" && errorCount > 1 && errorCount}
          </span>
        ) : null,
      )}
    </span>
  );
}

function Lines({ data }: { data: NodeData }) {
  const locale = useLocale();
  return (
    <>
      {linesOf(data, locale).map((line, index) => (
        <p key={line} className={index === 0 ? "wb-node-line" : "wb-node-line wb-node-more"} title={line}>
          {line}
        </p>
      ))}
    </>
  );
}

function In() {
  if (useContext(PortsAsleep)) return <Asleep side={Position.Left} type="target" />;
  return <Handle type="target" position={Position.Left} className="wb-handle wb-handle-in" />;
}

function Out({ port }: { port: Port }) {
  if (useContext(PortsAsleep)) return <Asleep side={Position.Right} type="source" id={port.id} />;
  return <Handle type="source" id={port.id} position={Position.Right} className="wb-handle" />;
}

/** A port as React Flow finds it when it measures a node, and no more. */
function Asleep({ side, type, id }: { side: Position; type: "source" | "target"; id?: string }) {
  return (
    <div
      className={`react-flow__handle react-flow__handle-${side} wb-handle ${type}`}
      data-handleid={id}
      data-handlepos={side}
    />
  );
}

function Ports({ ports }: { ports: readonly Port[] }) {
  const say = useSay();
  const locale = useLocale();
  if (ports.length === 0) return null;
  return (
    <ul className="wb-node-ports">
      {ports.map((port) => (
        <li key={port.id} className={port.isLost ? "wb-port-lost" : undefined}>
          <span title={port.isLost ? say(words.lost(port.id)) : port.id}>{portLabel(port.id, locale)}</span>
          <Out port={port} />
        </li>
      ))}
    </ul>
  );
}
