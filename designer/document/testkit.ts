// For tests: rolls of dice that become commands on whatever draft is there, sensible ones and nonsense alike, and the drafts to begin with.
import fc from "fast-check";
import { gallery } from "#shared/strategy/gallery.ts";
import type { Command } from "./all.ts";
import { clipOf } from "./clip.ts";
import type { Alignment } from "./commands-place.ts";
import { type Draft, type DraftEdge, readDraft } from "./draft.ts";
import { portsOf } from "./ports.ts";
import { starters } from "./starters.ts";

/** The draft of a JSON value that must be one. */
export function draftFrom(value: unknown): Draft {
  const read = readDraft(value);
  if ("issues" in read) throw new Error(JSON.stringify(read.issues));
  return read.draft;
}

/** The starter strategies as drafts, and an empty one. */
export const drafts: readonly Draft[] = [
  ...gallery.map(({ document }) => draftFrom(document)),
  draftFrom({ format: "winback.strategy/1", id: "empty", name: {} }),
];

/** Any of them. */
export const anyDraft = fc.constantFrom(...drafts);

/** A throw of dice. */
export interface Roll {
  readonly pick: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** A row of throws. */
export const anyRolls = fc.array(fc.record({ pick: fc.nat(999), a: fc.nat(9999), b: fc.nat(9999), c: fc.nat(9999) }), {
  minLength: 1,
  maxLength: 40,
});

const at = <T>(list: readonly T[], n: number): T | undefined => list[n % Math.max(1, list.length)];

function idAt(draft: Draft, n: number): string {
  // One in seventeen names a node that is not there.
  return n % 17 === 0 ? "nobody" : (at(draft.nodes, n)?.id ?? "nobody");
}

function edgeFrom(draft: Draft, { a, b, c }: Roll): DraftEdge {
  const from = idAt(draft, a);
  const node = draft.nodes.find(({ id }) => id === from);
  return { from, port: node === undefined ? "next" : (at(portsOf(node), c) ?? "next"), to: idAt(draft, b) };
}

function messageFrom(draft: Draft, n: number): string {
  return at(Object.keys(draft.messages ?? {}), n) ?? "nothing";
}

const someFields: readonly [string, unknown][] = [
  ["for", "P5D"],
  ["note", "call first"],
  ["note", undefined],
  ["cases", [{ port: "one", when: { signal: "silent3" } }]],
  ["cases", undefined],
  ["arms", "nonsense"],
  ["outcomes", ["done", "gone"]],
  ["message", "nothing"],
  ["rank", 3],
  ["weights", { silent3: 2 }],
  ["of", 7],
];
const alignments: readonly Alignment[] = ["left", "centre", "right", "top", "middle", "bottom", "columns", "rows"];

const makers: readonly ((draft: Draft, roll: Roll) => Command)[] = [
  (draft, { a, b, c }) => {
    const after = at(draft.nodes, b);
    return {
      do: "addNode",
      ...(at(starters, a)?.make(draft, after) ?? { node: { id: "x", type: "end" } }),
      at: { x: b, y: c },
    };
  },
  (draft, { a, b }) => ({ do: "removeNodes", ids: [idAt(draft, a), idAt(draft, b)] }),
  (draft, { a, b }) => {
    const [field, value] = at(someFields, b) ?? ["note", "x"];
    return { do: "setNode", id: idAt(draft, a), path: [field], value };
  },
  (draft, { a, b }) => ({ do: "renameNode", id: idAt(draft, a), to: b % 3 === 0 ? idAt(draft, b) : `renamed-${b}` }),
  (draft, roll) => ({ do: "connect", edge: edgeFrom(draft, roll) }),
  (draft, { a, b }) => ({
    do: "disconnect",
    edges: [at(draft.edges, a), at(draft.edges, b)].flatMap((one) => one ?? []),
  }),
  (draft, roll) => {
    const { node, message } = at(starters, roll.b)?.make(draft) ?? {
      node: { id: "x", type: "end" },
      message: undefined,
    };
    const edge = at(draft.edges, roll.a) ?? edgeFrom(draft, roll);
    return { do: "insertOnEdge", edge, node, message, at: { x: roll.c, y: 0 } };
  },
  (draft, { a, b, c }) => ({
    do: "moveNodes",
    to: { [idAt(draft, a)]: { x: b, y: c }, [idAt(draft, b)]: { x: -c, y: a } },
  }),
  (draft, { a, b, c }) => ({
    do: "align",
    ids: [idAt(draft, a), idAt(draft, b), idAt(draft, c), ...draft.nodes.slice(0, a % 4).map(({ id }) => id)],
    how: at(alignments, c) ?? "left",
  }),
  () => ({ do: "layout" }),
  (draft, { a, b }) => ({ do: "setMessage", id: messageFrom(draft, a), path: ["variants", 0, "weight"], value: b }),
  (draft, { a }) => ({ do: "removeMessage", id: messageFrom(draft, a) }),
  (draft, { a }) => ({
    do: "addVariant",
    message: messageFrom(draft, a),
    variant: { id: "b", weight: 0, content: {} },
  }),
  (draft, { a, b }) => {
    const message = messageFrom(draft, a);
    return { do: "removeVariant", message, variant: at(draft.messages?.[message]?.variants ?? [], b)?.id ?? "a" };
  },
  (_, { a }) => ({ do: "setStrategy", path: ["policy", "priority"], value: a % 2 === 0 ? a % 100 : undefined }),
  (draft, { a, b, c }) => {
    const from = c % 2 === 0 ? draft : (at(drafts, c) ?? draft);
    const ids = new Set([idAt(from, a), idAt(from, b), ...from.nodes.slice(0, c % 5).map(({ id }) => id)]);
    return { do: "paste", clip: clipOf(from, ids), at: { x: a, y: b } };
  },
  (draft, { a, b }) => ({ do: "duplicate", ids: [idAt(draft, a), idAt(draft, b)] }),
  (_, { a }) => ({ do: "replace", draft: at(drafts, a) ?? { nodes: [], edges: [] } }),
  (draft, { a }) => ({ do: "patch", patch: [{ op: "remove", path: ["edges", a % Math.max(1, draft.edges.length)] }] }),
];

/** The command that a throw means on a draft. */
export function commandFrom(draft: Draft, roll: Roll): Command {
  const make = at(makers, roll.pick);
  if (make === undefined) throw new Error("there are makers");
  return make(draft, roll);
}

/** Freezes a JSON value all through, so that a change of it throws. */
export function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const item of Object.values(value)) frozen(item);
  }
  return value;
}
