import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Strategy } from "#shared/strategy/document.ts";
import { gallery } from "#shared/strategy/gallery.ts";
import { strategyHash } from "#shared/strategy/hash.ts";
import { parseStrategy } from "#shared/strategy/validate.ts";
import { apply, type Command } from "./all.ts";
import { clipOf, clipText, parseClip } from "./clip.ts";
import { addedIds } from "./commands-paste.ts";
import { type Draft, edgeKey, nodeAt } from "./draft.ts";
import { saltsOf } from "./edit.ts";
import { starters } from "./starters.ts";
import { anyDraft, anyRolls, commandFrom, draftFrom, frozen } from "./testkit.ts";

const documents = gallery.map(({ document }) => document);
const three = frozen(draftFrom(documents[0]));
const run = (draft: Draft, ...commands: readonly Command[]) =>
  commands.reduce((one, command) => apply(one, frozen(command)), draft);

describe("whatever was done before", () => {
  test("ids stay unique and no connection dangles", () => {
    fc.assert(
      fc.property(anyDraft, anyRolls, (draft, rolls) => {
        const end = rolls.reduce((one, roll) => apply(one, commandFrom(one, roll)), draft);
        const ids = end.nodes.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        for (const { from, to } of end.edges) expect([ids.includes(from), ids.includes(to)]).toEqual([true, true]);
        expect(new Set(end.edges.map(edgeKey)).size).toBe(end.edges.length);
        for (const id of Object.keys(end.layout ?? {})) expect(ids).toContain(id);
      }),
    );
  });

  test("a paste collides with nothing: new nodes, messages and salts, and all of the clip is there", () => {
    fc.assert(
      fc.property(anyDraft, anyDraft, anyRolls, (draft, source, rolls) => {
        const into = rolls.reduce((one, roll) => apply(one, commandFrom(one, roll)), draft);
        const clip = clipOf(source, new Set(source.nodes.map(({ id }) => id)));
        const copied = parseClip(clipText(clip));
        const end = run(into, { do: "paste", clip: copied ?? clip, at: { x: 10, y: 20 } });
        expect(addedIds(into, end)).toHaveLength(clip.nodes.length);
        expect(end.nodes.slice(0, into.nodes.length)).toEqual(into.nodes);
        expect(end.messages ?? {}).toMatchObject(into.messages ?? {});
        const added = (one: Draft) => Object.keys(one.messages ?? {}).length;
        expect(added(end) - added(into)).toBe(Object.keys(clip.messages).length);
        const fresh = saltsOf({ ...end, nodes: end.nodes.slice(into.nodes.length), messages: {}, holdout: undefined });
        for (const salt of fresh) expect(saltsOf(into)).not.toContain(salt);
      }),
    );
  });
});

test("moving, aligning and laying out never change the hash", () => {
  fc.assert(
    fc.property(fc.constantFrom(...documents), anyRolls, (document, rolls) => {
      const hash = strategyHash(document);
      const end = rolls.reduce((draft: Draft, { pick, ...dice }) => {
        const command = commandFrom(draft, { pick: 7 + (pick % 3), ...dice });
        expect(["moveNodes", "align", "layout"]).toContain(command.do);
        return apply(draft, command);
      }, draftFrom(document));
      expect(strategyHash(end as unknown as Strategy)).toBe(hash);
    }),
    { numRuns: 25 },
  );
});

describe("adding", () => {
  test("every entry of the palette, added twice, gives two nodes with readable ids", () => {
    for (const starter of starters) {
      const once = run(three, { do: "addNode", ...starter.make(three), at: { x: 0, y: 0 } });
      const twice = run(once, { do: "addNode", ...starter.make(once), at: { x: 8, y: 8 } });
      const added = addedIds(three, twice);
      expect(added, starter.key).toHaveLength(2);
      for (const id of added) expect(id).toMatch(/^[a-z][a-z0-9-]*$/);
    }
  });

  test("what the palette adds can be read at once, but for what only a person can fill in", () => {
    const unread = starters.filter((starter) => {
      const draft = run(three, { do: "addNode", ...starter.make(three), at: { x: 0, y: 0 } });
      return "issues" in parseStrategy(draft);
    });
    expect(unread.map(({ key }) => key)).toEqual(["signal.score"]);
  });

  test("a wait added after a send waits for it", () => {
    const wait = starters.find(({ key }) => key === "step.waitFor");
    expect(wait?.make(three, nodeAt(three, "remind")).node).toMatchObject({ outcome: "opened", of: "remind" });
  });

  test("put on a connection, a node stands between its ends", () => {
    const edge = { from: "watch", port: "enter", to: "nudge" };
    const end = run(three, {
      do: "insertOnEdge",
      edge,
      node: { id: "pause", type: "wait", for: "P1D" },
      at: { x: 0, y: 0 },
    });
    expect(end.edges.map(edgeKey)).toEqual(expect.arrayContaining(["watch enter pause", "pause next nudge"]));
    expect(end.edges.map(edgeKey)).not.toContain("watch enter nudge");
  });

  test("a signal cannot be put on a connection", () => {
    const edge = { from: "watch", port: "enter", to: "nudge" };
    expect(run(three, { do: "insertOnEdge", edge, node: { id: "s", type: "signal" }, at: { x: 0, y: 0 } })).toBe(three);
  });
});

