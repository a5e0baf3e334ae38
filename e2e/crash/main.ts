// `npm run crash -- --kills N [--seed S]`: kills the built server N times under load and says what was lost, doubled or late.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { type Campaign, runCampaign } from "./campaign.ts";

/** Promised: ready again within this (ms). */
const READY_MS = 3000;

const program = new Command("crash")
  .option("--kills <n>", "how often", Number, 200)
  .option("--seed <text>", "of everything that is drawn", "winback")
  .option("--clients <n>", "HTTP clients that send events", Number, 4)
  .option("--keep", "keep the folder")
  .parse();
const options = program.opts<{ kills: number; seed: string; clients: number; keep?: boolean }>();
const folder = mkdtempSync(join(tmpdir(), "winback-crash-"));
const campaign = await runCampaign({
  ...options,
  folder,
  onKill: (done, where) => process.stderr.write(`\r${done}/${options.kills} ${where.padEnd(40)}`),
});
process.stderr.write("\n");
process.stdout.write(`${lines(campaign).join("\n")}\n`);
const isSound = campaign.problems.length === 0 && Math.max(...campaign.readyMs) < READY_MS;
if (options.keep !== true && isSound) rmSync(folder, { recursive: true, force: true });
else process.stdout.write(`kept: ${folder}\n`);
process.exit(isSound ? 0 : 1);

function lines({ kills, readyMs, problems, counts }: Campaign): string[] {
  const sorted = readyMs.toSorted((a, b) => a - b);
  const median = sorted[sorted.length >> 1] ?? 0;
  return [
    `kills  ${options.kills} (seed ${options.seed})`,
    ...[...kills].sort().map(([where, count]) => `  ${where.padEnd(38)} ${count}`),
    `ready again  median ${Math.round(median)} ms, max ${Math.round(sorted.at(-1) ?? 0)} ms (bound ${READY_MS})`,
    ...Object.entries(counts).map(([name, count]) => `${name.padEnd(32)} ${count}`),
    ...(problems.length === 0
      ? ["lost 0 · doubled 0 · books balanced · doctor clean"]
      : [`PROBLEMS ${problems.length}`, ...problems.slice(0, 30).map((problem) => `  ${problem}`)]),
  ];
}
