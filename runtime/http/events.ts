// The hot path: the text of a request to checked events. One pass over the text, no copy of what is accepted but the one that goes
// to the engine, and a pause between pieces so that other requests are answered meanwhile.
import { setImmediate as breathe } from "node:timers/promises";
import { checkEvent } from "#shared/event/check.ts";
import { jsonDepthExceeds } from "#shared/event/depth.ts";
import { errorIssue, type Issue } from "#shared/kernel/issue.ts";
import { type BodyText, bodyLimits } from "./body.ts";
import { alone, Gather, type GatherOptions, type ItemsAnswer } from "./gather.ts";
import { type Refused, refuse } from "./problem.ts";

/** What the request says of its text: lines, or one JSON value. */
export type Form = "lines" | "json";

const BREATHE_EVERY = 2000;

/** Checks and ingests a request's text. One object that fails is refused as a whole (ruling 34). Rejects with EngineRefused. */
export async function ingestText(
  body: BodyText,
  form: Form,
  nowAt: number,
  options: GatherOptions,
): Promise<ItemsAnswer | Refused> {
  const gather = new Gather(options);
  if (body.text.trim() === "") return refuse(400, "body.empty");
  if (form === "lines") return ingestLines(body, nowAt, gather);
  const read = parse(body.text);
  if (!("value" in read)) return refuse(400, read.code, [read]);
  if (Array.isArray(read.value)) return ingestArray(read.value, nowAt, gather);
  const checked = checkEvent(read.value, nowAt);
  if ("issues" in checked) {
    const [first] = checked.issues;
    if (first !== undefined) gather.refuse(0, first, body.text);
    await gather.flush(new Uint8Array());
    return refuse(400, first?.code ?? "event.shape", checked.issues);
  }
  gather.add(0, checked.event.id, read.value);
  await gather.flush(lineOf(body, read.value));
  const conflict = gather.answer.rejected[0];
  return conflict === undefined ? gather.answer : alone(conflict);
}

/** The bytes of one item as it was sent; written anew where it goes over several lines. */
function lineOf({ text, isAscii }: BodyText, value: unknown): Uint8Array {
  const line = text.trim();
  return line.includes("\n") ? encode(JSON.stringify(value), false) : encode(line, isAscii);
}

async function ingestArray(items: readonly unknown[], nowAt: number, gather: Gather): Promise<ItemsAnswer> {
  let lines: string[] = [];
  for (const [index, item] of items.entries()) {
    const checked = checkEvent(item, nowAt);
    if ("event" in checked) {
      gather.add(index, checked.event.id, item);
      lines.push(JSON.stringify(item));
    } else gather.refuse(index, checked.issues[0] ?? errorIssue("event.shape", []), JSON.stringify(item));
    if (gather.isFull) {
      await gather.hand(encode(lines.join("\n"), false));
      lines = [];
    } else if (index % BREATHE_EVERY === BREATHE_EVERY - 1) await breathe();
  }
  await gather.flush(encode(lines.join("\n"), false));
  return gather.answer;
}

async function ingestLines({ text, isAscii }: BodyText, nowAt: number, gather: Gather): Promise<ItemsAnswer | Refused> {
  const runs = new Runs(text, isAscii);
  let index = 0;
  let readableCount = 0;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf("\n", start);
    const next = newline === -1 ? text.length : newline + 1;
    let end = newline === -1 ? text.length : newline;
    if (text.charCodeAt(end - 1) === 13 && end > start) end -= 1;
    const line = text.slice(start, end);
    const read = parse(line);
    if ("value" in read) {
      readableCount += 1;
      const checked = checkEvent(read.value, nowAt);
      if ("event" in checked) {
        gather.add(index, checked.event.id, read.value);
        runs.add(start, end);
      } else gather.refuse(index, checked.issues[0] ?? errorIssue("event.shape", []), line);
      index += 1;
    } else if (line.trim() !== "") {
      gather.refuse(index, read, line);
      index += 1;
    }
    start = next;
    if (gather.isFull) await gather.hand(runs.take());
    else if (index % BREATHE_EVERY === BREATHE_EVERY - 1) await breathe();
  }
  if (readableCount === 0) return refuse(400, "body.json");
  await gather.flush(runs.take());
  return gather.answer;
}

// Stretches of accepted lines: neighbours are one stretch, so that a clean request is copied in one go.
class Runs {
  readonly #text: string;
  readonly #isAscii: boolean;
  #parts: string[] = [];
  #from = -1;
  #to = -1;

  constructor(text: string, isAscii: boolean) {
    this.#text = text;
    this.#isAscii = isAscii;
  }

  add(start: number, end: number): void {
    if (start === this.#to + 1 && this.#from >= 0) {
      this.#to = end;
      return;
    }
    this.#close();
    this.#from = start;
    this.#to = end;
  }

  take(): Uint8Array {
    this.#close();
    const text = this.#parts.length === 1 ? (this.#parts[0] ?? "") : this.#parts.join("\n");
    this.#parts = [];
    return encode(text, this.#isAscii);
  }

  #close(): void {
    if (this.#from >= 0) this.#parts.push(this.#text.slice(this.#from, this.#to));
    this.#from = -1;
  }
}

function parse(text: string): { value: unknown } | Issue {
  if (jsonDepthExceeds(text, bodyLimits.depth)) return errorIssue("body.depth", [], { most: bodyLimits.depth });
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return errorIssue("event.json", []); // JSON.parse has no other way to refuse
  }
}

/** The bytes of a text in memory of their own, since they are handed over to another thread. */
export function encode(text: string, isAscii: boolean): Uint8Array {
  const bytes = Buffer.allocUnsafeSlow(isAscii ? text.length : Buffer.byteLength(text));
  bytes.write(text, isAscii ? "latin1" : "utf8");
  return bytes;
}
