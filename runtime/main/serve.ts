// `winback serve`: starts the runtime, says where it is, and ends it on SIGTERM or SIGINT within the promised time.
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { EngineFailed } from "#runtime/engine/client.ts";
import type { CrashAt } from "#runtime/store/crash-point.ts";
import { StoreBusy, StoreDamaged } from "#runtime/store/engine-db.ts";
import { type Config, isLoopback } from "./config.ts";
import { findRoot, readVersion } from "./root.ts";
import { type Runtime, startRuntime } from "./runtime.ts";

/** The flags of `serve`. */
export interface ServeFlags {
  data?: string;
  port?: number;
  host?: string;
  test?: boolean;
  json?: boolean;
  allowEgress?: string;
  crashAt?: CrashAt;
}

/** An end that takes longer than this is cut short (ms); promise P16 allows 15 s. */
const END_MS = 13_000;

/** Runs the server until it is told to end; gives the exit code. */
export async function runServe(flags: ServeFlags, config: Config): Promise<number> {
  const host = flags.host ?? config.WINBACK_HOST;
  if (!isLoopback(host) && !config.WINBACK_BEHIND_PROXY) {
    say(
      "只能监听本机地址；若前面有终止 TLS 的代理，请设置 WINBACK_BEHIND_PROXY=1。",
      "Refusing to listen beyond loopback without TLS: set WINBACK_BEHIND_PROXY=1 if a proxy in front ends TLS.",
    );
    return 2;
  }
  if (flags.crashAt !== undefined && flags.test !== true) {
    say("--crash-at 只能与 --test 一起使用。", "--crash-at is for --test only.");
    return 2;
  }
  const begun = performance.now();
  let end: (code: number) => void = () => {};
  const ended = new Promise<number>((done) => {
    end = done;
  });
  let runtime: Runtime;
  try {
    runtime = await startRuntime(
      {
        folder: resolve(flags.data ?? config.WINBACK_DATA),
        host,
        port: flags.port ?? config.WINBACK_PORT,
        isTest: flags.test === true,
        publicUrl: config.WINBACK_PUBLIC_URL ?? null,
        isSecure: config.WINBACK_BEHIND_PROXY || config.WINBACK_PUBLIC_URL?.startsWith("https:") === true,
        allowEgress: [
          ...config.WINBACK_ALLOW_EGRESS,
          ...(flags.test && flags.allowEgress ? flags.allowEgress.split(",") : []),
        ],
        logLevel: config.WINBACK_LOG,
        version: readVersion(findRoot()),
        crashAt: flags.crashAt ?? null,
        engineScript: new URL("./engine.js", import.meta.url),
        sampleData: join(findRoot(), "runtime", "sample"),
        designerFolder: fileURLToPath(new URL("../designer/", import.meta.url)),
      },
      () => {
        say("引擎线程意外结束。", "The engine thread ended unexpectedly.");
        end(1);
      },
    );
  } catch (error) {
    return explain(error);
  }
  announce(runtime, flags, performance.now() - begun);
  listenForEnd(runtime, end);
  return await ended;
}

function say(zh: string, en: string): void {
  process.stderr.write(`winback: ${zh} ${en}\n`);
}

function announce(runtime: Runtime, flags: ServeFlags, ms: number): void {
  if (flags.json) {
    process.stdout.write(`${JSON.stringify({ url: runtime.url, setupToken: runtime.setupToken })}\n`);
    return;
  }
  const lines = ["", `  Winback 挽回   ${runtime.url}   (${(ms / 1000).toFixed(1)} s)`];
  if (runtime.setupToken !== null) {
    lines.push(
      "",
      "  首次使用：打开这个一次性链接，创建第一个管理员",
      "  First start: open this one-use link and make the first administrator",
      "",
      `    ${runtime.url}/setup?token=${runtime.setupToken}`,
    );
  }
  process.stdout.write(`${lines.join("\n")}\n\n`);
}

function listenForEnd(runtime: Runtime, end: (code: number) => void): void {
  let isEnding = false;
  const stop = () => {
    if (isEnding) process.exit(1);
    isEnding = true;
    setTimeout(() => end(1), END_MS).unref();
    runtime.close().then(
      () => end(0),
      (error: unknown) => {
        process.stderr.write(`winback: ${String(error)}\n`);
        end(1);
      },
    );
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

/** Says in both languages why the start failed; anything unknown is a bug and keeps its stack. */
function explain(error: unknown): number {
  const kind = error instanceof EngineFailed ? error.kind : error instanceof Error ? error.constructor.name : "";
  const text = error instanceof Error ? error.message : String(error);
  if (error instanceof StoreBusy || kind === "StoreBusy")
    say("数据目录正被另一个进程使用。", "The data folder is in use by another process.");
  else if (error instanceof StoreDamaged || kind === "StoreDamaged")
    say(`数据文件已损坏：${text}`, `The store is damaged: ${text}`);
  else if (kind === "LogDamaged") say(`日志已损坏：${text}`, `The log is damaged: ${text}`);
  else if (/EADDRINUSE/.test(text)) say("端口已被占用。", "The port is taken.");
  else process.stderr.write(`winback: ${error instanceof Error ? (error.stack ?? text) : text}\n`);
  return 1;
}
