// Draws a whole strategy as a person does: its nodes with their settings, its connections, its own settings, and in the studio the texts
// of its messages. What is drawn is read from a document.
import { expect, type Locator } from "@playwright/test";
import { channels } from "#shared/channel/all.ts";
import type { FormItem } from "#shared/kernel/form.ts";
import { nodeKind } from "#shared/node/all.ts";
import { signalKinds } from "#shared/signal/all.ts";
import { isSignal, isTier, type Strategy, type StrategyNode } from "#shared/strategy/document.ts";
import { causeField, strategySections } from "#shared/strategy/form.ts";
import { reachPresets, tierForm } from "#shared/tier/form.ts";
import type { Entry, Hand } from "./hand.ts";
import { fillForm } from "./hand-forms.ts";

type Values = Readonly<Record<string, unknown>>;

/** What the palette gives for a node: the entry, what a new one says, and what its form asks. */
interface Beginning {
  readonly entry: Entry;
  readonly fresh: Values;
  readonly form: readonly FormItem[];
}

function beginningOf(document: Strategy, node: StrategyNode): Beginning {
  if (isSignal(node)) {
    const kind = signalKinds.find((one) => one.kind === node.kind);
    if (kind === undefined) throw new Error(`no signal ${node.kind}`);
    const fresh = { ...(kind.fresh as Values), ...(node.kind === "score" ? { weights: {} } : {}) };
    const entry = { key: `signal.${kind.kind}`, label: kind.label["zh-CN"] };
    return { entry, fresh, form: [...(kind.form as readonly FormItem[]), causeField] };
  }
  if (isTier(node)) {
    const preset = reachPresets[node.rank - 1];
    if (preset === undefined) throw new Error(`no usual tier ${node.rank}`);
    const fresh = { rank: node.rank, enter: { atLeast: Math.min(node.rank, 2) }, reach: preset.value };
    return { entry: { key: `tier.${node.rank}`, label: preset.label["zh-CN"] }, fresh, form: tierForm };
  }
  const kind = nodeKind(node.type);
  if (kind === null) throw new Error(`no step ${node.type}`);
  const form = kind.form as readonly FormItem[];
  if (node.type !== "send")
    return { entry: { key: `step.${node.type}`, label: kind.label["zh-CN"] }, fresh: kind.fresh as Values, form };
  const channel = channels.find(({ id }) => id === document.messages?.[node.message]?.channel);
  if (channel === undefined) throw new Error(`no channel for ${node.message}`);
  const entry = { key: `send.${channel.id}`, label: channel.describe().label["zh-CN"] };
  return { entry, fresh: kind.fresh as Values, form };
}

/** The messages that the canvas made: what it called them, by what they shall be called; null for one to be deleted. */
export type Made = Map<string, string | null>;

function freeId(channel: string, made: Made): string {
  for (let n = 1; ; n++) {
    const id = n === 1 ? channel : `${channel}-${n}`;
    if (!made.has(id)) return id;
  }
}

/** Picks the message of a send where there is one already; else keeps the one that came with the node. */
async function chooseMessage(hand: Hand, form: Locator, channel: string, message: string, made: Made): Promise<void> {
  const there = [...made].find(([, wanted]) => wanted === message)?.[0];
  made.set(freeId(channel, made), there === undefined ? message : null);
  if (there !== undefined) await hand.pick(form.getByRole("combobox", { name: "消息", exact: true }), there);
}

/** Puts every node on the canvas, with its settings and its id. */
export async function drawNodes(hand: Hand, document: Strategy): Promise<Made> {
  const made: Made = new Map();
  const form = hand.page.getByRole("form");
  for (const node of document.nodes) {
    const { entry, fresh, form: items } = beginningOf(document, node);
    await hand.add(entry, document.layout?.[node.id] ?? { x: 0, y: 0 });
    await fillForm(hand, form, items, fresh, node as unknown as Values);
    if (node.type === "send") await chooseMessage(hand, form, entry.key.slice("send.".length), node.message, made);
    await hand.write(form.getByLabel("标识", { exact: true }), node.id);
    await expect(hand.page.locator(`.react-flow__node[data-id="${node.id}"]`)).toHaveCount(1);
  }
  return made;
}

/** What a strategy says that nobody has drawn yet. */
const empty = {
  purpose: "retention",
  subject: "learner",
  goal: { events: ["lesson.completed"], days: 3, within: "P14D" },
};

/** Fills in the strategy's own settings, without its description. */
export async function settle(hand: Hand, document: Strategy): Promise<void> {
  await hand.press(hand.page.getByRole("button", { name: "策略设置", exact: true }));
  const form = hand.page.getByRole("form", { name: "策略设置" });
  const { description: _description, ...wanted } = document;
  for (const { form: items } of strategySections) await fillForm(hand, form, items, empty, wanted);
}
