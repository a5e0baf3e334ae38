import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson } from "#shared/kernel/canonical.ts";
import type { Strategy } from "#shared/strategy/document.ts";
import { meaningOf } from "#shared/strategy/hash.ts";
import { apply, type Command } from "./all.ts";
import { type Draft, edgeKey, nodeAt } from "./draft.ts";
import { merge } from "./merge.ts";
import { anyDraft, anyRolls, commandFrom, draftFrom, drafts, type Roll } from "./testkit.ts";

const three = drafts[0] ?? draftFrom({ id: "none" });
const run = (draft: Draft, ...commands: readonly Command[]) => commands.reduce(apply, draft);
const rolled = (draft: Draft, rolls: readonly Roll[]) =>
  rolls.reduce((one, roll) => apply(one, commandFrom(one, roll)), draft);
const meaning = (draft: Draft) => canonicalJson(meaningOf(draft as unknown as Strategy));

describe("merging", () => {
  test("where only one of us did anything, that is what comes out, without a question", () => {
    fc.assert(
      fc.property(anyDraft, anyRolls, (base, rolls) => {
        const changed = rolled(base, rolls);
        expect(merge(base, changed, base)).toEqual({ draft: changed, conflicts: [] });
        const theirs = merge(base, base, changed);
        expect(theirs.conflicts).toEqual([]);
        expect(meaning(theirs.draft)).toBe(meaning(changed));
      }),
    );
  });

  test("whatever both did, the outcome can be drawn, and taking all of mine or theirs leaves no trace of the other in a conflict", () => {
    fc.assert(
      fc.property(anyDraft, anyRolls, anyRolls, (base, one, other) => {
        const [mine, theirs] = [rolled(base, one), rolled(base, other)];
        const { draft, conflicts } = merge(base, mine, theirs);
        const ids = draft.nodes.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        for (const { from, to } of draft.edges) expect([ids.includes(from), ids.includes(to)]).toEqual([true, true]);
        for (const { id } of draft.nodes) expect(draft.layout).toHaveProperty([id]);
        const choices = Object.fromEntries(conflicts.map(({ key }) => [key, "theirs" as const]));
        const taken = merge(base, mine, theirs, choices);
        expect(taken.conflicts).toEqual(conflicts);
        for (const { of, id, field, theirs: value } of conflicts) {
          if (of !== "node" || field === null) continue;
          expect(nodeAt(taken.draft, id)?.[field]).toEqual(value);
        }
      }),
    );
  });

  test("different fields of one node, and different nodes, go together", () => {
    const mine = run(three, { do: "setNode", id: "silent3", path: ["for"], value: "P5D" });
    const theirs = run(
      three,
      { do: "setNode", id: "silent3", path: ["cause"], value: "content" },
      { do: "removeNodes", ids: ["lead-call"] },
    );
    const { draft, conflicts } = merge(three, mine, theirs);
    expect(conflicts).toEqual([]);
    expect(nodeAt(draft, "silent3")).toMatchObject({ for: "P5D", cause: "content" });
    expect(nodeAt(draft, "lead-call")).toBeNull();
  });

  test("the same field is asked about; mine stands until theirs is chosen", () => {
    const mine = run(three, { do: "setNode", id: "silent3", path: ["for"], value: "P5D" });
    const theirs = run(three, { do: "setNode", id: "silent3", path: ["for"], value: "P7D" });
    const { draft, conflicts } = merge(three, mine, theirs);
    expect(conflicts).toEqual([
      { key: "node silent3 for", of: "node", id: "silent3", field: "for", base: "P3D", mine: "P5D", theirs: "P7D" },
    ]);
    expect(nodeAt(draft, "silent3")).toMatchObject({ for: "P5D" });
    const chosen = merge(three, mine, theirs, { "node silent3 for": "theirs" });
    expect(nodeAt(chosen.draft, "silent3")).toMatchObject({ for: "P7D" });
  });

  test("a node that one took out and the other wired up is asked about", () => {
    const edge = { from: "nudge", port: "unreachable", to: "text" };
    const mine = run(three, { do: "connect", edge });
    const theirs = run(three, { do: "removeNodes", ids: ["nudge"] });
    const { draft, conflicts } = merge(three, mine, theirs);
    expect(conflicts.map(({ key }) => key)).toEqual(["node nudge "]);
    expect(draft.edges.map(edgeKey)).toContain(edgeKey(edge));
    const gone = merge(three, mine, theirs, { "node nudge ": "theirs" }).draft;
    expect(gone.edges.some(({ from }) => from === "nudge")).toBe(false);
  });

  test("two variants written at once are both kept", () => {
    const message = "keep-going-push";
    const write = (id: string): Command => ({ do: "addVariant", message, variant: { id, weight: 0, content: {} } });
    const { draft } = merge(three, run(three, write("b")), run(three, write("c")));
    expect(draft.messages?.[message]?.variants.map(({ id }) => id)).toEqual(expect.arrayContaining(["a", "b", "c"]));
  });
});
