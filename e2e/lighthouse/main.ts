// `npm run lighthouse [-- --runs N --json FILE --only PAGE,PAGE]`: Lighthouse's desktop preset on the pages that people open first, on a server
// and in a browser of its own: the scores beside their goals, the times, and every audit that failed.
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { pathToFileURL } from "node:url";
import { chromium } from "@playwright/test";
import { Command } from "commander";
import { join } from "#e2e/api/visitor.ts";
import { launchOptions, resolveBrowser } from "#e2e/browser.ts";
import { startCareSchool } from "#e2e/designer/care-school.ts";
import { doors, inside } from "#e2e/designer/pages.ts";
import { freePort, installed } from "#e2e/drive/on-demand.ts";
import { findRoot, readVersion } from "#runtime/main/root.ts";
import { goals, type Judgement, judge, type Result, report } from "./judge.ts";

/** The last release that runs on Node 20. */
const LIGHTHOUSE = "12.8.2";

interface Lighthouse {
  default(
    url: string,
    flags: Readonly<Record<string, unknown>>,
    config: unknown,
  ): Promise<{ readonly lhr: Result } | undefined>;
  readonly desktopConfig: unknown;
}

const { runs, json, only } = new Command("lighthouse")
  .option("--runs <n>", "loads of each page", Number, 3)
  .option("--json <file>", "write the figures there too")
  .option("--only <pages>", "these pages, comma separated")
  .parse()
  .opts<{ runs: number; json?: string; only?: string }>();

const pages = {
  "sign-in": doors["/login"],
  strategies: inside["/strategies"],
  canvas: inside["/strategies/$id"],
  report: inside["/strategies/$id/report"],
} as const;
const chosen = Object.entries(pages).filter(([name]) => only === undefined || only.split(",").includes(name));

const launch = await resolveBrowser();
if (launch === null || chosen.length === 0) {
  const pageNames = Object.keys(pages).join(" ");
  process.stderr.write(`${launch === null ? "no browser starts here: set CHROMIUM_PATH" : `pages: ${pageNames}`}\n`);
  process.exit(2);
}
const script = installed("lighthouse", LIGHTHOUSE, "core/index.js");
const { default: lighthouse, desktopConfig } = (await import(pathToFileURL(script).href)) as Lighthouse;
const port = await freePort();
const options = launchOptions(launch);
const browser = await chromium.launch({
  ...options,
  args: [...(options.args ?? []), `--remote-debugging-port=${port}`],
});
const school = await startCareSchool();

async function load(name: string, cookie: string): Promise<Result> {
  const found = await lighthouse(
    `${school.url}${pages[name as keyof typeof pages]}`,
    {
      port,
      logLevel: "error",
      onlyCategories: Object.keys(goals),
      ...(name === "sign-in" ? {} : { extraHeaders: { Cookie: cookie } }),
    },
    desktopConfig,
  );
  if (found === undefined || found.lhr.runtimeError !== undefined)
    throw new Error(`${name}: ${found?.lhr.runtimeError?.message ?? "no result"}`);
  return found.lhr;
}

const results = new Map<string, Result[]>(chosen.map(([name]) => [name, []]));
try {
  const { cookie } = await join(school, "admin");
  // Round after round over all pages, so that a slow minute of the machine meets every page alike.
  for (let run = 1; run <= runs; run += 1) {
    for (const [name, found] of results) {
      process.stderr.write(`\r${run}/${runs} ${name.padEnd(12)}`);
      found.push(await load(name, cookie));
    }
  }
} finally {
  process.stderr.write("\n");
  await browser.close();
  await school.stop();
}
const judgements: Judgement[] = [...results].map(([name, found]) => judge(name, found));
const machine = {
  at: new Date().toISOString(),
  processor: cpus()[0]?.model ?? "unknown",
  cores: cpus().length,
  chromium: browser.version(),
  lighthouse: LIGHTHOUSE,
  winback: readVersion(findRoot()),
  runs,
};
process.stdout.write(`${Object.entries(machine).flat().join(" ")}\n\n${report(judgements, runs)}\n`);
if (json !== undefined) {
  writeFileSync(json, `${JSON.stringify({ machine, goals, judgements }, null, 2)}\n`);
  process.stdout.write(`\n${json}\n`);
}
process.exit(judgements.every(({ isMet }) => isMet) ? 0 : 1);
