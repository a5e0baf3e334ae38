// What nodes and connections are called, on the drawing and by a screen reader.
import { firstWords, kindLabel, ownName, signalSentence } from "#designer/document/describe.ts";
import { enterSentence, reachSentence, stepSentence } from "#designer/document/describe-step.ts";
import { type Draft, type DraftMessage, type DraftNode, messageAt, nodeAt } from "#designer/document/draft.ts";
import type { Names, NodeData } from "#designer/document/flow.ts";
import { portName } from "#designer/document/ports.ts";
import { tally } from "#designer/document/problems.ts";
import type { Locale } from "#designer/text/locale.ts";
import { sayIn, type Text } from "#designer/text/say.tsx";
import type { Words } from "#shared/kernel/issue.ts";
import { nodeWords } from "./words.ts";

/** The name that a node goes by: its own, else its kind's. */
export function nameOf(node: DraftNode, message: DraftMessage | null, locale: Locale): string {
  return ownName(node, locale) ?? sayIn(locale, kindLabel(node, message));
}

/** The name of a node by its id; the id itself where there is none. */
export function nameIn(draft: Draft, id: string, locale: Locale): string {
  const node = nodeAt(draft, id);
  return node === null ? id : nameOf(node, messageAt(draft, node.message), locale);
}

/** What a node says below its name: lines with its own numbers; empty where it has nothing to say. */
export function linesOf({ node, message }: Pick<NodeData, "node" | "message">, locale: Locale): string[] {
  const said = (words: Words | null) => (words === null ? sayIn(locale, nodeWords.unfinished) : sayIn(locale, words));
  if (node.type === "signal") return [said(signalSentence(node))];
  if (node.type === "tier") {
    const reach = reachSentence(node);
    return [said(enterSentence(node)), ...(reach === null ? [] : [sayIn(locale, reach)])];
  }
  const line = said(stepSentence(node));
  if (message === null) return line === "" ? [] : [line];
  return [firstWords(message, locale) ?? sayIn(locale, nodeWords.unwritten), ...(line === "" ? [] : [line])];
}

/** What a port is called. */
export function portLabel(port: string, locale: Locale): string {
  const name = portName(port);
  return name === null ? port : sayIn(locale, name);
}

/** The names by which a screen reader calls nodes and edges; what was worked out once for an object is kept with it. */
export function spokenNames(locale: Locale): Names {
  const say = (text: Text) => sayIn(locale, text);
  const kept = new WeakMap<NodeData, string>();
  const shortNames = new WeakMap<NodeData, string>();
  const short = (data: NodeData) => {
    const name = shortNames.get(data) ?? nameOf(data.node, data.message, locale);
    shortNames.set(data, name);
    return name;
  };
  return {
    node: (data) => {
      const name = kept.get(data) ?? spokenName(data, locale);
      kept.set(data, name);
      return name;
    },
    edge: ({ edge, weight }, from, to) => {
      const port = weight === null ? portLabel(edge.port, locale) : say(nodeWords.weight(weight));
      return say(nodeWords.edge(short(from), port, short(to)));
    },
  };
}

function spokenName(data: NodeData, locale: Locale): string {
  const say = (text: Text) => sayIn(locale, text);
  const { errorCount, warningCount } = tally(data.problems);
  const kind = sayIn(locale, kindLabel(data.node, data.message));
  const own = ownName(data.node, locale);
  return [
    ...(own === null ? [kind] : [own, kind]),
    ...linesOf(data, locale),
    ...(errorCount === 0 ? [] : [say(nodeWords.errors(errorCount))]),
    ...(warningCount === 0 ? [] : [say(nodeWords.warnings(warningCount))]),
    ...(data.count === null ? [] : [say(nodeWords.people(data.count))]),
  ].join(locale === "zh" ? "，" : ", ");
}
