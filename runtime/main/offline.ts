// Commands that work on a data folder while no server runs: the engine is opened here, asked, and closed. Where a server
// runs, its lock refuses this and the command says to ask the server instead.
import { cpSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { backup } from "#runtime/engine/backup.ts";
import { readBooks } from "#runtime/engine/books.ts";
import { SystemClock } from "#runtime/engine/clock.ts";
import { examine } from "#runtime/engine/doctor.ts";
import { Engine } from "#runtime/engine/engine.ts";
import { readLedger } from "#runtime/engine/ledger.ts";
import { StoreBusy } from "#runtime/store/engine-db.ts";
import { openSchool } from "#runtime/store/school/open.ts";
import { canonicalJson } from "#shared/kernel/canonical.ts";
import { exitCodes, print } from "./output.ts";
import { readSecrets } from "./secrets.ts";

/** The flags these commands share. */
export interface OfflineFlags {
  data: string;
  json?: boolean;
}

/** Opens the engine of a data folder for one look; null, with the reason said, where that cannot be. */
function openForLook(folder: string): Engine | null {
  if (!existsSync(join(folder, "engine.db"))) {
    process.stderr.write(`winback: ${folder}: 没有数据。 No data there.\n`);
    return null;
  }
  try {
    const secret = readSecrets(folder).tracking;
    return new Engine({
      folder,
      clock: new SystemClock(),
      secret,
      publicUrl: "http://127.0.0.1",
      tell: () => undefined,
    });
  } catch (error) {
    if (!(error instanceof StoreBusy)) throw error;
    process.stderr.write(
      "winback: 服务正在运行，请通过它的 API 查询（/api/doctor、/api/backup）。 A server is running on this data: ask its API (/api/doctor, /api/backup).\n",
    );
    return null;
  }
}

/** `winback doctor`: every invariant as a query. */
export function runDoctor(flags: OfflineFlags): number {
  const engine = openForLook(resolve(flags.data));
  if (engine === null) return exitCodes.usage;
  const findings = examine(engine);
  const books = readBooks(engine);
  engine.close();
  const broken = findings.filter(({ count }) => count > 0);
  print(flags.json, { findings, books }, () => {
    const lines = findings.map(
      ({ invariant, count, examples }) =>
        `${count === 0 ? "ok " : "BAD"} ${invariant}${count === 0 ? "" : `  ${count}: ${examples.join(", ")}`}`,
    );
    return [...lines, books.isBalanced ? "ok  books balance" : `BAD books: ${books.imbalances.join("; ")}`].join("\n");
  });
  return broken.length === 0 && books.isBalanced ? exitCodes.ok : exitCodes.found;
}

/** `winback export`: the strategies and settings as canonical JSON, or a ledger as NDJSON. */
export function runExport(flags: OfflineFlags & { ledger?: string }): number {
  const engine = openForLook(resolve(flags.data));
  if (engine === null) return exitCodes.usage;
  try {
    if (flags.ledger !== undefined) return exportLedger(engine, flags.ledger);
    const strategies = engine.world.program.strategies.map(({ plan }) => plan.document);
    process.stdout.write(
      `${canonicalJson({ format: "winback.export/1", settings: engine.globals.settings, strategies })}\n`,
    );
    return exitCodes.ok;
  } finally {
    engine.close();
  }
}

function exportLedger(engine: Engine, name: string): number {
  let cursor: string | null = null;
  do {
    const page = readLedger(engine, { ledger: name as never, cursor, limit: 1000, filters: {} });
    if ("issue" in page) {
      process.stderr.write(`winback: ${page.issue.code} ${page.issue.path.join(".")}\n`);
      return exitCodes.usage;
    }
    for (const row of page.rows) process.stdout.write(`${JSON.stringify(row)}\n`);
    cursor = page.next;
  } while (cursor !== null);
  return exitCodes.ok;
}

/** `winback backup FOLDER`: sealed log files, then both databases, into an empty folder. */
export async function runBackup(target: string, flags: OfflineFlags): Promise<number> {
  const into = resolve(target);
  if (existsSync(into) && readdirSync(into).length > 0)
    return refuse(`${into}: 目录不是空的。 The folder is not empty.`);
  const folder = resolve(flags.data);
  const engine = openForLook(folder);
  if (engine === null) return exitCodes.usage;
  mkdirSync(into, { recursive: true });
  const { pauseMs } = backup(engine, into);
  engine.close();
  const school = await openSchool(join(folder, "school.db"));
  await school.vacuumInto(join(into, "school.db"));
  await school.close();
  print(flags.json, { folder: into, pauseMs }, () => `${into}  (${pauseMs} ms)`);
  return exitCodes.ok;
}

/** `winback restore FOLDER`: a backup into an empty data folder; sends stay stopped until an admin lets them go (ruling 25). */
export function runRestore(source: string, flags: OfflineFlags): number {
  const folder = resolve(flags.data);
  if (existsSync(folder) && readdirSync(folder).length > 0)
    return refuse(`${folder}: 数据目录不是空的。 The data folder is not empty.`);
  if (!existsSync(join(source, "engine.db"))) return refuse(`${source}: 不是备份。 Not a backup.`);
  cpSync(resolve(source), folder, { recursive: true });
  const engine = openForLook(folder);
  if (engine === null) return exitCodes.usage;
  engine.push({
    kind: "inputs",
    inputs: [{ is: "stopSends", isStopped: true, by: "restore" }],
    intent: null,
    done: () => undefined,
    fail: (error) => {
      throw error;
    },
  });
  engine.takeIn();
  engine.commit();
  engine.close();
  print(
    flags.json,
    { folder, isStopped: true },
    () => `${folder}: 已恢复，发送已停止，等待管理员放行。 Restored; sends are stopped until an admin releases them.`,
  );
  return exitCodes.ok;
}

function refuse(text: string): number {
  process.stderr.write(`winback: ${text}\n`);
  return exitCodes.usage;
}
