// A read in slices gives what the read at once gives, and lets others work in between.
import { expect, test } from "vitest";
import { finish, inSlices, type Steps } from "./slices.ts";

function* slow(pieces: number): Steps<number> {
  let sum = 0;
  for (let piece = 0; piece < pieces; piece += 1) {
    const until = performance.now() + 4;
    while (performance.now() < until) sum += 0;
    sum += piece;
    yield;
  }
  return sum;
}

test("others work between the slices, and the answer is the same", async () => {
  let turns = 0;
  let isOver = false;
  const other = () => {
    turns += 1;
    if (!isOver) setImmediate(other);
  };
  setImmediate(other);
  let rests = 0;
  const sum = await inSlices(slow(6), () => {
    rests += 1;
  });
  isOver = true;
  expect([sum, finish(slow(6)), rests]).toEqual([15, 15, 6]);
  expect(turns).toBeGreaterThanOrEqual(5);
});

test("a read that breaks down breaks down for the one who asked", async () => {
  function* broken(): Steps<number> {
    yield;
    throw new Error("no such table");
  }
  await expect(inSlices(broken())).rejects.toThrow("no such table");
});
