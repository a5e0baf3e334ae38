import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Disk, fileName, NODE_DISK } from "./disk.ts";
import { LogFull, LogStopped } from "./fault.ts";
import type { LogEntry } from "./frame.ts";
import { openLog } from "./log.ts";
import { HEADER_BYTES } from "./record.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "winback-log-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const ENTRY: LogEntry = {
  kind: "inputs",
  source: "engine",
  count: 1,
  backfill: false,
  hashes: new Uint32Array(0),
  raw: Buffer.from('{"a":1}\n'),
};

/** A real disk whose next calls can be made to fail. */
interface FaultyDisk extends Disk {
  roomBytes: number;
  writeCode: string;
  isSyncBroken: boolean;
  isTruncateBroken: boolean;
}

function faultyDisk(): FaultyDisk {
  const broken = (code: string) => Object.assign(new Error(code), { code });
  const disk: FaultyDisk = {
    roomBytes: Number.POSITIVE_INFINITY,
    writeCode: "ENOSPC",
    isSyncBroken: false,
    isTruncateBroken: false,
    write(fd, bytes) {
      if (disk.roomBytes === 0) throw broken(disk.writeCode);
      const some = bytes.subarray(0, Math.min(disk.roomBytes, 7));
      disk.roomBytes -= some.length;
      return NODE_DISK.write(fd, some);
    },
    sync(fd) {
      if (disk.isSyncBroken) throw broken("EIO");
      NODE_DISK.sync(fd);
    },
    truncate(fd, length) {
      if (disk.isTruncateBroken) throw broken("EIO");
      NODE_DISK.truncate(fd, length);
    },
  };
  return disk;
}

const sizeOf = (firstSeq: number) => statSync(join(folder, fileName(firstSeq))).size;

test("a disk that runs full at any byte keeps nothing of the frame, and goes on when there is room", () => {
  const disk = faultyDisk();
  const log = openLog(folder, { disk });
  log.append(1, [ENTRY]);
  const frameBytes = log.bytes;
  for (const code of ["ENOSPC", "EDQUOT"]) {
    disk.writeCode = code;
    for (let roomBytes = 0; roomBytes < frameBytes; roomBytes += 1) {
      disk.roomBytes = roomBytes;
      expect(() => log.append(2, [ENTRY])).toThrow(LogFull);
      expect([log.lastSeq, log.bytes, sizeOf(1)]).toEqual([1, frameBytes, frameBytes]);
    }
  }
  disk.roomBytes = Number.POSITIVE_INFINITY;
  expect(log.append(2, [ENTRY])).toBe(2);
  expect([...log.read(1)].map(({ receivedAt }) => receivedAt)).toEqual([1, 2]);
  log.close();
});

test("a disk that runs full while a file is sealed or begun loses nothing", () => {
  const disk = faultyDisk();
  const log = openLog(folder, { disk, fileBytes: 1 });
  log.append(1, [ENTRY]);
  const frameBytes = log.bytes;
  const failAt = (roomBytes: number) => {
    disk.roomBytes = roomBytes;
    expect(() => log.append(2, [ENTRY])).toThrow(LogFull);
    return log.files().map(({ lastSeq, isSealed }) => [lastSeq, isSealed]);
  };
  for (let roomBytes = 0; roomBytes < HEADER_BYTES; roomBytes += 1) expect(failAt(roomBytes)).toEqual([[1, false]]);
  expect(failAt(HEADER_BYTES)).toEqual([
    [1, true],
    [1, false],
  ]);
  for (let roomBytes = 0; roomBytes < frameBytes; roomBytes += 1)
    expect(failAt(roomBytes)).toEqual([
      [1, true],
      [1, false],
    ]);
  disk.roomBytes = Number.POSITIVE_INFINITY;
  expect(log.append(3, [ENTRY])).toBe(2);
  log.close();
  const reopened = openLog(folder);
  expect([reopened.repaired, [...reopened.read(1)].map(({ receivedAt }) => receivedAt)]).toEqual([null, [1, 3]]);
  reopened.close();
});

test("another write error is passed on, and the log stays usable", () => {
  const disk = faultyDisk();
  const log = openLog(folder, { disk });
  Object.assign(disk, { roomBytes: 20, writeCode: "EIO" });
  expect(() => log.append(1, [ENTRY])).toThrow("EIO");
  disk.roomBytes = Number.POSITIVE_INFINITY;
  expect(log.append(1, [ENTRY])).toBe(1);
  log.close();
});

test("after a failed sync every append is refused until the log is reopened without the frame", () => {
  const disk = faultyDisk();
  const log = openLog(folder, { disk });
  log.append(1, [ENTRY]);
  disk.isSyncBroken = true;
  expect(() => log.append(2, [ENTRY])).toThrow(LogStopped);
  disk.isSyncBroken = false;
  expect(() => log.append(3, [ENTRY])).toThrow(LogStopped);
  expect([...log.read(1)].map(({ seq }) => seq)).toEqual([1]);
  log.close();
  const reopened = openLog(folder);
  expect([reopened.lastSeq, reopened.repaired]).toEqual([1, null]);
  expect(reopened.append(4, [ENTRY])).toBe(2);
  reopened.close();
});

test("a failed write that cannot be cut off stops the log; reopening cuts it off", () => {
  const disk = faultyDisk();
  const log = openLog(folder, { disk });
  log.append(1, [ENTRY]);
  Object.assign(disk, { roomBytes: 30, isTruncateBroken: true });
  expect(() => log.append(2, [ENTRY])).toThrow(LogStopped);
  Object.assign(disk, { roomBytes: Number.POSITIVE_INFINITY, isTruncateBroken: false });
  expect(() => log.append(2, [ENTRY])).toThrow(LogStopped);
  log.close();
  const reopened = openLog(folder);
  expect([reopened.lastSeq, reopened.repaired]).toEqual([1, { bytes: 30 }]);
  reopened.close();
});
