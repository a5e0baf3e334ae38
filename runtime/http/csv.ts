// A CSV of learners, as schools export it from a spreadsheet, to checked upserts: one result per row with its line number, read
// as a stream, so that the size of the file does not matter.
import { CsvError, parse } from "csv-parse";
import { checkLearner, type LearnerPatch } from "#shared/event/learner.ts";
import { errorIssue, type Issue } from "#shared/kernel/issue.ts";
import { type Column, readHeader } from "./csv-columns.ts";
import { decodeText } from "./csv-text.ts";

/** Bytes of one row in UTF-8, header included. */
export const MAX_ROW_BYTES = 65_536;

/** One row's outcome; `line` is the line of the file on which the row begins, from 1. */
export type CsvRow = { line: number; learner: LearnerPatch } | { line: number; issues: Issue[] };

/**
 * Reads a CSV of learners: UTF-8 or GB18030, RFC 4180 quotes, LF or CRLF, the first row a header (csv-columns.ts). An empty cell
 * leaves its field as it is; empty lines are passed over. A header that cannot be read, or a row that breaks the quoting
 * (csv.syntax) or the bound (csv.tooLong), is the last row given; any other row stands for itself. Issues name the column by its
 * header. Codes: csv.* and those of `checkLearner`; csv.cells for a row with more cells than the header. Throws what the source throws.
 */
export async function* readLearnersCsv(source: AsyncIterable<Uint8Array>): AsyncGenerator<CsvRow> {
  let columns: (Column | null)[] | null = null;
  for await (const { line, cells, fault } of readRecords(source)) {
    if (fault !== null) {
      yield { line, issues: [errorIssue(fault, [])] };
      return;
    }
    if (cells.every((cell) => cell.trim() === "")) continue;
    if (columns !== null) {
      yield { line, ...readRow(columns, cells) };
      continue;
    }
    const header = readHeader(cells);
    if ("issues" in header) {
      yield { line, issues: header.issues };
      return;
    }
    columns = header.columns;
  }
  if (columns === null) yield { line: 1, issues: [errorIssue("csv.empty", [])] };
}

interface Raw {
  record: string[];
  raw: string;
}

interface Found {
  line: number;
  cells: string[];
  fault: string | null;
}

// The parser is written to by hand: as a stream it would throw away, on a fault, the rows that it had found before.
async function* readRecords(source: AsyncIterable<Uint8Array>): AsyncGenerator<Found> {
  const found: Raw[] = [];
  const parser = parse({
    raw: true,
    relax_column_count: true,
    record_delimiter: ["\r\n", "\n", "\r"],
    max_record_size: MAX_ROW_BYTES,
    on_record: (record: unknown) => {
      found.push(record as Raw);
      return null;
    },
  });
  parser.on("error", () => {}); // each write answers with its own fault
  let line = 1;
  const take = function* (fault: string | null): Generator<Found> {
    for (const { record, raw } of found.splice(0)) {
      yield { line, cells: record, fault: null };
      line += raw.match(/\r\n?|\n/g)?.length ?? 0; // its own count takes a CRLF inside quotes for two lines
    }
    if (fault !== null) yield { line, cells: [], fault };
  };
  for await (const text of decodeText(source)) {
    const fault = await feed((done) => parser.write(text, done));
    yield* take(fault);
    if (fault !== null) return;
  }
  yield* take(await feed((done) => parser.end(done)));
}

// One write or the end; answers with the code of the parser's fault, null where there is none.
function feed(act: (done: (error?: Error | null) => void) => void): Promise<string | null> {
  return new Promise((resolve, reject) => {
    act((error) => {
      if (error instanceof CsvError) resolve(error.code === "CSV_MAX_RECORD_SIZE" ? "csv.tooLong" : "csv.syntax");
      else if (error === null || error === undefined) resolve(null);
      else reject(error);
    });
  });
}

function readRow(
  columns: readonly (Column | null)[],
  cells: readonly string[],
): { learner: LearnerPatch } | { issues: Issue[] } {
  if (cells.slice(columns.length).some((cell) => cell !== ""))
    return { issues: [errorIssue("csv.cells", [], { expected: columns.length, found: cells.length })] };
  const candidate: Record<string, unknown> = {};
  for (const [index, column] of columns.entries()) {
    const cell = cells[index]?.trim() ?? "";
    if (column !== null && cell !== "") place(candidate, column.path, column.read(cell));
  }
  const checked = checkLearner(candidate);
  if ("learner" in checked) return checked;
  return { issues: checked.issues.map((issue) => ({ ...issue, path: headerOf(columns, issue.path) })) };
}

function place(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [key, ...rest] = path as [string, ...string[]];
  if (rest.length === 0) {
    target[key] = value;
    return;
  }
  const inner = (target[key] ?? {}) as Record<string, unknown>;
  target[key] = inner;
  place(inner, rest, value);
}

function headerOf(columns: readonly (Column | null)[], path: (string | number)[]): (string | number)[] {
  const column = columns.find((each) => each?.path.join(".") === path.join("."));
  return column === null || column === undefined ? path : [column.header];
}
