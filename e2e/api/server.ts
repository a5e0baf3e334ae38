// The built server as a child process: started on a folder and a port, heard until it is ready, ended or killed.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { profileArgs } from "#e2e/drive/profile.ts";
import { findRoot } from "#runtime/main/root.ts";

/** What the server prints when it is ready. */
interface Ready {
  url: string;
  setupToken: string | null;
}

/** How a process ended, and all that it wrote. */
export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** A process of the command line. */
export interface Running {
  child: ChildProcess;
  /** What it wrote so far. */
  written: { out: string; err: string };
  ended: Promise<Ended>;
}

const script = join(findRoot(), "dist/runtime/winback.js");

/** Runs the built command line, with `more` over the environment. */
export function runWinback(args: readonly string[], more: Record<string, string> = {}): Running {
  if (!existsSync(script)) throw new Error("nothing is built: npm run build");
  const env = { ...process.env, WINBACK_LOG: "warn", LANG: "en_US.UTF-8", ...more };
  const child = spawn(process.execPath, [...profileArgs(), script, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env,
  });
  const written = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    written.out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    written.err += text;
  });
  const ended = once(child, "close").then(([code]) => ({ code: code as number | null, ...written }));
  return { child, written, ended };
}

/** Starts a server on the test clock; rejects with what it wrote where it ends before it is ready. */
export async function launch(data: string, port: number, more: readonly string[]): Promise<Running & { ready: Ready }> {
  const running = runWinback(["serve", "--test", "--json", "--data", data, "--port", String(port), ...more]);
  const { child, written, ended } = running;
  const line = new Promise<Ready>((resolve) => {
    child.stdout?.on("data", () => {
      const end = written.out.indexOf("\n");
      if (end !== -1) resolve(JSON.parse(written.out.slice(0, end)) as Ready);
    });
  });
  const dead = ended.then(({ code, err }): never => {
    throw new Error(`the server ended with ${code}: ${err}`);
  });
  return { ...running, ready: await Promise.race([line, dead]) };
}
