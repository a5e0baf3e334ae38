// Request bodies: read as raw bytes under bounds (one body, and all bodies at once), unpacked, and decoded strictly, so that what
// is parsed is what was sent or is refused with a code.
import { isAscii, isUtf8 } from "node:buffer";
import type { IncomingMessage } from "node:http";
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

/** What was sent, whichever way it came in: a header by its name in lower case, and the body as it comes. */
export interface Sent {
  header(name: string): string | undefined;
  readonly body: IncomingMessage | AsyncIterable<Uint8Array>;
}

/** What was sent by a request in the app. */
export function sentOf(c: AppContext): Sent {
  // Straight from the socket where there is one: the Request's own stream costs several times as much.
  const body = c.env?.incoming ?? ((c.req.raw.body ?? []) as AsyncIterable<Uint8Array>);
  return { header: (name) => c.req.header(name), body: body as Sent["body"] };
}

/** A body as text; `isAscii` says that characters and bytes coincide. `release` gives its room back and must be called. */
export interface BodyText {
  text: string;
  isAscii: boolean;
  release: () => void;
}

const unzip = promisify(gunzip);

/** The body of a request as text. Refuses: too large, too many at once, another encoding, not UTF-8, cut off. */
export function readText(sent: Sent, meter: Meter, most: number = bodyLimits.raw): Promise<BodyText | Refused> {
  let heldBytes = 0;
  const release = () => meter.give(heldBytes);
  const hold = (bytes: number) => {
    if (!meter.take(bytes)) return false;
    heldBytes += bytes;
    return true;
  };
  const finish = (bytes: Buffer | Refused): BodyText | Refused => {
    const text = bytes instanceof Refused ? bytes : decode(bytes);
    if (!(text instanceof Refused)) return { ...text, release };
    release();
    return text;
  };
  if (Number(sent.header("content-length") ?? 0) > most) return Promise.resolve(tooLarge(most));
  const encoding = sent.header("content-encoding") ?? "";
  const isPlain = encoding === "" || encoding === "identity";
  const taking = new Taking(most, hold);
  if (isPlain && "socket" in sent.body) return fromSocket(sent.body, taking, finish);
  return readBytes(sent.body, taking)
    .then((read) =>
      isPlain || read instanceof Refused ? read : unpack(encoding, read, most * bodyLimits.packing, hold),
    )
    .then(finish);
}

/** The JSON value of a request's body; undefined where there is none. The default bound is that of API calls. */
export async function readJson(
  c: AppContext,
  meter: Meter,
  most: number = bodyLimits.json,
): Promise<{ value: unknown } | Refused> {
  const body = await readText(sentOf(c), meter, most);
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

async function readBytes(body: Sent["body"], taking: Taking): Promise<Buffer | Refused> {
  if ("socket" in body) return fromSocket(body, taking, (read) => read);
  try {
    for await (const chunk of body) if (!taking.take(chunk)) return tooLarge(taking.most);
  } catch {
    return refuse(400, "body.cutOff"); // the connection broke, or its framing is wrong
  }
  return taking.whole();
}

/** As above by the socket's events, since an iterator over them costs more than all the rest of a small body. */
function fromSocket<T>(incoming: IncomingMessage, taking: Taking, finish: (read: Buffer | Refused) => T): Promise<T> {
  return new Promise((resolve) => {
    let isOver = false;
    const settle = (read: Buffer | Refused) => {
      if (isOver) return;
      isOver = true;
      resolve(finish(read));
    };
    const take = (chunk: Uint8Array) => {
      if (taking.take(chunk)) return;
      incoming.off("data", take).pause(); // what still comes is for the server to drain
      settle(tooLarge(taking.most));
    };
    const end = () => settle(taking.whole());
    const cut = () => {
      if (!isOver) settle(refuse(400, "body.cutOff"));
    };
    if (incoming.readableEnded) end();
    else if (incoming.destroyed) cut();
    else incoming.on("data", take).on("end", end).on("error", cut).on("close", cut);
  });
}

function tooLarge(most: number): Refused {
  return refuse(413, "body.tooLarge", [errorIssue("body.tooLarge", [], { most })]);
}

/** A body as it comes in. */
class Taking {
  readonly most: number;
  readonly #hold: (bytes: number) => boolean;
  readonly #chunks: Uint8Array[] = [];
  #length = 0;
  #isBusy = false;

  constructor(most: number, hold: (bytes: number) => boolean) {
    this.most = most;
    this.#hold = hold;
  }

  /** Takes some; false where it has become too much. */
  take(chunk: Uint8Array): boolean {
    this.#length += chunk.length;
    if (this.#length > this.most) return false;
    // What there is no room for is read and dropped: a client that is still sending would not hear the answer.
    this.#isBusy ||= !this.#hold(chunk.length);
    if (this.#isBusy) this.#chunks.length = 0;
    else this.#chunks.push(chunk);
    return true;
  }

  /** All of it. */
  whole(): Buffer | Refused {
    if (this.#isBusy) return refuse(429, "body.busy", [], { "Retry-After": "1" });
    const [first] = this.#chunks;
    return this.#chunks.length === 1 && Buffer.isBuffer(first) ? first : Buffer.concat(this.#chunks, this.#length);
  }
}

async function unpack(
  encoding: string,
  bytes: Buffer,
  most: number,
  hold: (bytes: number) => boolean,
): Promise<Buffer | Refused> {
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
export function mediaOf(sent: Pick<Sent, "header">): string {
  return (sent.header("content-type") ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
}
