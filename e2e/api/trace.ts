// A trace of system calls as steps: what was written to which file, which file was synced, and which answer left.

/** One step, in the order in which it was over (a write and an answer: begun). */
export type Step =
  | { is: "write"; path: string; text: string }
  | { is: "sync"; path: string }
  | { is: "answer"; status: number };

const CALL = /^(\d+)\s+(\w+)\(\d+<([^>]*)>(.*)$/;
const RESUMED = /^(\d+)\s+<\.\.\. f\w*sync resumed>.*= 0$/;

/** Reads what strace wrote with -f -y. A sync counts when it has returned; a write or an answer when it begins. */
export function readTrace(text: string): Step[] {
  const pending = new Map<string, string>();
  return text.split("\n").flatMap((line) => stepOf(line, pending) ?? []);
}

/** The step of a line; null where it is none. `pending` holds the file that each thread is syncing. */
function stepOf(line: string, pending: Map<string, string>): Step | null {
  const [, thread = "", name = "", path = "", rest = ""] = CALL.exec(line) ?? [];
  if (name.endsWith("sync")) {
    if (line.includes("<unfinished ...>")) pending.set(thread, path);
    return rest.endsWith("= 0") ? { is: "sync", path } : null;
  }
  if (name !== "") return writeOf(path, rest);
  const synced = pending.get(RESUMED.exec(line)?.[1] ?? "");
  return synced === undefined ? null : { is: "sync", path: synced };
}

function writeOf(path: string, text: string): Step | null {
  if (!/^(socket|TCP)/.test(path)) return { is: "write", path, text };
  const status = /HTTP\/1\.1 (\d{3})/.exec(text)?.[1];
  return status === undefined ? null : { is: "answer", status: Number(status) };
}
