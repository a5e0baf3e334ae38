// Where in the log each learner's events and data lie: beside every sealed file a sorted table, made once and kept in a folder of its
// own that may be thrown away; of the last file a table in memory that grows with it. Read by any thread but the one that appends.
import { closeSync, existsSync, mkdirSync, openSync, readSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { parseInstant } from "#shared/event/instant.ts";
import { learnerOfId } from "#shared/flow/episode.ts";
import { fileName, listFirstSeqs } from "./disk.ts";
import { decodeEntries } from "./frame.ts";
import { IndexTable, type Spot } from "./index-table.ts";
import { isTombstone } from "./tombstone.ts";
import { FileWindow } from "./window.ts";

/** A line of the log about a learner; `at` is the event's instant, of an input the frame's (UTC ms). */
export interface Line extends Spot {
  firstSeq: number;
}

/** The end of a file as far as it was read. */
interface Grown {
  firstSeq: number;
  offset: number;
  spots: { hash: number; spot: Spot }[];
  isSealed: boolean;
}

/** The hash that a learner's name is found by; others may share it. */
export function nameHash(name: string): number {
  return crc32(name);
}

/** The names that a line of the log is about, and its instant. */
export type About = (kind: "events" | "inputs", line: string, receivedAt: number) => { names: string[]; at: number };

/** The name under which lines are found that know a learner by number alone; no learner is called so. */
export function nameOfNumber(learner: number): string {
  return `\u0000${learner}`;
}

/** Reads an event's learner and instant, or the learner that an input is about. */
export const aboutLine: About = (kind, line, receivedAt) => {
  if (isTombstone(line)) return { names: [], at: receivedAt };
  const item = JSON.parse(line) as Record<string, unknown>;
  if (kind === "events")
    return { names: [String(item["learner"])], at: parseInstant(String(item["at"])) ?? receivedAt };
  const { is } = item;
  if (is === "upsert") return { names: [String((item["patch"] as { id: unknown }).id)], at: receivedAt };
  if (is === "optOut" || is === "optIn" || is === "erase") return { names: [String(item["learner"])], at: receivedAt };
  // What staff wrote about somebody.
  if (is === "taskNote" || is === "outcome")
    return { names: [nameOfNumber(learnerOfId(Number(item["send"])))], at: receivedAt };
  return { names: is === "merge" ? [String(item["from"]), String(item["to"])] : [], at: receivedAt };
};

/** The index of a log. */
export class LearnerIndex {
  readonly #log: string;
  readonly #folder: string;
  readonly #sealed = new Map<number, IndexTable>();
  #grown: Grown | null = null;

  /** `log` is the log's folder, `folder` the index's own, made where it is missing. */
  constructor(log: string, folder: string) {
    this.#log = log;
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /** Reads what was appended since the last time; may rest between frames. */
  *catchUp(): Generator<void, void> {
    for (const firstSeq of listFirstSeqs(this.#log)) {
      if (this.#sealed.has(firstSeq)) continue;
      const path = this.#pathOf(firstSeq);
      if (this.#grown?.firstSeq !== firstSeq && existsSync(path)) {
        this.#sealed.set(firstSeq, new IndexTable(path));
        continue;
      }
      yield* this.#grow(firstSeq);
      if (this.#grown?.isSealed === true) this.#seal(this.#grown);
    }
  }

  /** The lines about those names, in no order; some may be about others whose hash is the same. */
  find(names: readonly string[]): Line[] {
    const lines: Line[] = [];
    for (const hash of new Set(names.map(nameHash))) {
      for (const [firstSeq, table] of this.#sealed)
        for (const spot of table.find(hash)) lines.push({ ...spot, firstSeq });
      const { firstSeq = 0, spots = [] } = this.#grown ?? {};
      for (const one of spots) if (one.hash === hash) lines.push({ ...one.spot, firstSeq });
    }
    return lines;
  }

  /** Throws a sealed file's table away: the file was written anew, and so is the table by the next `catchUp`. */
  forget(firstSeq: number): void {
    this.#sealed.get(firstSeq)?.close();
    this.#sealed.delete(firstSeq);
    rmSync(this.#pathOf(firstSeq), { force: true });
  }

  /** Lets go of the files. */
  close(): void {
    for (const table of this.#sealed.values()) table.close();
    this.#sealed.clear();
  }

  #pathOf(firstSeq: number): string {
    return join(this.#folder, fileName(firstSeq).replace(/log$/, "index"));
  }

  *#grow(firstSeq: number): Generator<void, void> {
    if (this.#grown?.firstSeq !== firstSeq) this.#grown = { firstSeq, offset: 0, spots: [], isSealed: false };
    const grown = this.#grown;
    const window = new FileWindow(join(this.#log, fileName(firstSeq)));
    try {
      for (;;) {
        const found = window.record(grown.offset, true);
        if (found === null) return;
        if (found.head.isSeal) {
          grown.isSealed = true;
          return;
        }
        let lineAt = grown.offset + found.head.headBytes;
        for (const entry of decodeEntries(found.head, found.bytes)) {
          for (const line of splitLines(entry.raw)) {
            const { names, at } = aboutLine(entry.kind, line.text, found.head.receivedAt);
            const spot = { frameAt: grown.offset, lineAt: lineAt + line.start, length: line.length, at };
            for (const name of names) grown.spots.push({ hash: nameHash(name), spot });
          }
          lineAt += entry.raw.length;
        }
        grown.offset += found.head.bytes;
        yield;
      }
    } finally {
      window.close();
    }
  }

  /** Writes the table of a sealed file: whole, under another name first. */
  #seal({ firstSeq, spots }: Grown): void {
    const path = this.#pathOf(firstSeq);
    writeFileSync(`${path}.part`, IndexTable.encode(spots));
    renameSync(`${path}.part`, path);
    this.#sealed.set(firstSeq, new IndexTable(path));
    this.#grown = null;
  }
}

/** A line of the log with what its frame says of it. */
export interface FullLine {
  text: string;
  kind: "events" | "inputs";
  source: string;
  isBackfill: boolean;
  seq: number;
  receivedAt: number;
}

/** Reads lines of the log by their places; keeps the file open between lines of one file. */
export class LineReader {
  readonly #log: string;
  #open: { firstSeq: number; fd: number; window: FileWindow } | null = null;

  constructor(log: string) {
    this.#log = log;
  }

  /** The text alone. */
  text({ firstSeq, lineAt, length }: Line): string {
    const bytes = Buffer.allocUnsafe(length);
    readSync(this.#file(firstSeq).fd, bytes, 0, length, lineAt);
    return bytes.toString("utf8");
  }

  /** The text and what its frame says. Null where the frame is not whole any more. */
  full(line: Line): FullLine | null {
    const { window } = this.#file(line.firstSeq);
    const found = window.record(line.frameAt, true);
    if (found === null || found.head.isSeal) return null;
    let end = line.frameAt + found.head.headBytes;
    for (const { raw, kind, source, backfill } of decodeEntries(found.head, found.bytes)) {
      end += raw.length;
      if (line.lineAt < end) {
        const { seq, receivedAt } = found.head;
        return { text: this.text(line), kind, source, isBackfill: backfill, seq, receivedAt };
      }
    }
    return null;
  }

  close(): void {
    if (this.#open === null) return;
    closeSync(this.#open.fd);
    this.#open.window.close();
    this.#open = null;
  }

  #file(firstSeq: number): { fd: number; window: FileWindow } {
    if (this.#open?.firstSeq !== firstSeq) {
      this.close();
      const path = join(this.#log, fileName(firstSeq));
      this.#open = { firstSeq, fd: openSync(path, "r"), window: new FileWindow(path) };
    }
    return this.#open as { fd: number; window: FileWindow };
  }
}

const NEWLINE = 10;

/** The lines of an entry with their places in it (bytes). */
function* splitLines(raw: Uint8Array): Iterable<{ text: string; start: number; length: number }> {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(NEWLINE, start);
    const end = found === -1 ? bytes.length : found;
    yield { text: bytes.toString("utf8", start, end), start, length: end - start };
    start = end + 1;
  }
}
