// The command line. Exit 0: done; 1: problems found; 2: called wrongly. `--json` everywhere.
import { Command, CommanderError, InvalidArgumentError } from "commander";
import { runBacktestCommand } from "#runtime/main/backtest/command.ts";
import { type CrashAt, crashPoints, parseCrashAt } from "#runtime/store/crash-point.ts";
import { MOST_HORIZON_DAYS } from "#shared/api/backtests.ts";
import { type Role, roles } from "#shared/api/contract.ts";
import { type Config, readConfig } from "./config.ts";
import { runCompile, runValidate } from "./files.ts";
import { runBackup, runDoctor, runExport, runRestore } from "./offline.ts";
import { exitCodes, terminalLocale } from "./output.ts";
import { readInput, runInvite, runReset } from "./people-command.ts";
import { runReplay } from "./replay-command.ts";
import { findRoot, readVersion } from "./root.ts";
import { runServe } from "./serve.ts";
import { runSimulate } from "./simulate-command.ts";

/** Reads a whole number of an option; anything else is a wrong call. */
function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d{1,15}$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`${least}–${most}`);
  };
}

/** Reads where to die, of a test that asks for it. */
function crashPoint(text: string): CrashAt {
  const at = parseCrashAt(text);
  if (at === null) throw new InvalidArgumentError(`POINT:N, ${crashPoints.join(" | ")}`);
  return at;
}

/** Reads the name of a role. */
function roleNamed(text: string): Role {
  const role = roles.find((one) => one === text);
  if (role === undefined) throw new InvalidArgumentError(roles.join(" | "));
  return role;
}

/** Adds what runs over a history, real or made up: `backtest`, `replay` and `simulate`. */
function addRuns(program: Command, locale: "zh-CN" | "en", done: (code: number) => void): void {
  program
    .command("backtest <file>")
    .description(
      "在历史数据上回测一份策略（sample 为自带样例） / run a strategy over a history; `sample` is the shipped one",
    )
    .requiredOption("--events <path>", "events as NDJSON, or a folder shaped like OULAD")
    .option("--learners <file>", "learners as NDJSON, known from the start")
    .option("--zone <name>", "the school's zone, for events as NDJSON", "Asia/Shanghai")
    .option("--horizon <days>", "how soon after an alert a withdrawal counts", wholeNumber(1, MOST_HORIZON_DAYS), 28)
    .option("--against <file>", "another strategy file to compare with")
    .option("--threshold <node>", "slide the threshold of this signal")
    .option("--values <list>", "its values, comma-separated: P3D,P7D,P14D")
    .option("--json")
    .action(async (file, flags) => done(await runBacktestCommand(file, { ...flags, locale })));
  program
    .command("replay <folder>")
    .description(
      "把真实学习数据按时间重放一遍（sample 为自带样例） / stream a data set in through the API; `sample` is the shipped one",
    )
    .option("--data <folder>", "data folder to fill; default: a temporary one")
    .option("--strategy <file>", "strategy file; default: the three-tier table")
    .option("--decisions <file>", "write the decisions there, canonical and sorted by key")
    .option("--kill-after <events>", "kill -9 the server after so many events and start it again", wholeNumber(1, 1e12))
    .option("--batch <items>", "events in one request", wholeNumber(1, 10_000), 5000)
    .option("--json")
    .action(async (folder, flags) => done(await runReplay(folder, { ...flags, locale })));
  program
    .command("simulate")
    .description(
      "模拟一所真实效果已知的学校，用报表对照真值（truth 为文件，或自带的 usual、no-effect） / play a school whose truth is known and hold its reports against it; a file, or the shipped `usual` or `no-effect`",
    )
    .option("--truth <file>", "truth file, or the name of a shipped one", "usual")
    .option("--seed <number>", "the first seed", wholeNumber(0, 1e9), 1)
    .option("--seeds <count>", "so many seeds, one after the other; prints counts", wholeNumber(1, 10_000), 1)
    .option("--json")
    .action(async (flags) => done(await runSimulate({ ...flags, locale })));
}

function createProgram(config: Config, done: (code: number) => void): Command {
  const locale = terminalLocale(process.env);
  const program = new Command("winback").description("Winback 挽回").version(readVersion(findRoot())).exitOverride();
  program
    .command("serve")
    .description("运行服务 / run the server")
    .option("--data <folder>", "data folder")
    .option("--port <number>", "port; 0 takes a free one", wholeNumber(0, 65_535))
    .option("--host <address>", "address to listen on")
    .option("--test", "test clock, moved by POST /test/clock")
    .option("--allow-egress <hosts>", "with --test: host:port list webhooks may reach")
    .option("--crash-at <point:n>", "with --test: kill -9 itself there, the n-th time", crashPoint)
    .option("--json", "print one JSON line when ready")
    .action(async (flags) => done(await runServe(flags, config)));
  program
    .command("validate <file>")
    .description("检查策略文件 / check a strategy file")
    .option("--json")
    .action((file, flags) => done(runValidate(file, flags)));
  program
    .command("compile <file>")
    .description("编译策略文件 / compile a strategy file")
    .option("--json")
    .action((file, flags) => done(runCompile(file, { ...flags, locale })));
  addRuns(program, locale, done);
  const offline = (name: string, description: string) =>
    program
      .command(name)
      .description(description)
      .option("--data <folder>", "data folder", config.WINBACK_DATA)
      .option("--json");
  offline("doctor", "检查不变量 / check every invariant").action((flags) => done(runDoctor(flags)));
  offline("export", "导出策略和设置，或一本账 / strategies and settings, or a ledger")
    .option("--ledger <name>")
    .action((flags) => done(runExport(flags)));
  offline("backup <folder>", "备份 / back up").action(async (folder, flags) => done(await runBackup(folder, flags)));
  offline("restore <folder>", "从备份恢复 / restore a backup").action((folder, flags) =>
    done(runRestore(folder, flags)),
  );
  offline("invite [email]", "邀请成员，打印一次性链接 / invite a member: prints a one-use link")
    .option("--role <role>", roles.join(" | "), roleNamed, "admin")
    .action(async (email, flags) => done(await runInvite(email, { ...flags, locale }, config)));
  offline("reset-password <email>", "重设密码，打印一次性链接 / a new password: prints a one-use link")
    .option("--password-stdin", "set the password that stands on standard input")
    .action(async (email, flags) => {
      const password = flags.passwordStdin === true ? await readInput() : null;
      done(await runReset(email, { ...flags, locale }, config, password));
    });
  return program;
}

async function main(): Promise<number> {
  const read = readConfig(process.env);
  if ("problems" in read) {
    process.stderr.write(`winback: 配置有误 / configuration:\n  ${read.problems.join("\n  ")}\n`);
    return exitCodes.usage;
  }
  let code: number = exitCodes.ok;
  try {
    await createProgram(read.config, (next) => {
      code = next;
    }).parseAsync();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  }
  return code;
}

process.exit(await main());
