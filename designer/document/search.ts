// Finds nodes by what people can read of them: id, name, kind, numbers, and the texts they send.
import { describeDuration, parseDuration } from "#shared/kernel/duration.ts";
import { kindLabel, signalSentence } from "./describe.ts";
import { type Draft, type DraftNode, messageAt } from "./draft.ts";

/** A node that was found, the best first: by its id or name, then by all else. */
export interface Found {
  readonly node: DraftNode;
  readonly isByName: boolean;
}

/** The nodes that hold every word of the query, in any language and case; none for an empty query. */
export function searchNodes(draft: Draft, query: string): Found[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return [];
  const found = draft.nodes.flatMap((node): Found[] => {
    const name = [node.id, ...textsIn(node.name)].join("\n").toLowerCase();
    if (words.every((word) => name.includes(word))) return [{ node, isByName: true }];
    const all = `${name}\n${restOf(draft, node)}`.toLowerCase();
    return words.every((word) => all.includes(word)) ? [{ node, isByName: false }] : [];
  });
  return found.sort((a, b) => Number(b.isByName) - Number(a.isByName));
}

function restOf(draft: Draft, node: DraftNode): string {
  const message = messageAt(draft, node.message);
  const kind = kindLabel(node, message);
  const sentence = signalSentence(node);
  const { id: _id, name: _name, ...fields } = node;
  return [
    ...textsIn(kind),
    ...textsIn(sentence),
    ...textsIn(fields).flatMap((text) => [text, ...durationWords(text)]),
    ...textsIn(message),
  ].join("\n");
}

/** A duration as people would look for it: `P3D` is also "3 days" and "3 天". */
function durationWords(text: string): string[] {
  const ms = /^P/.test(text) ? parseDuration(text) : null;
  return ms === null ? [] : [describeDuration(ms, "zh-CN"), describeDuration(ms, "en")];
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
