import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson } from "#shared/kernel/canonical.ts";
import { apply, commandKinds } from "./all.ts";
import type { Draft } from "./draft.ts";
import { act, type History, MOST_STEPS, redo, startHistory, undo } from "./history.ts";
import { anyDraft, anyRolls, commandFrom, draftFrom, drafts, frozen, type Roll } from "./testkit.ts";

function play(draft: Draft, rolls: readonly Roll[]): History {
  return rolls.reduce(
    (history, roll, index) =>
      act(history, frozen(commandFrom(history.present, roll)), index * 10, roll.c % 3 === 0 ? "drag" : null),
    startHistory(frozen(draft)),
  );
}

function times(history: History, step: (history: History) => History): History {
  for (let last = history, next = step(history); ; last = next, next = step(next)) if (next === last) return last;
}

const emptied = draftFrom({ id: "empty" });

describe("whatever a person does", () => {
  test("undone in full, the document is the very same; redone in full, it is as it was", () => {
    fc.assert(
      fc.property(anyDraft, anyRolls, (draft, rolls) => {
        const text = canonicalJson(draft);
        const end = play(draft, rolls);
        const back = times(end, undo);
        expect(back.present).toBe(draft);
        expect(canonicalJson(back.present)).toBe(text);
        expect(times(back, redo).present).toBe(end.present);
      }),
    );
  });

  test("a command that changes nothing gives the draft itself", () => {
    fc.assert(
      fc.property(anyDraft, anyRolls, (draft, rolls) => {
        const { present } = play(draft, rolls);
        for (const roll of rolls) {
          const next = apply(present, commandFrom(present, roll));
          if (next !== present) expect(canonicalJson(next)).not.toBe(canonicalJson(present));
        }
      }),
    );
  });
});

test("a drag of a hundred pixels is one step", () => {
  let history = startHistory(frozen(drafts[0] ?? emptied));
  for (let x = 0; x < 100; x++) history = act(history, { do: "moveNodes", to: { watch: { x, y: 1 } } }, x * 16, "drag");
  expect(history.past).toHaveLength(1);
  expect(history.present.layout?.watch).toEqual({ x: 99, y: 1 });
  expect(undo(history).present).toBe(drafts[0]);
});

test("edits of another group, or after a pause, are steps of their own", () => {
  const move = (x: number) => ({ do: "moveNodes", to: { watch: { x, y: 1 } } }) as const;
  let history = startHistory(drafts[0] ?? emptied);
  history = act(history, move(1), 0, "drag");
  history = act(history, move(2), 10, "arrow");
  history = act(history, move(3), 5000, "arrow");
  history = act(history, move(4), 5001);
  expect(history.past.map(({ group }) => group)).toEqual(["drag", "arrow", "arrow", null]);
});

test("an edit after an undo forgets what was undone and does not join the step before", () => {
  const move = (x: number) => ({ do: "moveNodes", to: { watch: { x, y: 1 } } }) as const;
  let history = act(startHistory(drafts[0] ?? emptied), move(1), 0, "drag");
  history = undo(act(history, move(2), 1, "arrow"));
  history = act(history, move(3), 2, "drag");
  expect(history.past).toHaveLength(2);
  expect(redo(history)).toBe(history);
});

test("the oldest steps go once there are too many", () => {
  let history = startHistory(drafts[0] ?? emptied);
  for (let x = 0; x < MOST_STEPS + 20; x++) history = act(history, { do: "moveNodes", to: { watch: { x, y: 1 } } }, x);
  expect(history.past).toHaveLength(MOST_STEPS);
  expect(times(history, undo).present.layout?.watch).toEqual({ x: 19, y: 1 });
});

test("every kind of command has words in both languages and a name of its own", () => {
  for (const { label } of commandKinds) expect([label.zh, label.en].every((text) => text.length > 3)).toBe(true);
  expect(new Set(commandKinds.map((kind) => kind.do)).size).toBe(commandKinds.length);
});
