// The Segment HTTP tracking spec: its calls become events, upserts and merges. What a message says of a learner is known before its
// events are folded; merges come last, so that they find all that was anonymous.
import type { Logged } from "#runtime/engine/logged.ts";
import { segmentContracts } from "#shared/api/ingest.ts";
import { checkEvent } from "#shared/event/check.ts";
import {
  mapSegment,
  type SegmentCall,
  type SegmentItem,
  type SegmentMapped,
  segmentCalls,
} from "#shared/event/segment.ts";
import { isRecord } from "#shared/event/text.ts";
import type { Issue } from "#shared/kernel/issue.ts";
import { denied } from "./access.ts";
import { mediaOf, readJson } from "./body.ts";
import { type AppContext, type Deps, sourceOf } from "./deps.ts";
import { encode } from "./events.ts";
import { alone, Gather, type ItemsAnswer } from "./gather.ts";
import { mount, type Routes } from "./mount.ts";
import { Refused, refuse } from "./problem.ts";

const MEDIA = ["", "application/json", "text/plain"];

/** Adds `/v1/track` and the other calls. */
export function mountSegment(routes: Routes): void {
  for (const contract of segmentContracts) {
    const call = segmentCalls.find((each) => contract.path === `/v1/${each}`);
    if (call !== undefined) mount(routes, contract, (_, c) => take(routes, c, call));
  }
}

async function take({ deps, meter }: Routes, c: AppContext, call: SegmentCall) {
  if (!MEDIA.includes(mediaOf(c.req))) return refuse(415, "body.type");
  const read = await readJson(c, meter);
  const stranger = identify(deps, c, read instanceof Refused ? null : read.value);
  if (stranger !== null) return stranger;
  if (read instanceof Refused) return read;
  if (read.value === undefined) return refuse(400, "body.empty");
  const nowAt = deps.clock.now();
  const mapped = mapSegment(call, read.value, nowAt);
  if ("issues" in mapped) return refuse(400, "segment.shape", mapped.issues);
  const { rejected } = await ingest(deps, c, mapped.items, nowAt);
  const [only] = rejected;
  if (call !== "batch" && only !== undefined) return alone(only);
  return rejected.length === 0 ? { success: true } : { success: true, rejected };
}

async function ingest(deps: Deps, c: AppContext, items: readonly SegmentItem[], nowAt: number): Promise<ItemsAnswer> {
  const gather = new Gather({
    engine: deps.engine,
    source: sourceOf(c),
    isBackfill: false,
    locale: c.get("locale"),
  });
  const good: SegmentMapped[] = [];
  const lines: string[] = [];
  for (const [index, item] of items.entries()) {
    const issue = "issues" in item ? item.issues[0] : gatherEvents(gather, index, item, nowAt, lines);
    if (issue !== undefined) gather.refuse(index, issue, "body" in item ? JSON.stringify(item.body) : "");
    else if ("body" in item) good.push(item);
  }
  const upserts = good.flatMap(({ learners }) => learners.map((patch) => ({ is: "upsert", patch }) as const));
  const merges = good.flatMap((item) => item.merges.map((merge) => ({ is: "merge", ...merge }) as const));
  await log(deps, upserts);
  await gather.flush(encode(lines.join("\n"), false));
  await log(deps, merges);
  return gather.answer;
}

/** Finds who sends, by the header or by the body's write key, as the public libraries put it; why that one may not, else null. */
function identify({ school }: Deps, c: AppContext, value: unknown): Refused | null {
  const writeKey = isRecord(value) ? value.writeKey : null;
  if (c.get("principal").kind === "none" && typeof writeKey === "string") {
    const key = school.keys.find(writeKey);
    if (key !== null) c.set("principal", { kind: "key", key });
  }
  return denied(c.get("principal"), "ingest");
}

/** Takes a message's events; the first issue where one does not pass, and then none is taken. */
function gatherEvents(
  gather: Gather,
  index: number,
  { events, body }: SegmentMapped,
  nowAt: number,
  lines: string[],
): Issue | undefined {
  const checked = events.map((event) => checkEvent(event, nowAt));
  for (const one of checked) if ("issues" in one) return one.issues[0];
  for (const [at, one] of checked.entries()) {
    if (!("event" in one)) continue;
    gather.add(index, one.event.id, body);
    lines.push(JSON.stringify(events[at]));
  }
  return undefined;
}

async function log({ engine }: Deps, inputs: Logged[]): Promise<void> {
  if (inputs.length > 0) await engine.log(inputs, null);
}
