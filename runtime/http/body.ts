// Request bodies: read as raw bytes under bounds (one body, and all bodies at once), unpacked, and decoded strictly, so that what
// is parsed is what was sent or is refused with a code.
import { isAscii, isUtf8 } from "node:buffer";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { jsonDepthExceeds } from "#shared/event/depth.ts";
import { errorIssue } from "#shared/kernel/issue.ts";
import type { AppContext } from "./deps.ts";
import { Refused, refuse } from "./problem.ts";

/** Bounds in bytes: a body of items as sent, a JSON body of the API, all bodies held at once; unpacked, a body may be `packing` times larger. Levels of nesting. */
export const bodyLimits = {
  raw: 8 * 2 ** 20,
  packing: 4,
  json: 2 * 2 ** 20,
  inFlight: 64 * 2 ** 20,
  depth: 64,
} as const;

/** Counts the bytes of all bodies held at this moment. */
export interface Meter {
  /** Takes room; false where it would be too much. */
  take(bytes: number): boolean;
  give(bytes: number): void;
  readonly held: number;
}

/** An empty meter. */
export function createMeter(most: number = bodyLimits.inFlight): Meter {
  let held = 0;
  return {
    take(bytes) {
      if (held + bytes > most) return false;
      held += bytes;
      return true;
    },
    give(bytes) {
      held -= bytes;
    },
    get held() {
      return held;
    },
  };
}

/** A body as text; `isAscii` says that characters and bytes coincide. `release` gives its room back and must be called. */
export interface BodyText {
  text: string;
  isAscii: boolean;
  release: () => void;
}

const unzip = promisify(gunzip);

/** The body of a request as text. Refuses: too large, too many at once, another encoding, not UTF-8, cut off. */
export async function readText(
  c: AppContext,
  meter: Meter,
  most: number = bodyLimits.raw,
): Promise<BodyText | Refused> {
  let heldBytes = 0;
  const release = () => meter.give(heldBytes);
  const hold = (bytes: number) => {
    if (!meter.take(bytes)) return false;
    heldBytes += bytes;
    return true;
  };
  const read = await readBytes(c, most, hold);
  const bytes =
    read instanceof Refused
      ? read
      : await unpack(c.req.header("Content-Encoding"), read, most * bodyLimits.packing, hold);
  const text = bytes instanceof Refused ? bytes : decode(bytes);
  if (!(text instanceof Refused)) return { ...text, release };
  release();
  return text;
}

/** The JSON value of a request's body; undefined where there is none. The default bound is that of API calls. */
export async function readJson(
  c: AppContext,
  meter: Meter,
  most: number = bodyLimits.json,
): Promise<{ value: unknown } | Refused> {
  const body = await readText(c, meter, most);
  if (body instanceof Refused) return body;
  body.release();
  return body.text === "" ? { value: undefined } : parseJson(body.text);
}

// A number beyond a double, which JSON has and no hash: it becomes null.
const HUGE_NUMBER = /[eE]\+?\d{3}|\d{300}/;

/** The value of a JSON text, nested at most 64 deep, all numbers finite. */
export function parseJson(text: string): { value: unknown } | Refused {
  if (jsonDepthExceeds(text, bodyLimits.depth))
    return refuse(400, "body.depth", [errorIssue("body.depth", [], { most: bodyLimits.depth })]);
  try {
    const value: unknown = JSON.parse(text);
    return { value: HUGE_NUMBER.test(text) ? (JSON.parse(JSON.stringify(value)) as unknown) : value };
  } catch {
    return refuse(400, "body.json"); // JSON.parse has no other way to refuse
  }
}

async function readBytes(c: AppContext, most: number, hold: (bytes: number) => boolean): Promise<Buffer | Refused> {
  const tooLarge = refuse(413, "body.tooLarge", [errorIssue("body.tooLarge", [], { most })]);
  const busy = refuse(429, "body.busy", [], { "Retry-After": "1" });
  if (Number(c.req.header("Content-Length") ?? 0) > most) return tooLarge;
  const chunks: Uint8Array[] = [];
  let length = 0;
  let isBusy = false;
  try {
    for await (const chunk of chunksOf(c)) {
      length += chunk.length;
      if (length > most) return tooLarge;
      // What there is no room for is read and dropped: a client that is still sending would not hear the answer.
      isBusy ||= !hold(chunk.length);
      if (isBusy) chunks.length = 0;
      else chunks.push(chunk);
    }
  } catch {
    return refuse(400, "body.cutOff"); // the connection broke, or its framing is wrong
  }
  return isBusy ? busy : Buffer.concat(chunks, length);
}

// Straight from the socket where there is one: the Request's own stream costs several times as much.
function chunksOf(c: AppContext): AsyncIterable<Uint8Array> {
  const incoming = c.env?.incoming;
  if (incoming !== undefined) return incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
  return (c.req.raw.body ?? []) as AsyncIterable<Uint8Array>;
}

async function unpack(
  encoding: string | undefined,
  bytes: Buffer,
  most: number,
  hold: (bytes: number) => boolean,
): Promise<Buffer | Refused> {
  if (encoding === undefined || encoding === "" || encoding === "identity") return bytes;
  if (encoding !== "gzip" && encoding !== "x-gzip")
    return refuse(415, "body.encoding", [], { "Accept-Encoding": "gzip" });
  try {
    const unpacked = await unzip(bytes, { maxOutputLength: most });
    return hold(unpacked.length) ? unpacked : refuse(429, "body.busy", [], { "Retry-After": "1" });
  } catch (error) {
    const isLarge = error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    return isLarge
      ? refuse(413, "body.tooLarge", [errorIssue("body.tooLarge", [], { most })])
      : refuse(400, "body.gzip");
  }
}

function decode(bytes: Buffer): Omit<BodyText, "release"> | Refused {
  const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const content = isMarked ? bytes.subarray(3) : bytes;
  if (isAscii(content)) return { text: content.toString("latin1"), isAscii: true };
  return isUtf8(content) ? { text: content.toString("utf8"), isAscii: false } : refuse(400, "body.utf8");
}

/** The media type of a request in lower case, without parameters; "" where none is stated. */
export function mediaOf(c: AppContext): string {
  return (c.req.header("Content-Type") ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
}
