// The audit: what the clients and the provider wrote down, held against what the server says and what stands in its log.
import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Caller } from "#e2e/drive/server.ts";
import type { Books, Finding } from "#runtime/engine/protocol.ts";
import { readLog } from "#runtime/store/log/read.ts";
import type { Ledger } from "./clients.ts";
import type { Accepted, Sink } from "./sink.ts";

/** The doctor and the books right after a start; nothing where the server dies meanwhile. */
export async function auditRestart(caller: Caller): Promise<string[]> {
  try {
    return await unsound(caller);
  } catch (error) {
    // The connection broke: that is what the run is about. Anything the server said is a problem.
    return error instanceof TypeError ? [] : [String(error)];
  }
}

async function unsound(caller: Caller): Promise<string[]> {
  const { findings } = await caller.call<{ findings: Finding[] }>("GET", "/api/doctor");
  const found = findings.filter(({ count }) => count > 0);
  const books = await caller.call<Books & Record<string, unknown>>("GET", "/api/books");
  return [
    ...found.map(({ invariant, count, examples }) => `doctor: ${invariant}: ${count} (${examples.join(", ")})`),
    ...(books.isBalanced ? [] : [`books: ${books.imbalances.join("; ")}`]),
  ];
}

/** The school at rest: acknowledged events are known, each call reached the provider under one id, nothing is owed. */
export async function auditSchool(
  caller: Caller,
  ledger: Ledger,
  sink: Sink,
): Promise<{ problems: string[]; counts: Record<string, number> }> {
  const problems = [...ledger.faults];
  const lost = await sendAgain(caller, ledger.acknowledged);
  if (lost > 0) problems.push(`${lost} acknowledged events were lost`);
  const unknownLost = await sendAgain(caller, ledger.unknown);
  const books = await caller.call<Books & Record<string, unknown>>("GET", "/api/books");
  const eventCount = ledger.acknowledged.size + ledger.unknown.size;
  if (books.events.applied !== eventCount)
    problems.push(`${books.events.applied} events were applied of ${eventCount} sent`);
  const { settings } = await caller.call<{ settings: { schoolName: string } }>("GET", "/api/settings");
  if (settings.schoolName !== String(ledger.settingsCount))
    problems.push(`settings ${settings.schoolName}, acknowledged were ${ledger.settingsCount}`);
  const accepted = sink.read();
  const sends = await compareSends(caller, accepted, problems);
  problems.push(...(await unsound(caller)));
  return {
    problems,
    counts: {
      requests: ledger.requestCount,
      "answers lost": ledger.lostAnswerCount,
      "events acknowledged": ledger.acknowledged.size,
      "events given up, of them in": ledger.unknown.size - unknownLost,
      "provider requests": sink.requestCount,
      "provider accepted, repeats too": accepted.length,
      "provider effects": sends,
    },
  };
}

/** Sends events again; gives how many were new to the server. */
async function sendAgain(caller: Caller, events: ReadonlyMap<string, string>): Promise<number> {
  const texts = [...events.values()];
  let accepted = 0;
  for (let from = 0; from < texts.length; from += 5000) {
    const answer = await caller.call<{ accepted: number; rejected: unknown[] }>(
      "POST",
      "/v1/events",
      texts.slice(from, from + 5000).map((text) => JSON.parse(text) as unknown),
    );
    accepted += answer.accepted + answer.rejected.length;
  }
  return accepted;
}

const idOf = (key: string) => `msg_${createHash("sha256").update(key).digest("hex").slice(0, 32)}`;

/** Every call in the ledger is one effect at the provider and the other way round; gives the number of effects. */
async function compareSends(caller: Caller, accepted: readonly Accepted[], problems: string[]): Promise<number> {
  const effects = new Map(accepted.map((one) => [one.id, one]));
  const subjects = new Set([...effects.values()].map(({ type, learner }) => `${type} ${learner}`));
  if (subjects.size !== effects.size) problems.push(`${effects.size - subjects.size} calls had a second message id`);
  let count = 0;
  for await (const { channel, state, reason, keyText } of caller.rows("sends")) {
    if (channel !== "webhook") continue;
    count += 1;
    const isAtProvider = effects.delete(idOf(String(keyText)));
    if (state !== "accepted" || !isAtProvider)
      problems.push(`${keyText}: ${state} (${reason}), ${isAtProvider ? "accepted" : "unknown"} at the provider`);
  }
  if (effects.size > 0) problems.push(`${effects.size} effects at the provider that no send stands for`);
  return count;
}

/** The log of a server that has ended: each event once, none that nobody sent. */
export async function auditStopped(data: string, ledger: Ledger): Promise<string[]> {
  const counts = new Map<string, number>();
  for (const { entries } of readLog(join(data, "log"), 1)) {
    for (const { kind, raw } of entries) {
      if (kind !== "events") continue;
      for (const line of Buffer.from(raw).toString("utf8").split("\n")) {
        if (line === "") continue;
        const { id } = JSON.parse(line) as { id: string };
        counts.set(id, (counts.get(id) ?? 0) + 1);
      }
    }
  }
  const sent = new Set([...ledger.acknowledged.keys(), ...ledger.unknown.keys()]);
  const missing = [...sent].filter((id) => !counts.has(id));
  const strange = [...counts.keys()].filter((id) => !sent.has(id));
  const doubled = [...counts].filter(([, count]) => count > 1);
  return [
    ...(missing.length > 0
      ? [`not in the log: ${missing.slice(0, 5).join(", ")} and more, ${missing.length} in all`]
      : []),
    ...(strange.length > 0 ? [`in the log, and nobody sent them: ${strange.slice(0, 5).join(", ")}`] : []),
    ...(doubled.length > 0 ? [`twice in the log: ${doubled.slice(0, 5).join(", ")}`] : []),
  ];
}
