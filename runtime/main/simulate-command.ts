// `winback simulate`: schools whose truth is known, played on servers of their own through the API, and what the reports then say held
// against the truth.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import { type Run, runOf } from "#runtime/main/truth/document.ts";
import { Door } from "#runtime/main/truth/door.ts";
import { foretell } from "#runtime/main/truth/expected.ts";
import { type Judged, judge, questionsOf } from "#runtime/main/truth/judge.ts";
import { play } from "#runtime/main/truth/play.ts";
import { countSeeds, seedsTable, seedTable } from "#runtime/main/truth/table.ts";
import { parseTruth, type Truth } from "#runtime/main/truth/truth.ts";
import { sentence } from "#shared/api/words.ts";
import type { ExperimentView } from "#shared/report/strategy-report.ts";
import { readJson } from "./files.ts";
import { exitCodes, print, startBar } from "./output.ts";
import { findRoot } from "./root.ts";
import { startServer, type TestServer } from "./test-server.ts";

/** The flags of `simulate`. */
export interface SimulateFlags {
  truth: string;
  seed: number;
  seeds: number;
  json?: boolean;
  locale: "zh-CN" | "en";
}

/** Schools that live beside each other on one server, each with its own strategy, salts and learners. */
const SIDE_BY_SIDE = 10;

/** Runs the command; gives the exit code: 1 where the reports are wrong more often than chance has it. */
export async function runSimulate(flags: SimulateFlags): Promise<number> {
  const truth = readTruth(flags.truth, flags.locale);
  if (truth === null) return exitCodes.usage;
  const runs = Array.from({ length: flags.seeds }, (_, n) => runOf(flags.seed + n));
  const bar = startBar(truth.name, flags.json === true);
  const judged: Judged[] = [];
  for (let from = 0; from < runs.length; from += SIDE_BY_SIDE) {
    const part = runs.slice(from, from + SIDE_BY_SIDE);
    const onDay = (share: number) => bar.to((from + share * part.length) / runs.length, `${from + 1}/${runs.length}`);
    judged.push(...(await onServer((server) => simulate(server, truth, part, onDay))));
  }
  bar.end(`${runs.length}`);
  return report(truth, judged, flags);
}

/** A file, or the name of one that is shipped. */
function readTruth(name: string, locale: "zh-CN" | "en"): Truth | null {
  const isShipped = /^[a-z-]+$/.test(name) && !isAbsolute(name);
  const file = isShipped ? join(findRoot(), "runtime/main/truth", `${name}.json`) : resolve(name);
  const read = readJson(file);
  const parsed = "issues" in read ? read : parseTruth(read.value);
  if ("truth" in parsed) return parsed.truth;
  const lines = parsed.issues.map((issue) => `${issue.path.join(".")}: ${sentence(issue, locale)}`);
  process.stderr.write(`winback: ${lines.join("\n  ")}\n`);
  return null;
}

async function onServer<T>(act: (server: TestServer) => Promise<T>): Promise<T> {
  const data = mkdtempSync(join(tmpdir(), "winback-truth-"));
  const server = await startServer(data);
  try {
    return await act(server);
  } finally {
    await server.close();
    rmSync(data, { recursive: true, force: true });
  }
}

async function simulate(
  server: TestServer,
  truth: Truth,
  runs: readonly Run[],
  onDay: (share: number) => void,
): Promise<Judged[]> {
  const { settings } = (await server.call("GET", "/api/settings")) as { settings: Record<string, unknown> };
  // Receipts are the simulation's own, and nothing holds a message back until the afternoon.
  const rates = { delivered: 0, opened: 0, acted: 0 };
  await server.call("PUT", "/api/settings", {
    ...settings,
    zone: truth.zone,
    quiet: null,
    caps: [],
    pauses: [],
    rates,
  });
  const door = new Door(server.url, server.key);
  try {
    const seen = await play(door, truth, runs, onDay);
    const expected = foretell(truth);
    const judged: Judged[] = [];
    for (const run of runs)
      for (const question of questionsOf(truth, run, expected)) {
        const view = await door.call<ExperimentView>(`/api/reports/experiments/${question.salt}`);
        judged.push(...judge(run, question, view, seen));
      }
    return judged;
  } finally {
    door.close();
  }
}

function report(truth: Truth, judged: readonly Judged[], flags: SimulateFlags): number {
  const counts = countSeeds(judged);
  print(flags.json, { truth, expected: foretell(truth), counts, comparisons: judged }, () =>
    flags.seeds === 1 ? seedTable(judged, flags.locale) : seedsTable(counts, flags.locale),
  );
  return counts.every(({ isSound }) => isSound) ? exitCodes.ok : exitCodes.found;
}
