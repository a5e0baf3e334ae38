// `npm run mutants`: plants each bug of the list in a copy of the repository, runs the check that must notice it, and prints the
// table. Exit 1 where a bug goes unnoticed or cannot be planted any more. Arguments choose mutants by words of their names.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { mutants } from "./list.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const left = new Set(["node_modules", "dist", ".git", "test-results"]);

function copyRepository() {
  const copy = mkdtempSync(join(tmpdir(), "winback-mutants-"));
  cpSync(root, copy, { recursive: true, filter: (path) => !left.has(basename(path)) });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"), "dir");
  return copy;
}

/** Runs a check on the copy as it stands: passed, failed, or not run at all. */
function run(copy, check) {
  const vitest = join(copy, "node_modules/vitest/vitest.mjs");
  const { status, stdout } = spawnSync(process.execPath, [vitest, "run", ...check], { cwd: copy, encoding: "utf8" });
  if (!/Tests\s.*\d+ (passed|failed)/.test(stdout)) return "not run";
  return status === 0 ? "passed" : "failed";
}

/** Runs the check on the copy with one bug in it: how it ended, and after how many seconds. */
function tryOut(copy, { file, find, replace, check }) {
  const path = join(copy, file);
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  if (text.split(find).length !== 2) return { end: "cannot be planted", seconds: 0 };
  writeFileSync(
    path,
    text.replace(find, () => replace),
  );
  const began = performance.now();
  const end = { passed: "SURVIVED", failed: "caught", "not run": "check did not run" }[run(copy, check)];
  writeFileSync(path, text);
  return { end, seconds: Math.round((performance.now() - began) / 1000) };
}

const words = process.argv.slice(2);
const chosen = mutants.filter(({ name }) => words.every((word) => name.includes(word)));
const copy = copyRepository();
let missedCount = 0;
try {
  // A check that fails without a bug would seem to catch every one.
  for (const check of new Set(chosen.map((one) => one.check))) {
    if (run(copy, check) === "passed") continue;
    console.log(`fails without a bug: ${check.join(" ")}`);
    missedCount += 1;
  }
  for (const mutant of chosen) {
    const { end, seconds } = tryOut(copy, mutant);
    if (end !== "caught") missedCount += 1;
    console.log(`${end.padEnd(18)} ${mutant.name.padEnd(52)} ${mutant.check.join(" ").padEnd(60)} ${seconds} s`);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
console.log(missedCount === 0 ? `${chosen.length} of ${chosen.length} caught` : `${missedCount} went wrong`);
process.exit(missedCount > 0 ? 1 : 0);
