// Rules of names: what scores, conditions, waits and sends speak of must be there, and must be able to have happened.

import { channelOf } from "#shared/channel/all.ts";
import type { SendNode } from "#shared/node/send.ts";
import type { WaitForNode } from "#shared/node/wait-for.ts";
import { conditionsOf } from "./conditions.ts";
import { type Diagnostic, diagnose } from "./diagnostic.ts";
import { isSignal } from "./document.ts";
import { type Drawing, messageAt, pathOf, reachedFrom } from "./drawing.ts";
import { weightOf } from "./shape-rules.ts";

/** The deepest nesting of a condition. */
const MAX_CONDITION_DEPTH = 8;

function isSignalId(drawing: Drawing, id: string): boolean {
  const node = drawing.byId.get(id);
  return node !== undefined && isSignal(node);
}

/** A score weighs other signals of the strategy, never a score, and its weights can reach its bound. */
export function brokenScores(drawing: Drawing): Diagnostic[] {
  return drawing.signals.flatMap((node) => {
    if (node.kind !== "score") return [];
    const parts = Object.keys(node.weights).flatMap((signal) => {
      const other = drawing.byId.get(signal);
      const site = { nodeId: node.id, path: pathOf(drawing, node.id, "weights", signal) };
      if (other === undefined || !isSignal(other))
        return [diagnose("score.unknownSignal", site, { node: node.id, signal })];
      return other.kind === "score" ? [diagnose("score.ofScore", site, { node: node.id, signal })] : [];
    });
    const most = weightOf(node.weights);
    if (most >= node.atLeast) return parts;
    const site = { nodeId: node.id, path: pathOf(drawing, node.id, "atLeast") };
    return [...parts, diagnose("score.neverReached", site, { node: node.id, needed: node.atLeast, most })];
  });
}

/** Conditions name signals of the strategy and causes that one of them has, at most 8 levels deep; an audience, attributes only. */
export function brokenConditions(drawing: Drawing): Diagnostic[] {
  const causes = new Set(drawing.signals.flatMap(({ cause = [] }) => cause));
  return conditionsOf(drawing).flatMap(({ nodeId, path, depth, signals, causes: asked }) => {
    const deep =
      depth > MAX_CONDITION_DEPTH
        ? [diagnose("condition.tooDeep", { nodeId, path }, { depth, most: MAX_CONDITION_DEPTH })]
        : [];
    if (nodeId === null) {
      return [
        ...deep,
        ...[...signals, ...asked].map(({ name, path: at }) =>
          diagnose("audience.notAttribute", { nodeId, path: at }, { name }),
        ),
      ];
    }
    const missing = signals.filter(({ name }) => !isSignalId(drawing, name));
    const never = asked.filter(({ name }) => !causes.has(name));
    return [
      ...deep,
      ...missing.map(({ name, path: at }) =>
        diagnose("condition.unknownSignal", { nodeId, path: at }, { node: nodeId, signal: name }),
      ),
      ...never.map(({ name, path: at }) =>
        diagnose("condition.causeNever", { nodeId, path: at }, { node: nodeId, cause: name }),
      ),
    ];
  });
}

/** A waitFor names a send that can have run before it, over a channel that tells of the outcome. */
export function brokenWaits(drawing: Drawing): Diagnostic[] {
  return drawing.flow.flatMap((node) =>
    node.type === "waitFor" && node.of !== undefined ? judgeWait(drawing, node, node.of) : [],
  );
}

function judgeWait(drawing: Drawing, node: WaitForNode, of: string): Diagnostic[] {
  const send = drawing.byId.get(of);
  const site = { nodeId: node.id, path: pathOf(drawing, node.id, "of") };
  if (send === undefined) return [diagnose("waitFor.unknownNode", site, { node: node.id, of })];
  if (send.type !== "send") return [diagnose("waitFor.notSend", site, { node: node.id, of })];
  if (drawing.cycle === null && isReached(drawing, node.id) && !mayPrecede(drawing, of, node.id)) {
    return [diagnose("waitFor.notBefore", site, { node: node.id, of })];
  }
  const channel = messageAt(drawing.document, send.message)?.channel;
  if (node.outcome !== "opened" || channel === undefined || channelOf(channel).describe().canOpen) return [];
  return [
    diagnose(
      "waitFor.notMeasurable",
      { nodeId: node.id, path: pathOf(drawing, node.id, "outcome") },
      { node: node.id, of, channel },
    ),
  ];
}

function isReached(drawing: Drawing, id: string): boolean {
  return [...drawing.reached.values()].some((ids) => ids.has(id));
}

/** Whether some tier that leads to the wait also leads to the send without passing the wait. */
function mayPrecede(drawing: Drawing, send: string, wait: string): boolean {
  return drawing.tiers.some(({ id }) => {
    return drawing.reached.get(id)?.has(wait) === true && reachedFrom(id, drawing.after, wait).has(send);
  });
}

/** Sends name messages of the document; a message that no send names is dead weight. */
export function brokenMessages(drawing: Drawing): Diagnostic[] {
  const sends = drawing.flow.filter((node): node is SendNode => node.type === "send");
  const used = new Set(sends.map((node) => node.message));
  const unknown = sends.filter((node) => messageAt(drawing.document, node.message) === null);
  const unused = Object.keys(drawing.document.messages ?? {}).filter((id) => !used.has(id));
  return [
    ...unknown.map(({ id, message }) =>
      diagnose("message.unknown", { nodeId: id, path: pathOf(drawing, id, "message") }, { node: id, message }),
    ),
    ...unused.map((message) => {
      const path = ["messages", message];
      const label = { "zh-CN": "删除这条消息", en: "Remove this message" };
      return diagnose(
        "message.unused",
        { nodeId: null, path, fix: { label, patch: [{ op: "remove", path }] } },
        { message },
      );
    }),
  ];
}
