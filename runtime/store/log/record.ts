// The bytes of the log: a file is a row of records, each a 48-byte header (little-endian) and, for a frame, its payload.
//   frame: magic, version u32, seq u64, receivedAt u64, entry count u32, hash words u32, table bytes u32, raw bytes u32,
//          checksum of raw u32, checksum of all but raw u32 | hashes | table of entries | raw
//   seal:  magic, version u32, last seq u64, last receivedAt u64, bytes before it u64, 0 u64, 0 u32, checksum u32
// Two checksums (CRC-32), so that a rebuild of the dedup window reads and trusts the hashes without touching the raw bytes.
import { crc32 } from "node:zlib";
import { assert } from "#shared/kernel/issue.ts";

/** What a record's header says. `bytes` is the length of the whole record, `headBytes` that of all but raw. */
export interface Head {
  isSeal: boolean;
  seq: number;
  receivedAt: number;
  entryCount: number;
  hashWords: number;
  headBytes: number;
  rawChecksum: number;
  bytes: number;
}

/** What a frame's payload is made of. */
export interface Sizes {
  entryCount: number;
  hashWords: number;
  tableBytes: number;
  rawBytes: number;
}

/** Bytes of a header, and of a whole seal. */
export const HEADER_BYTES = 48;
/** First bytes of a frame. */
export const FRAME_MAGIC = Buffer.from("WBfr");
/** First bytes of a seal. */
export const SEAL_MAGIC = Buffer.from("WBse");

const VERSION = 1;
const MAX_BYTES = 2 ** 30;
const CHECKSUM_AT = HEADER_BYTES - 4;

/** Room for a frame: the header is written last, by `writeFrameHead`. */
export function allocFrame(sizes: Sizes): Buffer {
  const bytes = headBytesOf(sizes) + sizes.rawBytes;
  assert(bytes <= MAX_BYTES, "a frame too large for the log", { bytes });
  return Buffer.allocUnsafe(bytes);
}

/** Where the raw bytes begin. */
export function headBytesOf({ hashWords, tableBytes }: Sizes): number {
  return HEADER_BYTES + hashWords * 4 + tableBytes;
}

/** Completes a frame whose payload stands: writes its header and checksums. */
export function writeFrameHead(frame: Buffer, seq: number, receivedAt: number, sizes: Sizes): void {
  const rawAt = headBytesOf(sizes);
  writeStart(frame, FRAME_MAGIC, seq, receivedAt);
  frame.writeUInt32LE(sizes.entryCount, 24);
  frame.writeUInt32LE(sizes.hashWords, 28);
  frame.writeUInt32LE(sizes.tableBytes, 32);
  frame.writeUInt32LE(sizes.rawBytes, 36);
  frame.writeUInt32LE(crc32(frame.subarray(rawAt)), 40);
  frame.writeUInt32LE(headChecksum(frame.subarray(0, rawAt)), CHECKSUM_AT);
}

/** Writes the checksums of a frame anew whose bytes were changed in place. */
export function resealFrame(frame: Buffer, { headBytes }: Head): void {
  frame.writeUInt32LE(crc32(frame.subarray(headBytes)), 40);
  frame.writeUInt32LE(headChecksum(frame.subarray(0, headBytes)), CHECKSUM_AT);
}

/** The bytes of a seal after `bytesBefore` bytes of frames. */
export function encodeSeal(lastSeq: number, lastReceivedAt: number, bytesBefore: number): Buffer {
  const seal = Buffer.alloc(HEADER_BYTES);
  writeStart(seal, SEAL_MAGIC, lastSeq, lastReceivedAt);
  seal.writeBigUInt64LE(BigInt(bytesBefore), 24);
  seal.writeUInt32LE(headChecksum(seal), CHECKSUM_AT);
  return seal;
}

/** Reads the header of a record at `offset` of a file, not yet verified; null where none can be. */
export function decodeHead(header: Buffer, offset: number): Head | null {
  const magic = header.subarray(0, 4);
  const isSeal = magic.equals(SEAL_MAGIC);
  if ((!isSeal && !magic.equals(FRAME_MAGIC)) || header.readUInt32LE(4) !== VERSION) return null;
  const seq = Number(header.readBigUInt64LE(8));
  const receivedAt = Number(header.readBigUInt64LE(16));
  if (isSeal) {
    if (header.readBigUInt64LE(24) !== BigInt(offset)) return null;
    return {
      isSeal,
      seq,
      receivedAt,
      entryCount: 0,
      hashWords: 0,
      headBytes: HEADER_BYTES,
      rawChecksum: 0,
      bytes: HEADER_BYTES,
    };
  }
  const entryCount = header.readUInt32LE(24);
  const sizes = {
    entryCount,
    hashWords: header.readUInt32LE(28),
    tableBytes: header.readUInt32LE(32),
    rawBytes: header.readUInt32LE(36),
  };
  const headBytes = headBytesOf(sizes);
  const bytes = headBytes + sizes.rawBytes;
  if (bytes > MAX_BYTES) return null;
  return {
    isSeal,
    seq,
    receivedAt,
    entryCount,
    hashWords: sizes.hashWords,
    headBytes,
    rawChecksum: header.readUInt32LE(40),
    bytes,
  };
}

/** Whether all but the raw bytes of a record are as they were written; `bytes` holds at least `headBytes`. */
export function isHeadWhole(head: Head, bytes: Buffer): boolean {
  return headChecksum(bytes.subarray(0, head.headBytes)) === bytes.readUInt32LE(CHECKSUM_AT);
}

/** Whether a frame's raw bytes are as they were written; `bytes` is the whole record. */
export function isRawWhole(head: Head, bytes: Buffer): boolean {
  return head.isSeal || crc32(bytes.subarray(head.headBytes, head.bytes)) === head.rawChecksum;
}

function writeStart(record: Buffer, magic: Buffer, seq: number, receivedAt: number): void {
  record.set(magic, 0);
  record.writeUInt32LE(VERSION, 4);
  record.writeBigUInt64LE(BigInt(seq), 8);
  record.writeBigUInt64LE(BigInt(receivedAt), 16);
}

function headChecksum(head: Buffer): number {
  return crc32(head.subarray(HEADER_BYTES), crc32(head.subarray(0, CHECKSUM_AT)));
}
