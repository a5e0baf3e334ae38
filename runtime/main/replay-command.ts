// `winback replay`: a whole school streamed through the HTTP API of a server of its own, on the test clock, with the
// three-tier strategy and a holdout live; ends with a table, balanced books and a clean doctor, or says what is not.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Books, Finding } from "#runtime/engine/protocol.ts";
import { replayIssueText } from "#runtime/main/oulad/issues.ts";
import { readSchool } from "#runtime/main/oulad/read.ts";
import { type Replay, replay } from "#runtime/main/oulad/replay.ts";
import type { School } from "#runtime/main/oulad/school.ts";
import { replayTable } from "#runtime/main/oulad/table.ts";
import { canonicalJson, sha256Hex } from "#shared/kernel/canonical.ts";
import { gallery } from "#shared/strategy/gallery.ts";
import { readJson } from "./files.ts";
import { exitCodes, print, startBar } from "./output.ts";
import { findRoot } from "./root.ts";
import { startServer, type TestServer } from "./test-server.ts";

/** The flags of `replay`. */
export interface ReplayFlags {
  data?: string;
  strategy?: string;
  decisions?: string;
  killAfter?: number;
  batch: number;
  json?: boolean;
  locale: "zh-CN" | "en";
}

/** What a replay came to. */
interface Outcome {
  replayed: Replay;
  books: Books;
  findings: Finding[];
  digest: string;
  peakMemoryBytes: number | null;
}

/** Runs the command; gives the exit code. */
export async function runReplay(folder: string, flags: ReplayFlags): Promise<number> {
  const source = folder === "sample" ? join(findRoot(), "runtime", "sample") : resolve(folder);
  const read = await readSchool(source);
  if (!read.ok) {
    process.stderr.write(`winback: ${replayIssueText(read.issue, flags.locale)}\n`);
    return exitCodes.usage;
  }
  const document = flags.strategy === undefined ? gallery[0]?.document : strategyFrom(flags.strategy);
  if (document === undefined) return exitCodes.usage;
  const data = flags.data === undefined ? mkdtempSync(join(tmpdir(), "winback-replay-")) : resolve(flags.data);
  const server = await startServer(data);
  try {
    await prepare(server, document);
    return report(await run(server, read.school, flags), flags);
  } finally {
    await server.close();
    if (flags.data === undefined) rmSync(data, { recursive: true, force: true });
  }
}

function strategyFrom(file: string): unknown {
  const read = readJson(resolve(file));
  if ("value" in read) return read.value;
  process.stderr.write(`winback: ${read.issues.map(({ code, path }) => `${code} ${path.join(".")}`).join("; ")}\n`);
  return undefined;
}

/** The school's zone is UTC, as its stamps are (ruling 30); the strategy goes live before the first day. */
async function prepare(server: TestServer, document: unknown): Promise<void> {
  const { settings } = (await server.call("GET", "/api/settings")) as { settings: Record<string, unknown> };
  await server.call("PUT", "/api/settings", { ...settings, zone: "UTC", schoolName: "OULAD", locale: "en" });
  const { id } = (await server.call("POST", "/api/strategies/import", document)) as { id: string };
  await server.call("POST", `/api/strategies/${id}/publish`, { state: "live" });
}

async function run(server: TestServer, school: School, flags: ReplayFlags): Promise<Outcome> {
  const bar = startBar("OULAD", flags.json === true);
  const killAfter = flags.killAfter ?? null;
  let isKilled = false;
  const replayed = await replay({ url: server.url, key: server.key }, school, {
    batch: flags.batch,
    onProgress: (tally) => {
      const rate = Math.round(tally.eventsPerSecond).toLocaleString("en");
      bar.to(tally.daysDone / tally.dayCount, `${tally.events.sentCount.toLocaleString("en")} events, ${rate}/s`);
      if (killAfter === null || isKilled || tally.events.sentCount < killAfter) return;
      isKilled = true;
      void server.killAndRestart();
    },
  });
  bar.end(`${replayed.tally.events.sentCount.toLocaleString("en")} events`);
  const peakMemoryBytes = server.peakMemoryBytes();
  const books = (await server.call("GET", "/api/books")) as Books;
  const examined = server.call("GET", "/api/doctor") as Promise<{ findings: Finding[] }>;
  const [{ findings }, digest] = await Promise.all([examined, digestDecisions(server, flags.decisions)]);
  return { replayed, books, findings, digest, peakMemoryBytes };
}

/** SHA-256 over the decisions in the sense of ruling 18: sorted by key, without seq, attempt and ids. */
async function digestDecisions(server: TestServer, file: string | undefined): Promise<string> {
  const rows: string[] = [];
  let cursor: string | null = null;
  do {
    const page = (await server.call(
      "GET",
      `/api/decisions?limit=1000${cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`}`,
    )) as {
      rows: Record<string, unknown>[];
      next: string | null;
    };
    for (const { key, kind, port, variant, at, reason, evidence } of page.rows) {
      rows.push(canonicalJson({ key, kind, port, variant, at, reason, evidence }));
    }
    cursor = page.next;
  } while (cursor !== null);
  const text = `${rows.sort().join("\n")}\n`;
  if (file !== undefined) writeFileSync(resolve(file), text);
  return sha256Hex(text);
}

function report({ replayed, books, findings, digest, peakMemoryBytes }: Outcome, flags: ReplayFlags): number {
  const { tally } = replayed;
  const broken = findings.filter(({ count }) => count > 0);
  const figures = { eventsPerSecond: tally.eventsPerSecond, wallMs: tally.wallMs, peakMemoryBytes };
  const isClean = replayed.ok && books.isBalanced && broken.length === 0;
  print(flags.json, { isClean, tally, books, findings, decisionsDigest: digest, peakMemoryBytes }, () => {
    const lines = [replayTable(books, figures, flags.locale), ""];
    lines.push(books.isBalanced ? "books   balanced" : `books   NOT balanced: ${books.imbalances.join("; ")}`);
    lines.push(broken.length === 0 ? `doctor  clean (${findings.length} invariants)` : "doctor  FOUND:");
    for (const { invariant, count, examples } of broken) lines.push(`  ${invariant}: ${count}  ${examples.join(", ")}`);
    lines.push(`decisions  sha256 ${digest}`);
    if (!replayed.ok) lines.push(replayIssueText(replayed.issue, flags.locale));
    return lines.join("\n");
  });
  return isClean ? exitCodes.ok : exitCodes.found;
}
