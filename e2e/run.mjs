// `npm test`: takes the names of steps (none: all), runs them in order, stops at the first that fails, and ends with one
// line that adds up the tests of all runners. Plain JavaScript, so that Node 20 starts it as it is.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const reports = join(root, "dist/test");

// Both reporters write JSON; each step says where the counts stand in it.
const unitReport = join(reports, "unit.json");
const pageReport = join(reports, "page.json");

const steps = [
  { name: "types", title: "类型检查 types", command: ["tsc", "-b"] },
  { name: "lint", title: "规范与格式 lint and format", command: ["biome", "check", "--error-on-warnings"] },
  { name: "unused", title: "未使用的代码与依赖 unused code", command: ["knip"] },
  {
    name: "unit",
    title: "单元、性质与结构测试 unit, property and house tests",
    command: ["vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${unitReport}`],
    report: unitReport,
    count: (json) => ({ passed: json.numPassedTests, failed: json.numFailedTests, skipped: json.numPendingTests }),
  },
  {
    name: "page",
    title: "浏览器测试 tests in a browser",
    command: ["playwright", "test", "-c", "e2e", "--reporter=list,json"],
    report: pageReport,
    count: ({ stats }) => ({
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected,
      skipped: stats.skipped,
    }),
  },
];

function run({ command: [tool, ...args], report, count }) {
  if (report) rmSync(report, { force: true });
  const path = `${join(root, "node_modules/.bin")}${delimiter}${process.env.PATH}`;
  // Tests make data folders of their own: all in one, so that none is left on the machine.
  const folders = mkdtempSync(join(tmpdir(), "winback-test-"));
  const own = { PATH: path, PLAYWRIGHT_JSON_OUTPUT_FILE: pageReport, TMPDIR: folders, TEMP: folders, TMP: folders };
  const env = { ...process.env, ...own };
  const { status } = spawnSync(tool, args, { cwd: root, env, stdio: "inherit", shell: process.platform === "win32" });
  rmSync(folders, { recursive: true, force: true, maxRetries: 5 });
  const hasReport = report !== undefined && existsSync(report);
  const counts = hasReport ? count(JSON.parse(readFileSync(report, "utf8"))) : { passed: 0, failed: 0, skipped: 0 };
  // A step that stops before its tests (a type error, a file that does not load, no browser) is one failure.
  if (status !== 0 && counts.failed === 0) counts.failed = 1;
  return counts;
}

const names = process.argv.slice(2);
const chosen = names.length === 0 ? steps : names.map((name) => steps.find((step) => step.name === name));
if (chosen.includes(undefined)) {
  console.error(`Steps: ${steps.map((step) => step.name).join(" ")}`);
  process.exit(2);
}
mkdirSync(reports, { recursive: true });
const sum = { passed: 0, failed: 0, skipped: 0 };
for (const step of chosen) {
  console.log(`\n== ${step.title} ==`);
  const counts = run(step);
  for (const key of Object.keys(sum)) sum[key] += counts[key];
  if (counts.failed > 0) {
    console.log(`\n== 未通过 failed: ${step.title} ==`);
    break;
  }
}
if (sum.skipped > 0) console.log(`\n${sum.skipped} skipped`);
console.log(`\n${sum.passed} passed, ${sum.failed} failed`);
process.exit(sum.failed > 0 ? 1 : 0);
