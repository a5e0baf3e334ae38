// Shows 2, small: the shipped slice of real data through the HTTP API, undisturbed and with a kill -9 in the middle.
import { expect, test } from "vitest";
import { runWinback } from "./server.ts";

interface Report {
  isClean: boolean;
  decisionsDigest: string;
  tally: { events: Record<string, number> };
  books: { episodes: Record<string, number>; decisions: { total: number } };
}

async function replay(...args: string[]): Promise<Report> {
  const { code, out, err } = await runWinback(["replay", "sample", "--json", ...args]).ended;
  expect([code, err]).toEqual([0, ""]);
  return JSON.parse(out) as Report;
}

test("a kill -9 in the middle of a year of real learners changes no decision", { timeout: 180_000 }, async () => {
  const [whole, broken] = await Promise.all([replay(), replay("--kill-after", "100000")]);
  expect(whole.tally.events).toMatchObject({ rejectedCount: 0, duplicateCount: 0 });
  expect(whole.books.decisions.total).toBeGreaterThan(10_000);
  expect([whole.isClean, broken.isClean]).toEqual([true, true]);
  expect(broken.decisionsDigest).toBe(whole.decisionsDigest);
  expect(broken.books.episodes).toEqual(whole.books.episodes);
});
