// `npm run bench [-- --only ROW --runs N --peers --scale --shrink N --data FOLDER --profile FOLDER]`: every row of the target table in one run, as the
// median of its runs, printed as a table and written to dist/bench.json.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { profileInto, summary } from "#e2e/drive/profile.ts";
import { findRoot, readVersion } from "#runtime/main/root.ts";
import { rows } from "./all.ts";
import { median } from "./load.ts";
import type { Row, Sample, Setting } from "./row.ts";
import { type Judged, judge, table } from "./table.ts";

/** Functions listed of a profile. */
const MOST = 30;

const program = new Command("bench")
  .option("--only <rows>", "these rows, comma separated")
  .option("--runs <n>", "runs of each row", Number, 5)
  .option("--peers", "install Node-RED and measure it beside")
  .option("--scale", "the curves too")
  .option("--shrink <n>", "everything so many times smaller, to see whether it works", Number, 1)
  .option(
    "--profile <folder>",
    "profile all processes into an empty folder; the figures are then lower than they are without",
  )
  .option("--data <folder>", "learning data to replay; default: the shipped sample")
  .parse();
const flags = program.opts<{
  only?: string;
  runs: number;
  peers?: boolean;
  scale?: boolean;
  shrink: number;
  data?: string;
  profile?: string;
}>();
if (flags.profile !== undefined) profileInto(flags.profile);

const wanted = flags.only?.split(",");
const unknown = wanted?.filter((name) => !rows.some((row) => row.name === name || row.name.startsWith(`${name}-`)));
if (unknown !== undefined && unknown.length > 0) {
  process.stderr.write(`${unknown.join()}: no such row; there are ${rows.map(({ name }) => name).join(" ")}\n`);
  process.exit(2);
}
const isWanted = ({ name, isScale }: Row) =>
  wanted === undefined
    ? isScale !== true || flags.scale === true
    : wanted.some((one) => name === one || name.startsWith(`${one}-`));
const chosen = rows.filter(isWanted);
const versionOf = (name: string) => {
  const text = readFileSync(join(findRoot(), "node_modules", name, "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
};
const machine = {
  at: new Date().toISOString(),
  processor: cpus()[0]?.model ?? "unknown",
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  winback: readVersion(findRoot()),
  hono: versionOf("hono"),
  libsql: versionOf("libsql"),
  runs: flags.runs,
  shrink: flags.shrink,
};
process.stdout.write(
  `${Object.entries(machine)
    .map(([name, value]) => `${name} ${value}`)
    .join(" · ")}\n\n`,
);

const folders: string[] = [];
const setting: Setting = {
  shrink: flags.shrink,
  isPeers: flags.peers === true,
  learningData: flags.data ?? null,
  newFolder: () => {
    const folder = mkdtempSync(join(tmpdir(), "winback-bench-"));
    folders.push(folder);
    return folder;
  },
};

const samples = new Map<Row, Sample[]>(chosen.map((row) => [row, []]));
// Round after round over all rows, so that a slow minute of the machine meets every row alike.
for (let run = 1; run <= flags.runs; run += 1) {
  for (const row of chosen) {
    process.stderr.write(`\r${run}/${flags.runs} ${row.name.padEnd(30)}`);
    samples.get(row)?.push(await row.run(setting));
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  }
}
process.stderr.write("\n");
const judged: Judged[] = chosen.map((row) => judge(row, samples.get(row) ?? [], median));
process.stdout.write(`${table(judged)}\n`);
const file = join(findRoot(), "dist/bench.json");
mkdirSync(join(findRoot(), "dist"), { recursive: true });
writeFileSync(file, `${JSON.stringify({ machine, rows: judged }, null, 2)}\n`);
process.stdout.write(`\n${file}\n`);
if (flags.profile !== undefined) process.stdout.write(`\n${summary(flags.profile, MOST)}\n`);
process.exit(judged.some(({ verdict }) => verdict === "missed") ? 1 : 0);
