import fc from "fast-check";
import { expect, test } from "vitest";
import { IdIndex } from "./id-index.ts";

/** A list of ids with its index, and a Map that says what is right. */
function pair() {
  const ids: string[] = [];
  return { ids, index: new IdIndex(ids), known: new Map<string, number>() };
}

type Pair = ReturnType<typeof pair>;

function add({ ids, index, known }: Pair, id: string): void {
  if (known.has(id)) return;
  ids.push(id);
  index.set(id, ids.length - 1);
  known.set(id, ids.length - 1);
}

function take({ ids, index, known }: Pair, id: string): void {
  index.delete(id);
  const row = known.get(id);
  if (row !== undefined) ids[row] = "";
  known.delete(id);
}

test("whatever comes and goes, every id has its row and no other has one", () => {
  const id = fc.oneof(fc.string({ maxLength: 3 }), fc.nat({ max: 40 }).map(String)).filter((text) => text !== "");
  const acts = fc.array(fc.record({ id, isTaken: fc.boolean() }), { maxLength: 200 });
  fc.assert(
    fc.property(acts, (list) => {
      const both = pair();
      for (const { id: one, isTaken } of list) (isTaken ? take : add)(both, one);
      expect(both.index.size).toBe(both.known.size);
      for (const { id: one } of list) expect([one, both.index.get(one)]).toEqual([one, both.known.get(one)]);
    }),
  );
});

test("it grows over many ids, and what comes again and again leaves no trail of what is gone", () => {
  const both = pair();
  for (let n = 0; n < 20_000; n += 1) add(both, `learner-${n}`);
  for (let n = 0; n < 20_000; n += 1) {
    take(both, "visitor");
    add(both, "visitor");
  }
  for (let n = 0; n < 20_000; n += 7) expect(both.index.get(`learner-${n}`)).toBe(n);
  expect([both.index.get("visitor"), both.index.get("nobody"), both.index.size]).toEqual([39_999, undefined, 20_001]);
});
