// `winback backtest`: a strategy file over a history in files, without a server; prints its figures.
import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import { thresholdOrder } from "#runtime/engine/backtest-order.ts";
import { type BacktestHistory, type BacktestOrder, runBacktest } from "#runtime/engine/backtest-run.ts";
import { readJson } from "#runtime/main/files.ts";
import { replayIssueText } from "#runtime/main/oulad/issues.ts";
import { readSchool } from "#runtime/main/oulad/read.ts";
import { exitCodes, print, startBar } from "#runtime/main/output.ts";
import { findRoot } from "#runtime/main/root.ts";
import { sentence } from "#shared/api/words.ts";
import type { Issue } from "#shared/kernel/issue.ts";
import { isZone } from "#shared/kernel/zone.ts";
import { compile } from "#shared/strategy/compile.ts";
import { defaultContext } from "#shared/strategy/context.ts";
import type { Strategy } from "#shared/strategy/document.ts";
import { parseStrategy } from "#shared/strategy/validate.ts";
import { fileHistory, schoolHistory } from "./history.ts";
import { backtestTable } from "./table.ts";

/** The flags of `backtest`. */
export interface BacktestFlags {
  events: string;
  learners?: string;
  zone: string;
  horizon: number;
  against?: string;
  threshold?: string;
  values?: string;
  json?: boolean;
  locale: "zh-CN" | "en";
}

/** Runs the command; gives the exit code. */
export async function runBacktestCommand(file: string, flags: BacktestFlags): Promise<number> {
  const document = documentIn(file, flags.locale);
  const against = flags.against === undefined ? null : documentIn(flags.against, flags.locale);
  if (document === null || (against === null && flags.against !== undefined)) return exitCodes.found;
  const history = await historyIn(flags);
  const threshold = thresholdIn(document, flags);
  if (history === null || threshold === "unfit") return exitCodes.usage;
  const live = against === null ? null : { version: 1, document: against };
  const order: BacktestOrder = { document, live, threshold, fromAt: null, toAt: null, horizonDays: flags.horizon };
  const bar = startBar("backtest", flags.json === true);
  const result = runBacktest(order, history, (share) => bar.to(share, `${Math.floor(share * 100)} %`));
  bar.end("100 %");
  print(flags.json, result, () => backtestTable(result, flags.locale, flags.against ?? ""));
  return exitCodes.ok;
}

function complain(place: string, issues: readonly Issue[], locale: BacktestFlags["locale"]): void {
  const lines = issues.map((issue) => `${issue.path.join(".")}  ${sentence(issue, locale)}  [${issue.code}]`);
  process.stderr.write(`winback: ${place}\n  ${lines.join("\n  ")}\n`);
}

/** A file that holds a strategy which the compiler finds free of errors. */
function documentIn(file: string, locale: BacktestFlags["locale"]): Strategy | null {
  const read = readJson(resolve(file));
  const parsed = "issues" in read ? read : parseStrategy(read.value);
  if ("issues" in parsed) {
    complain(file, parsed.issues, locale);
    return null;
  }
  const errors = compile(parsed.document, defaultContext).diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return parsed.document;
  const lines = errors.map(({ nodeId, message, code }) => `${nodeId ?? "-"}  ${message[locale]}  [${code}]`);
  process.stderr.write(`winback: ${file}\n  ${lines.join("\n  ")}\n`);
  return null;
}

async function historyIn({ events, learners, zone, locale }: BacktestFlags): Promise<BacktestHistory | null> {
  const place = events === "sample" ? join(findRoot(), "runtime", "sample") : resolve(events);
  const found = [place, ...(learners === undefined ? [] : [resolve(learners)])].map((path) =>
    statSync(path, { throwIfNoEntry: false }),
  );
  if (found.includes(undefined) || !isZone(zone)) {
    process.stderr.write(`winback: ${found.includes(undefined) ? events : zone}: 找不到 / not found\n`);
    return null;
  }
  if (found[0]?.isDirectory() === true) {
    const read = await readSchool(place);
    if (read.ok) return schoolHistory(read.school);
    process.stderr.write(`winback: ${replayIssueText(read.issue, locale)}\n`);
    return null;
  }
  const read = fileHistory(place, learners === undefined ? null : resolve(learners), zone);
  if ("history" in read) return read.history;
  complain(`${read.file}:${read.line}`, read.issues, locale);
  return null;
}

function thresholdIn(document: Strategy, flags: BacktestFlags): BacktestOrder["threshold"] | "unfit" {
  if (flags.threshold === undefined) return null;
  const values = flags.values?.split(",").map((text) => (Number.isNaN(Number(text)) ? text.trim() : Number(text)));
  const made = thresholdOrder(document, { node: flags.threshold, ...(values === undefined ? {} : { values }) });
  if ("threshold" in made) return made.threshold;
  const issue: Issue = { code: "backtest.threshold", severity: "error", path: [made.unfit] };
  complain(flags.threshold, [issue], flags.locale);
  return "unfit";
}
