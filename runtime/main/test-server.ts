// A server of one's own: a child process on the test clock and a free port, set up through the API like any other, that
// can be killed and started again on the same data.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A running child server. */
export interface TestServer {
  readonly url: string;
  readonly key: string;
  /** Calls a route with the admin key; throws with the answer's text where it is not 2xx. */
  call(method: string, path: string, body?: unknown): Promise<unknown>;
  /** kill -9, then a start on the same data and port. */
  killAndRestart(): Promise<void>;
  /** Most memory the server's process held so far, where the system tells. */
  peakMemoryBytes(): number | null;
  close(): Promise<void>;
}

interface Ready {
  url: string;
  setupToken: string | null;
}

const script = () => fileURLToPath(new URL("./winback.js", import.meta.url));

async function launch(data: string, port: string): Promise<{ child: ChildProcess; ready: Ready }> {
  const child = spawn(
    process.execPath,
    [...process.execArgv, script(), "serve", "--test", "--json", "--data", data, "--port", port],
    {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, WINBACK_LOG: process.env["WINBACK_LOG"] ?? "warn" },
    },
  );
  let text = "";
  child.stdout?.setEncoding("utf8");
  const ready = await new Promise<Ready>((resolve, reject) => {
    child.stdout?.on("data", (chunk: string) => {
      text += chunk;
      const end = text.indexOf("\n");
      if (end !== -1) resolve(JSON.parse(text.slice(0, end)) as Ready);
    });
    child.once("exit", (code) => reject(new Error(`the server ended with ${code} before it was ready`)));
  });
  return { child, ready };
}

/** Starts a server on an empty or earlier data folder. */
export async function startServer(data: string): Promise<TestServer> {
  let { child, ready } = await launch(data, "0");
  const { url, setupToken } = ready;
  if (setupToken === null) {
    child.kill("SIGTERM");
    throw new Error(`${data} holds a school already; a replay wants an empty folder`);
  }
  const made = (await request(url, null, "POST", "/api/setup", { token: setupToken, name: "replay" })) as {
    key: string;
  };
  let restarting: Promise<void> = Promise.resolve();
  return {
    url,
    key: made.key,
    call: async (method, path, body) => {
      await restarting;
      return await request(url, made.key, method, path, body);
    },
    killAndRestart: () => {
      restarting = (async () => {
        const ended = once(child, "exit");
        child.kill("SIGKILL");
        await ended;
        ({ child, ready } = await launch(data, new URL(url).port));
      })();
      return restarting;
    },
    peakMemoryBytes: () => peakOf(child.pid),
    close: async () => {
      await restarting;
      if (child.exitCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** VmHWM of a process, from the kernel. */
function peakOf(pid: number | undefined): number | null {
  try {
    const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    return found === null ? null : Number(found[1]) * 1024;
  } catch {
    return null; // not Linux
  }
}

async function request(
  url: string,
  key: string | null,
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { "content-type": "application/json", ...(key === null ? {} : { authorization: `Bearer ${key}` }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 2000)}`);
  return text === "" ? null : JSON.parse(text);
}
