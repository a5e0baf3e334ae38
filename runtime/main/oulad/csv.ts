// Streams a CSV file (plain or gzip) row by row through one reused cursor, so that millions of rows cost no objects.
// Covers what OULAD copies use: commas, optional double quotes without escapes, CRLF, a byte order mark.
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { createGunzip } from "node:zlib";
import { BadFile } from "./issues.ts";

const LF = 10;
const CR = 13;
const QUOTE = 34;
const COMMA = 44;
const MINUS = 45;
const DIGIT = 48;
const CHUNK_BYTES = 1 << 18;

/** The row a reader stands on. Columns are asked for by their place in the list given to `readRows`. */
export class Row {
  readonly file: string;
  readonly columns: readonly string[];
  /** 1 for the header. */
  line = 1;
  #bytes: Buffer = Buffer.alloc(0);
  #bounds = new Int32Array(128);
  #fieldCount = 0;
  #width = 0;
  #places: number[] | null = null;

  constructor(file: string, columns: readonly string[]) {
    this.file = file;
    this.columns = columns;
  }

  /** 1 for the first row after the header. */
  get number(): number {
    return this.line - 1;
  }

  /** Takes a line in; false where it was the header or empty. */
  take(bytes: Buffer, from: number, to: number): boolean {
    const end = to > from && bytes[to - 1] === CR ? to - 1 : to;
    if (end === from) return false;
    this.#bytes = bytes;
    this.#split(from, end);
    if (this.#places === null) {
      this.#places = this.#readHeader();
      return false;
    }
    if (this.#fieldCount === this.#width) return true;
    throw new BadFile("rowLength", [this.file, this.line], { found: this.#fieldCount, expected: this.#width });
  }

  #split(from: number, end: number): void {
    let count = 0;
    let at = from;
    while (count < 64) {
      const isQuoted = this.#bytes[at] === QUOTE;
      const start = isQuoted ? at + 1 : at;
      at = start;
      const stop = isQuoted ? QUOTE : COMMA;
      while (at < end && this.#bytes[at] !== stop) at++;
      this.#bounds[count * 2] = start;
      this.#bounds[count * 2 + 1] = at;
      count++;
      if (isQuoted) at++;
      if (at >= end) break;
      at++;
    }
    this.#fieldCount = count;
  }

  #readHeader(): number[] {
    const names: string[] = [];
    this.#width = this.#fieldCount;
    for (let field = 0; field < this.#fieldCount; field++) {
      const [from, to] = [this.#bounds[field * 2], this.#bounds[field * 2 + 1]];
      names.push(this.#bytes.toString("utf8", from, to).replace("\uFEFF", "").replaceAll('"', "").trim());
    }
    return this.columns.map((column) => {
      const place = names.indexOf(column);
      if (place < 0) throw new BadFile("columnMissing", [this.file, 1], { column });
      return place;
    });
  }

  /** The cell as text, "" where empty. */
  text(column: number): string {
    const at = (this.#places?.[column] ?? 0) * 2;
    return this.#bytes.toString("utf8", this.#bounds[at], this.#bounds[at + 1]);
  }

  /** Whether the cell reads exactly so, told without making a string; `text` is ASCII. */
  equals(column: number, text: string): boolean {
    const at = (this.#places?.[column] ?? 0) * 2;
    const from = this.#bounds[at] as number;
    if ((this.#bounds[at + 1] as number) - from !== text.length) return false;
    for (let i = 0; i < text.length; i++) if (this.#bytes[from + i] !== text.charCodeAt(i)) return false;
    return true;
  }

  /** The cell as a whole number; anything else is refused. */
  whole(column: number): number {
    const at = (this.#places?.[column] ?? 0) * 2;
    const end = this.#bounds[at + 1] as number;
    let from = this.#bounds[at] as number;
    const isNegative = this.#bytes[from] === MINUS;
    if (isNegative) from++;
    if (from >= end || end - from > 9) this.refuse(column, "a whole number");
    let value = 0;
    for (let byte = from; byte < end; byte++) {
      const digit = (this.#bytes[byte] as number) - DIGIT;
      if (digit < 0 || digit > 9) this.refuse(column, "a whole number");
      value = value * 10 + digit;
    }
    return isNegative ? -value : value;
  }

  /** As `whole`; null for a missing value (empty, or `?` as some copies write it). */
  wholeOrNull(column: number): number | null {
    const text = this.text(column);
    return text === "" || text === "?" ? null : this.whole(column);
  }

  /** Stops the reading: the cell is not what the column holds. */
  refuse(column: number, expected: string): never {
    const params = { column: this.columns[column] ?? "", value: this.text(column), expected };
    throw new BadFile("cellInvalid", [this.file, this.line], params);
  }

  /** Stops the reading: the cell names something that its table does not have. */
  refuseReference(column: number, table: string): never {
    const params = { column: this.columns[column] ?? "", value: this.text(column), table };
    throw new BadFile("referenceUnknown", [this.file, this.line], params);
  }
}

/** Visits each data row of a file in order. The row is reused: read it before returning. Throws BadFile. */
export async function readRows(folder: string, file: string, columns: readonly string[], visit: (row: Row) => void) {
  const source = createReadStream(join(folder, file), { highWaterMark: CHUNK_BYTES });
  const unpack = file.endsWith(".gz") ? createGunzip({ chunkSize: CHUNK_BYTES }) : new PassThrough();
  source.on("error", (error) => unpack.destroy(error));
  source.pipe(unpack);
  const row = new Row(file, columns);
  try {
    await readChunks(unpack, row, visit);
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : null;
    if (reason === null) throw error;
    throw reason === "ENOENT" ? new BadFile("fileMissing", [file]) : new BadFile("fileUnreadable", [file], { reason });
  } finally {
    source.destroy();
  }
  if (row.line === 1) throw new BadFile("columnMissing", [file, 1], { column: columns[0] ?? "" });
}

async function readChunks(chunks: AsyncIterable<Buffer>, row: Row, visit: (row: Row) => void): Promise<void> {
  let rest: Buffer = Buffer.alloc(0);
  const readLine = (bytes: Buffer, from: number, to: number) => {
    if (row.take(bytes, from, to)) visit(row);
    row.line++;
  };
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let end = bytes.indexOf(LF); end >= 0; end = bytes.indexOf(LF, from)) {
      readLine(bytes, from, end);
      from = end + 1;
    }
    rest = bytes.subarray(from);
  }
  if (rest.length > 0) readLine(rest, 0, rest.length);
}
