// The live view as the drawing shows it.
import { expect, test } from "vitest";
import type { Draft } from "#designer/document/draft.ts";
import { afterMessage, figuresOf, type LiveView, standingIn, stepsOf } from "./live-counts.ts";

const view: LiveView = {
  strategy: "quiet",
  version: null,
  state: "live",
  revision: 1,
  at: "2026-03-02T01:00:00.000Z",
  openEpisodes: 3,
  nodes: {
    silent: { entered: 4, here: null, left: {} },
    watch: { entered: 4, here: 3, left: {} },
    nudge: { entered: 4, here: 1, left: { next: 2, "": 1 } },
    older: { entered: 1, here: 0, left: { next: 1 } },
  },
  edges: [
    { from: "silent", port: "on", to: "watch", count: 4 },
    { from: "watch", port: "enter", to: null, count: 4 },
    { from: "nudge", port: "next", to: null, count: 2 },
  ],
  tiers: { watch: 3 },
  promises: { kept: 1, broken: 0, superseded: 0, notNeeded: 0 },
  stalled: { stop: null, overdueSince: null, heldByReason: {} },
};

const draft: Draft = {
  nodes: ["silent", "watch", "nudge", "fresh"].map((id) => ({ id, type: "send" })),
  edges: [
    { from: "silent", port: "on", to: "watch" },
    { from: "watch", port: "enter", to: "nudge" },
    { from: "nudge", port: "next", to: "fresh" },
    { from: "fresh", port: "next", to: "watch" },
  ],
};

test("nodes show who is there, connections how many passed and what share that is", () => {
  const { counts, shares } = figuresOf(view, draft);
  expect(counts).toEqual({
    watch: 3,
    nudge: 1,
    "silent on watch": 4,
    "watch enter nudge": 4,
    "nudge next fresh": 2,
  });
  expect(shares).toEqual({ "silent on watch": 1, "watch enter nudge": 1, "nudge next fresh": 0.5 });
});

test("steps come in the order of the draft, those of older versions after them", () => {
  expect(stepsOf(view, draft)).toEqual([
    { id: "silent", entered: 4, here: null, passed: null, dropped: null },
    { id: "watch", entered: 4, here: 3, passed: null, dropped: null },
    { id: "nudge", entered: 4, here: 1, passed: 2, dropped: 1 },
    { id: "older", entered: 1, here: 0, passed: 1, dropped: 0 },
  ]);
});

test("counts have a place only where the version draws the same", () => {
  const nodes = draft.nodes.map((node) => (node.id === "watch" ? { ...node, type: "wait" } : node));
  const now: Draft = { nodes: nodes.slice(0, 3), edges: [...draft.edges, { from: "silent", port: "on", to: "nudge" }] };
  const here = standingIn(now, draft);
  expect(here.nodes.map(({ id }) => id)).toEqual(["silent", "nudge"]);
  expect(here.edges).toEqual([]);
  expect(figuresOf(view, here)).toEqual({ counts: { nudge: 1 }, shares: {} });
  expect(stepsOf(view, here).map(({ id }) => id)).toEqual(["silent", "nudge", "watch", "older"]);
  expect(standingIn(draft, draft)).toEqual(draft);
});

test("a send through another channel is another node", () => {
  const over = (channel: string): Draft => ({
    nodes: [{ id: "send", type: "send", message: "m" }],
    edges: [],
    messages: { m: { channel, variants: [] } },
  });
  expect(standingIn(over("push"), over("sms")).nodes).toEqual([]);
  expect(standingIn(over("push"), over("push")).nodes).toHaveLength(1);
});

test("a change replaces what it names and leaves other nodes as they are", () => {
  const { strategy: _strategy, version: _version, ...rest } = view;
  const nodes = { nudge: { entered: 5, here: 2, left: { next: 2, "": 1 } } };
  const change = { event: "change", id: "x.2", data: JSON.stringify({ ...rest, nodes, revision: 2 }) };
  const next = afterMessage(view, change);
  expect(next?.revision).toBe(2);
  expect(next?.nodes.nudge?.here).toBe(2);
  expect(next?.nodes.watch).toBe(view.nodes.watch);
  expect(afterMessage(null, change)).toBeNull();
  expect(afterMessage(null, { event: "snapshot", id: "x.1", data: JSON.stringify(view) })).toEqual(view);
});
