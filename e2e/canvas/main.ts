// `npm run bench:designer [-- --runs N --json FILE]`: a canvas of 500 nodes and 800 connections in a real browser, on a server of its own:
// how soon it can be worked on, what a frame costs, how fast a key is seen, how long a layout blocks; and what the first pages weigh.
import { writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { chromium } from "@playwright/test";
import { Command } from "commander";
import { median } from "#e2e/bench/load.ts";
import { launchOptions, resolveBrowser } from "#e2e/browser.ts";
import { startSchool } from "#e2e/designer/school.ts";
import { findRoot, readVersion } from "#runtime/main/root.ts";
import { goals, judged, tableOf } from "./goals.ts";
import { type Figures, runOnce, SIZE } from "./run.ts";
import { weigh } from "./weight.ts";

const program = new Command("bench:designer")
  .option("--runs <n>", "runs of each figure", Number, 5)
  .option("--json <file>", "write the figures there too")
  .parse();
const { runs, json } = program.opts<{ runs: number; json?: string }>();

const launch = await resolveBrowser();
if (launch === null) {
  process.stderr.write("no browser starts here: set CHROMIUM_PATH=/path/to/chrome and run again\n");
  process.exit(1);
}
const school = await startSchool();
const browser = await chromium.launch(launchOptions(launch));
const machine = {
  at: new Date().toISOString(),
  processor: cpus()[0]?.model ?? "unknown",
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  chromium: browser.version(),
  winback: readVersion(findRoot()),
  ...SIZE,
  runs,
};
process.stdout.write(`${Object.entries(machine).flat().join(" ")}\n\n`);

const rows: Figures[] = [];
const figures: Figures = {};
try {
  for (let run = 1; run <= runs; run += 1) {
    process.stderr.write(`\r${run}/${runs}`);
    rows.push(await runOnce(browser, school, `large-${run}`));
  }
  Object.assign(figures, await weigh(browser, school));
} finally {
  process.stderr.write("\r");
  await browser.close();
  await school.stop();
}
for (const name of Object.keys(rows[0] ?? {})) figures[name] = median(rows.map((row) => row[name] ?? Number.NaN));
const judgements = goals.map((goal) => judged(goal, figures));
process.stdout.write(`${tableOf(judgements)}\n`);
if (json !== undefined) {
  writeFileSync(json, `${JSON.stringify({ machine, figures, judgements, runs: rows }, null, 2)}\n`);
  process.stdout.write(`\n${json}\n`);
}
process.exit(judgements.every(({ isMet }) => isMet) ? 0 : 1);
