import fc from "fast-check";
import { expect, test } from "vitest";
import { isAtRisk, LONGEST_MS, REST_MS, type SaveEvent, type Saving, startSaving, stepSaving } from "./autosave.ts";

const after = (...events: readonly SaveEvent[]): Saving => events.reduce(stepSaving, startSaving(7, 0));
const edit = (at: number): SaveEvent => ({ is: "edited", at });
const wake = (at: number): SaveEvent => ({ is: "woke", at });

test("an edit is sent after a rest, and what the server says becomes the revision", () => {
  expect(after(edit(100))).toMatchObject({ phase: "dirty", wakeAt: 100 + REST_MS });
  expect(after(edit(100), wake(200)).phase).toBe("dirty");
  const sent = after(edit(100), wake(100 + REST_MS));
  expect(sent).toMatchObject({ phase: "saving", revision: 7, wakeAt: null });
  expect(stepSaving(sent, { is: "saved", at: 1000, revision: 8 })).toMatchObject({
    phase: "saved",
    revision: 8,
    savedAt: 1000,
  });
});

test("somebody who never rests is saved all the same", () => {
  let state = startSaving(1, null);
  for (let at = 0; at <= LONGEST_MS; at += REST_MS / 2) state = stepSaving(state, edit(at));
  expect(state.wakeAt).toBe(LONGEST_MS);
});

test("what was edited while it was sent is sent next", () => {
  const state = after(edit(0), wake(REST_MS), edit(900), { is: "saved", at: 1000, revision: 8 });
  expect(state).toMatchObject({ phase: "dirty", revision: 8, wakeAt: 1000 + REST_MS });
});

test("without a connection it is tried again, ever more seldom, and at once when asked", () => {
  let state = after(edit(0), wake(REST_MS));
  const waits = [1, 2, 3, 4, 5, 6].map(() => {
    state = stepSaving(state, { is: "failed", at: 0, why: "offline" });
    const { wakeAt } = state;
    state = stepSaving(state, { is: "woke", at: wakeAt ?? 0 });
    return wakeAt;
  });
  expect(waits).toEqual([2000, 4000, 8000, 16_000, 30_000, 30_000]);
  const offline = stepSaving(state, { is: "failed", at: 0, why: "offline" });
  expect(stepSaving(offline, { is: "asked", at: 1 }).phase).toBe("saving");
});

test("a stale draft waits for a person; merged, it is sent under the new revision", () => {
  const stale = after(edit(0), wake(REST_MS), { is: "failed", at: 900, why: "stale" });
  expect(stepSaving(stale, { is: "asked", at: 901 })).toBe(stale);
  expect(stepSaving(stale, edit(950))).toMatchObject({ phase: "stale", wakeAt: null });
  const merged = stepSaving(stale, { is: "merged", at: 1000, revision: 9 });
  expect(stepSaving(merged, wake(1000))).toMatchObject({ phase: "saving", revision: 9 });
});

test("whatever happens, an edit is either with the server or known to be at risk", () => {
  const event = fc.oneof(
    fc.constantFrom("edited", "woke", "asked").map((is) => ({ is }) as { is: "edited" | "woke" | "asked" }),
    fc.nat(99).map((revision) => ({ is: "saved" as const, revision })),
    fc
      .constantFrom("offline" as const, "stale" as const, "refused" as const)
      .map((why) => ({ is: "failed" as const, why })),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      let state = startSaving(1, null);
      let editsOnWay = 0;
      let editsAtHome = 0;
      for (const [index, one] of events.entries()) {
        const before = state;
        state = stepSaving(state, { ...one, at: index * 1000 } as SaveEvent);
        if (one.is === "edited") editsAtHome++;
        if (before.phase !== "saving" && state.phase === "saving")
          [editsOnWay, editsAtHome] = [editsOnWay + editsAtHome, 0];
        if (before.phase === "saving" && one.is === "saved") editsOnWay = 0;
        if (before.phase === "saving" && one.is === "failed") [editsOnWay, editsAtHome] = [0, editsAtHome + editsOnWay];
        expect(isAtRisk(state)).toBe(editsOnWay + editsAtHome > 0);
        expect(state.wakeAt === null).toBe(["saved", "saving", "stale", "refused"].includes(state.phase));
      }
    }),
  );
});
