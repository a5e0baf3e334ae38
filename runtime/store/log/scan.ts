// Opening a folder: what its files hold, by their seals; only the last file is read whole, and its torn tail is cut off.
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { type Disk, fileName, listFirstSeqs } from "./disk.ts";
import { LogDamaged } from "./fault.ts";
import { decodeHead, FRAME_MAGIC, HEADER_BYTES, isHeadWhole, SEAL_MAGIC } from "./record.ts";
import { FileWindow } from "./window.ts";

/** One file of the log. `lastSeq` is firstSeq - 1 while it holds no frame, and then `lastReceivedAt` is that of the frame before. */
export interface LogFile {
  name: string;
  firstSeq: number;
  lastSeq: number;
  lastReceivedAt: number;
  bytes: number;
  isSealed: boolean;
}

/** What a folder holds. `repairedBytes` were a torn tail and are gone. */
export interface Scan {
  files: LogFile[];
  repairedBytes: number;
}

/** Looks through a folder, cuts off a torn tail and syncs what is left. Throws LogDamaged for any other damage. */
export function scanFolder(folder: string, disk: Disk): Scan {
  const files: LogFile[] = [];
  const firstSeqs = listFirstSeqs(folder);
  let nextSeq = 1;
  let receivedAt = 0;
  let repairedBytes = 0;
  for (const firstSeq of firstSeqs) {
    if (firstSeq !== nextSeq) throw new LogDamaged(fileName(firstSeq), 0, `frame ${nextSeq} should be the first`);
    const isLast = files.length === firstSeqs.length - 1;
    const { file, tornBytes } = scanFile(folder, firstSeq, receivedAt, isLast);
    if (isLast) keep(join(folder, file.name), file.bytes, tornBytes, disk);
    files.push(file);
    nextSeq = file.lastSeq + 1;
    receivedAt = file.lastReceivedAt;
    repairedBytes += tornBytes;
  }
  return { files, repairedBytes };
}

function scanFile(
  folder: string,
  firstSeq: number,
  receivedAt: number,
  isLast: boolean,
): { file: LogFile; tornBytes: number } {
  const name = fileName(firstSeq);
  const window = new FileWindow(join(folder, name));
  try {
    const bytes = window.fileBytes;
    const seal = bytes < HEADER_BYTES ? null : window.record(bytes - HEADER_BYTES, false);
    if (seal?.head.isSeal) {
      return {
        file: { name, firstSeq, lastSeq: seal.head.seq, lastReceivedAt: seal.head.receivedAt, bytes, isSealed: true },
        tornBytes: 0,
      };
    }
    if (!isLast) throw new LogDamaged(name, Math.max(0, bytes - HEADER_BYTES), "the seal is missing");
    const file = readThrough(window, {
      name,
      firstSeq,
      lastSeq: firstSeq - 1,
      lastReceivedAt: receivedAt,
      bytes: 0,
      isSealed: false,
    });
    refuseLaterRecords(window, file, bytes);
    return { file, tornBytes: bytes - file.bytes };
  } finally {
    window.close();
  }
}

/** Reads record after record up to the first that is not whole. */
function readThrough(window: FileWindow, file: LogFile): LogFile {
  const read = { ...file };
  while (!read.isSealed) {
    const found = window.record(read.bytes, true);
    if (found === null || found.head.seq !== read.lastSeq + (found.head.isSeal ? 0 : 1)) break;
    read.bytes += found.head.bytes;
    read.lastSeq = found.head.seq;
    read.lastReceivedAt = found.head.receivedAt;
    read.isSealed = found.head.isSeal;
  }
  return read;
}

/** A torn record is the last thing written; where a later one stands whole behind it, bytes that were synced have changed. */
function refuseLaterRecords(window: FileWindow, file: LogFile, fileBytes: number): void {
  const rest = window.at(file.bytes, fileBytes - file.bytes);
  if (rest === null) return;
  for (const magic of [FRAME_MAGIC, SEAL_MAGIC]) {
    for (
      let at = rest.indexOf(magic, 1);
      at >= 0 && at + HEADER_BYTES <= rest.length;
      at = rest.indexOf(magic, at + 1)
    ) {
      const record = rest.subarray(at);
      const head = decodeHead(record, file.bytes + at);
      if (head === null || head.seq <= file.lastSeq || head.headBytes > record.length || !isHeadWhole(head, record))
        continue;
      throw new LogDamaged(
        file.name,
        file.bytes,
        `frame ${file.lastSeq + 1} is not whole, yet frame ${head.seq} follows it`,
      );
    }
  }
}

/** Cuts the file to its whole records and syncs it: a process that was killed may have written frames without syncing them. */
function keep(path: string, bytes: number, tornBytes: number, disk: Disk): void {
  const fd = openSync(path, "r+");
  try {
    if (tornBytes > 0) disk.truncate(fd, bytes);
    disk.sync(fd);
  } finally {
    closeSync(fd);
  }
}