describe("removing and renaming", () => {
  test("a removed node takes its connections and place; what others say of it stays as a problem", () => {
    const end = run(three, { do: "removeNodes", ids: ["remind", "stalled"] });
    expect(end.edges.some(({ from, to }) => [from, to].includes("remind"))).toBe(false);
    expect(end.layout).not.toHaveProperty("remind");
    expect(nodeAt(end, "remind-seen")).toMatchObject({ of: "remind" });
    expect(nodeAt(end, "edge")).toHaveProperty("weights.stalled", 1);
    expect(end.messages).toHaveProperty("keep-going-push");
  });

  test("an unwritten message goes with the last step that sent it", () => {
    const push = starters.find(({ key }) => key === "send.push")?.make(three) ?? { node: { id: "x", type: "end" } };
    const grown = run(three, { do: "addNode", ...push, at: { x: 0, y: 0 } });
    expect(grown.messages).toHaveProperty("push");
    expect(run(grown, { do: "removeNodes", ids: ["push"] }).messages).toEqual(three.messages);
  });

  test("a new id is taken up by all that speak of the node, and the way back is the same", () => {
    const there = run(
      three,
      { do: "renameNode", id: "remind", to: "first-push" },
      { do: "renameNode", id: "stalled", to: "stuck" },
    );
    expect(nodeAt(there, "remind-seen")).toMatchObject({ of: "first-push" });
    expect(nodeAt(there, "edge")).toHaveProperty("weights.stuck", 1);
    const back = run(
      there,
      { do: "renameNode", id: "stuck", to: "stalled" },
      { do: "renameNode", id: "first-push", to: "remind" },
    );
    expect(strategyHash(back as unknown as Strategy)).toBe(strategyHash(three as unknown as Strategy));
    expect(run(three, { do: "renameNode", id: "remind", to: "nudge" })).toBe(three);
  });

  test("signals in the conditions of a branch are renamed, however deep", () => {
    const when = { any: [{ not: { signal: "silent3" } }, { attr: "signal", op: "eq", value: "silent3" }] };
    const node = { id: "fork", type: "branch", cases: [{ port: "yes", when }] };
    const end = run(
      three,
      { do: "addNode", node, at: { x: 0, y: 0 } },
      { do: "renameNode", id: "silent3", to: "quiet" },
    );
    expect(nodeAt(end, "fork")).toHaveProperty("cases.0.when.any.0.not.signal", "quiet");
    expect(nodeAt(end, "fork")).toHaveProperty("cases.0.when.any.1.value", "silent3");
  });
});

describe("ports", () => {
  const forked = run(
    three,
    { do: "addNode", node: { id: "fork", type: "task", outcomes: ["yes", "no"] }, at: { x: 0, y: 0 } },
    { do: "connect", edge: { from: "fork", port: "yes", to: "nudge" } },
    { do: "connect", edge: { from: "fork", port: "no", to: "text" } },
  );
  const from = (draft: Draft) => draft.edges.filter((edge) => edge.from === "fork").map(edgeKey);

  test("the connection of a renamed port follows it", () => {
    expect(from(run(forked, { do: "setNode", id: "fork", path: ["outcomes", 0], value: "reached" }))).toEqual([
      "fork reached nudge",
      "fork no text",
    ]);
  });

  test("the connection of a port that is gone goes too", () => {
    expect(from(run(forked, { do: "setNode", id: "fork", path: ["outcomes"], value: ["no"] }))).toEqual([
      "fork no text",
    ]);
  });
});

test("equal shares stay equal as variants come and go; chosen ones are left alone", () => {
  const message = "keep-going-push";
  const variant = { id: "a", weight: 0, content: {} };
  const weights = (draft: Draft) => draft.messages?.[message]?.variants.map(({ weight }) => weight);
  const alone = { ...three, messages: { [message]: { channel: "push", variants: [{ id: "a", weight: 10_000 }] } } };
  const grown = run(alone, { do: "addVariant", message, variant }, { do: "addVariant", message, variant });
  expect(weights(grown)).toEqual([3334, 3333, 3333]);
  expect(grown.messages?.[message]?.variants.map(({ id }) => id)).toEqual(["a", "a-2", "a-3"]);
  expect(weights(run(grown, { do: "removeVariant", message, variant: "a" }))).toEqual([5000, 5000]);
  const chosen = run(grown, { do: "setMessage", id: message, path: ["variants", 0, "weight"], value: 100 });
  expect(weights(run(chosen, { do: "addVariant", message, variant }))).toEqual([100, 3333, 3333, 0]);
});

test("text that is no clip is not pasted", () => {
  for (const text of [
    "",
    "hello",
    "{}",
    "[1]",
    '{"kind":"winback.clip/1"}',
    '{"kind":"winback.clip/1","nodes":[{"id":1}]}',
  ]) {
    expect(parseClip(text), text).toBeNull();
  }
  expect(parseClip('{"kind":"winback.clip/1","nodes":[{"id":"a","type":"end"}],"__proto__":{"x":1}}')).toBeNull();
});
