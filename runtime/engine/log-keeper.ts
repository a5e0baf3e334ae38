// Rewrites sealed files of the log, beside the engine: tombstones in the place of erased items, and old files compacted. Whole files are
// replaced at once, so a reader sees the old one or the new one, and a crash leaves work to be done again.
import { join } from "node:path";
import { listFirstSeqs } from "#runtime/store/log/disk.ts";
import { decodeEntries } from "#runtime/store/log/frame.ts";
import { aboutLine, LearnerIndex, type Line, LineReader, nameOfNumber } from "#runtime/store/log/learner-index.ts";
import { rewriteFile } from "#runtime/store/log/rewrite.ts";
import { withTombstones } from "#runtime/store/log/tombstone.ts";
import { compacted } from "./compact.ts";
import type { Erasure, LogCare } from "./log-care.ts";
import type { Steps } from "./slices.ts";

/** Hears of each file that was replaced, at once: whoever knows places in the old one must forget them before it reads again. */
type Replaced = (firstSeq: number) => void;

/** Does what the log's files wait for. Gives how many lines were erased and how many files compacted. */
export function* rewriteFiles(
  folder: string,
  { erasures, compact }: LogCare,
  replaced: () => void = () => {},
): Steps<{ erased: number; compacted: number }> {
  const log = join(folder, "log");
  const index = new LearnerIndex(log, join(folder, "index"));
  const forget = (firstSeq: number) => {
    index.forget(firstSeq);
    replaced();
  };
  try {
    const erased = erasures.length === 0 ? 0 : yield* erase(log, index, erasures, forget);
    const count = compact === null ? 0 : yield* compactFiles(log, compact, forget);
    return { erased, compacted: count };
  } finally {
    index.close();
  }
}

function* erase(log: string, index: LearnerIndex, erasures: readonly Erasure[], replaced: Replaced): Steps<number> {
  yield* index.catchUp();
  /** The lines by file, frame and place: one can be about two names. */
  const byFile = new Map<number, Map<number, Map<number, Line>>>();
  const reader = new LineReader(log);
  let count = 0;
  for (const erasure of erasures) {
    for (const line of linesOfErased(index, reader, erasure)) {
      const frames = byFile.get(line.firstSeq) ?? new Map<number, Map<number, Line>>();
      const gone = frames.get(line.frameAt) ?? new Map<number, Line>();
      count += Number(!gone.has(line.lineAt));
      frames.set(line.frameAt, gone.set(line.lineAt, line));
      byFile.set(line.firstSeq, frames);
    }
    yield;
  }
  reader.close();
  for (const [firstSeq, frames] of byFile) {
    yield* rewriteFile(log, firstSeq, ({ head, bytes }, frameAt) => {
      const gone = frames.get(frameAt);
      return gone === undefined ? null : withTombstones(head, bytes, frameAt, [...gone.values()]);
    });
    replaced(firstSeq);
  }
  return count;
}

/** The lines about the person who was erased, not about one who took the name afterwards. */
function* linesOfErased(index: LearnerIndex, reader: LineReader, { seq, learner, names }: Erasure): Iterable<Line> {
  const all = [...names, nameOfNumber(learner)];
  const found = index.find(all).flatMap((line) => {
    const full = reader.full(line);
    if (full === null || full.seq > seq) return [];
    const isAbout = aboutLine(full.kind, full.text, full.receivedAt).names.some((name) => all.includes(name));
    const isErasure = full.kind === "inputs" && full.seq === seq && full.text.startsWith('{"is":"erase"');
    return isAbout ? [{ line, seq: full.seq, isErasure }] : [];
  });
  const erasureAt = Math.max(...found.filter(({ isErasure }) => isErasure).map(({ line }) => line.lineAt));
  for (const one of found) if (one.seq < seq || one.line.lineAt <= erasureAt) yield one.line;
}

function* compactFiles(log: string, { after, to }: { after: number; to: number }, replaced: Replaced): Steps<number> {
  let count = 0;
  const firstSeqs = listFirstSeqs(log);
  for (const [at, firstSeq] of firstSeqs.entries()) {
    const nextFirst = firstSeqs[at + 1] ?? Number.POSITIVE_INFINITY;
    if (firstSeq <= after || nextFirst - 1 > to) continue;
    const isChanged = yield* rewriteFile(log, firstSeq, ({ head, bytes }) =>
      compacted({ seq: head.seq, receivedAt: head.receivedAt, entries: decodeEntries(head, bytes) }),
    );
    if (isChanged) replaced(firstSeq);
    count += Number(isChanged);
  }
  return count;
}
