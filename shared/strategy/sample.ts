// The smallest strategy that uses tiers, waits, experiments and a holdout and has nothing wrong: the base that tests change.
import { type CompileContext, type CompileSettings, defaultContext } from "./context.ts";
import type { Edge, Message, Strategy, StrategyNode } from "./document.ts";

const text = (title: string, body: string) => ({ "zh-CN": { title, body } });

const base: Strategy = {
  format: "winback.strategy/1",
  id: "sample",
  name: { "zh-CN": "示例", en: "Sample" },
  purpose: "retention",
  subject: "learner",
  audience: { attr: "status", op: "eq", value: "studying" },
  goal: { events: ["session.started", "lesson.completed"], days: 2, within: "P14D" },
  nodes: [
    { id: "silent", type: "signal", kind: "absence", events: ["session.started"], for: "P3D", cause: "motivation" },
    { id: "stalled", type: "signal", kind: "stall", progress: "lesson.completed", per: "course", for: "P7D" },
    {
      id: "watch",
      type: "tier",
      rank: 1,
      enter: { atLeast: 1 },
      reach: { within: "PT24H", minTouches: 1, minChannels: 1, maxTouches: 1 },
    },
    {
      id: "warning",
      type: "tier",
      rank: 2,
      enter: { atLeast: 2 },
      reach: { within: "PT48H", minTouches: 2, minChannels: 2, maxTouches: 4 },
    },
    { id: "nudge", type: "send", message: "keep-going" },
    { id: "remind", type: "send", message: "keep-going-push" },
    { id: "seen", type: "waitFor", outcome: "opened", of: "remind", timeout: "PT24H" },
    { id: "text", type: "send", message: "come-back" },
  ],
  edges: [
    { from: "silent", port: "on", to: "watch" },
    { from: "silent", port: "on", to: "warning" },
    { from: "stalled", port: "on", to: "warning" },
    { from: "watch", port: "enter", to: "nudge" },
    { from: "warning", port: "enter", to: "remind" },
    { from: "remind", port: "next", to: "seen" },
    { from: "seen", port: "timeout", to: "text" },
  ],
  messages: {
    "keep-going": {
      channel: "inapp",
      experiment: { salt: "kg-1", metric: "recovered", allocation: "fixed" },
      variants: [
        { id: "a", weight: 5000, content: text("继续学习", '{{or learner.name "同学"}}，下一节课在等你') },
        { id: "b", weight: 5000, content: text("下一节课", "只要十分钟") },
      ],
    },
    "keep-going-push": {
      channel: "push",
      variants: [{ id: "a", weight: 10_000, content: text("下一节课", "只要十分钟") }],
    },
    "come-back": {
      channel: "sms",
      variants: [{ id: "a", weight: 10_000, content: { "zh-CN": { body: "下一节课已为你准备好，{{links.resume}}" } } }],
    },
  },
  holdout: { salt: "ho-1", weight: 1000 },
  policy: { priority: 50, cooldown: "P14D", quiet: { from: "22:00", to: "08:00" }, pauses: "school" },
  layout: { silent: { x: 0, y: 0 } },
};

/** A fresh copy of the base, changed. */
export function sampleStrategy(change: (document: Strategy) => void = () => undefined): Strategy {
  const document = JSON.parse(JSON.stringify(base)) as Strategy;
  change(document);
  return document;
}

/** Changes fields of a node; undefined takes one away. */
export function setNode(document: Strategy, id: string, fields: object): void {
  const node = document.nodes.find((one) => one.id === id);
  if (node === undefined) throw new Error(`the sample has no node ${id}`);
  Object.assign(node, fields);
  for (const [key, value] of Object.entries(fields)) if (value === undefined) Reflect.deleteProperty(node, key);
}

/** Adds nodes and connections, the latter written "from.port to". */
export function add(document: Strategy, nodes: readonly StrategyNode[], edges: readonly string[] = []): void {
  document.nodes.push(...nodes);
  document.edges.push(...edges.map(edgeOf));
}

/** Removes connections, written "from.port to". */
export function cut(document: Strategy, ...edges: readonly string[]): void {
  const gone = edges.map(edgeOf).map((edge) => JSON.stringify(edge));
  document.edges = document.edges.filter(({ from, port, to }) => !gone.includes(JSON.stringify({ from, port, to })));
}

/** A message of the sample. */
export function sampleMessage(document: Strategy, id: string): Message {
  const message = document.messages?.[id];
  if (message === undefined) throw new Error(`the sample has no message ${id}`);
  return message;
}

/** Adds or replaces a message. */
export function putMessage(document: Strategy, id: string, message: Message): void {
  document.messages = { ...document.messages, [id]: message };
}

/** The default context with other settings. */
export function within(settings: Partial<CompileSettings>): CompileContext {
  return { ...defaultContext, settings: { ...defaultContext.settings, ...settings } };
}

/** A way to break the sample that provokes one diagnostic; `node` is the node it names, null for none. */
export interface Case {
  readonly change: (document: Strategy) => void;
  readonly node: string | null;
  readonly context?: CompileContext;
}

function edgeOf(line: string): Edge {
  const [source = "", to = ""] = line.split(" ");
  const [from = "", port = ""] = source.split(".");
  return { from, port, to };
}
