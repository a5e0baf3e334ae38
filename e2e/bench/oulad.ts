// A real school replayed through the HTTP API with the three-tier strategy live, against JSON.parse of the same lines.
import { join } from "node:path";
import { runWinback } from "#e2e/api/server.ts";
import { days } from "#runtime/main/oulad/days.ts";
import { readSchool } from "#runtime/main/oulad/read.ts";
import { findRoot } from "#runtime/main/root.ts";
import type { Row, Sample, Setting } from "./row.ts";

async function measure({ learningData }: Setting): Promise<Sample> {
  const folder = learningData ?? join(findRoot(), "runtime/sample");
  const read = await readSchool(folder);
  if (!read.ok) throw new Error(`${folder}: ${read.issue.code}`);
  const floor = parseAll(read.school);
  const { code, out, err } = await runWinback(["replay", learningData ?? "sample", "--json"]).ended;
  if (code !== 0) throw new Error(`the replay ended with ${code}: ${err.slice(-500)}`);
  const { tally } = JSON.parse(out) as { tally: { wallMs: number; eventsPerSecond: number } };
  const notes = { events: floor.count, "events/s": tally.eventsPerSecond };
  return { value: tally.wallMs / 1000, floor: floor.ms / 1000, notes };
}

function parseAll(school: Parameters<typeof days>[0]): { ms: number; count: number } {
  let ms = 0;
  let count = 0;
  for (const { events } of days(school)) {
    const begunAt = performance.now();
    for (const line of events) JSON.parse(line);
    ms += performance.now() - begunAt;
    count += events.length;
  }
  return { ms, count };
}

/** The row; its target is for the whole data set of 1.67M rows (`--data`). */
export const oulad: Row = {
  name: "oulad",
  title: "replay of real learning data through the HTTP API",
  unit: "s",
  floor: "JSON.parse of the same lines",
  target: { of: "value", is: "atMost", must: 60, aim: 20 },
  run: measure,
};
