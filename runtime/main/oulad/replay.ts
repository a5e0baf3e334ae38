// Streams a school into a running server day by day: the test clock, the learners' changes, then the events in two lanes side by side,
// each learner's in one of them and in order; requests are built while those before them are answered, and a lane waits for the other
// only at the end of the day. At the end the clock goes on, so that open episodes can end.
import { setTimeout as pause } from "node:timers/promises";
import { DAY_MS } from "#shared/kernel/duration.ts";
import type { Issue } from "#shared/kernel/issue.ts";
import { errorIssue } from "#shared/kernel/issue.ts";
import type { Connection, Outgoing, Sent, Target } from "./client.ts";
import { connect } from "./client.ts";
import { daySpan, days } from "./days.ts";
import type { Pace } from "./deliver.ts";
import { deliver } from "./deliver.ts";
import type { School } from "./school.ts";
import type { ReplayTally } from "./tally.ts";
import { addAnswer, emptyTally } from "./tally.ts";

/** How a replay runs. `batch` is the most items per request; `onProgress` is called after each answer. */
export interface ReplayOptions {
  batch?: number;
  onProgress?: (tally: Readonly<ReplayTally>) => void;
  pace?: Pace;
}

/** The figures of a replay; with an issue where it had to stop before the end. */
export type Replay = { ok: true; tally: ReplayTally } | { ok: false; tally: ReplayTally; issue: Issue };

interface Step {
  kind: "clock" | "learners" | "events";
  outgoing: Outgoing;
  itemCount: number;
  /** Days wholly sent before this request. */
  daysDone: number;
}

/** Requests that wait for each other; the first is built already. */
interface Lane {
  first: Step;
  rest: Iterator<Step, void>;
}

const BATCH = 5000;
// A day's events reach the server while its clock stands this much before their stamp. An absence that would be complete
// at the very ms of the stamp then falls due after these events are known, as in a decision at the start of the next day.
const CLOCK_LEAD_MS = 1;
const AFTERMATH_MS = 35 * DAY_MS;
const PACE: Pace = { now: () => performance.now(), pause };

/** Runs a whole replay. Stops at the first request that is refused as a whole, or when the server stays away for 60 s. */
export async function replay(target: Target, school: School, options: ReplayOptions = {}): Promise<Replay> {
  const { batch = BATCH, onProgress = () => {}, pace = PACE } = options;
  const { firstDay, endDay } = daySpan(school);
  const tally = emptyTally(endDay - firstDay);
  const connection = connect(target);
  const startedAt = pace.now();
  const finish = (step: Step) => {
    tally.daysDone = step.daysDone;
    tally.wallMs = pace.now() - startedAt;
    tally.eventsPerSecond = tally.wallMs > 0 ? (tally.events.sentCount / tally.wallMs) * 1000 : 0;
    onProgress(tally);
  };
  const issue = await run(connection, planRounds(school, batch), tally, pace, finish);
  connection.close();
  return issue === null ? { ok: true, tally } : { ok: false, tally, issue };
}

async function run(
  connection: Connection,
  rounds: Iterator<Lane[], void>,
  tally: ReplayTally,
  pace: Pace,
  finish: (step: Step) => void,
): Promise<Issue | null> {
  const take = async (step: Step, sending: Sent): Promise<Issue | null> => {
    const delivery = await deliver(connection, step.outgoing, sending, pace);
    tally.retryCount += delivery.retryCount;
    if (!delivery.ok) return delivery.issue;
    if (!count(tally, step, delivery.text))
      return errorIssue("answerUnreadable", [step.outgoing.path], { detail: delivery.text.slice(0, 300) });
    finish(step);
    return null;
  };
  const goOn = async (rest: Lane["rest"], first: Step, firstSending: Sent): Promise<Issue | null> => {
    let [step, sending] = [first, firstSending];
    for (;;) {
      const next = rest.next();
      const issue = await take(step, sending);
      if (issue !== null || next.done === true) return issue;
      [step, sending] = [next.value, connection.send(next.value.outgoing)];
      await sending.flushed;
    }
  };
  let next = rounds.next();
  while (next.done !== true) {
    const sent = next.value.map((lane) => ({ ...lane, sending: connection.send(lane.first.outgoing) }));
    await Promise.all(sent.map(({ sending }) => sending.flushed));
    next = rounds.next();
    const ends = await Promise.all(sent.map(({ rest, first, sending }) => goOn(rest, first, sending)));
    const issue = ends.find((one) => one !== null);
    if (issue !== undefined) return issue;
  }
  return null;
}

function count(tally: ReplayTally, step: Step, text: string): boolean {
  if (step.kind === "clock") return true;
  return addAnswer(tally, tally[step.kind], step.itemCount, step.outgoing, text);
}

/** The requests in rounds: the lanes of one go side by side, and the next round waits for all of them. */
function* planRounds(school: School, batch: number): Generator<Lane[], void> {
  let daysDone = 0;
  let endAt: number | null = null;
  for (const day of days(school)) {
    const at = day.stampAt - CLOCK_LEAD_MS;
    const learners = day.learners.map((learner) => JSON.stringify(learner));
    const hasFirst = learners.length > 0 || day.events.length === 0;
    if (hasFirst) yield laneOf([setClock(at, daysDone)].values());
    yield laneOf(batches("learners", "/v1/learners", learners, batch, daysDone));
    // The server reads the day's first events while its clock moves to the day.
    const clock = hasFirst ? undefined : new Date(at).toISOString();
    const lanes = inLanes(day.events);
    yield lanes.flatMap((lines) => laneOf(batches("events", "/v1/events", lines, batch, daysDone, clock)));
    daysDone++;
    endAt = day.stampAt;
  }
  if (endAt !== null) yield laneOf([setClock(endAt + AFTERMATH_MS, daysDone)].values());
}

/** A lane of steps; none where there are none. */
function laneOf(rest: Iterator<Step, void>): Lane[] {
  const { done, value } = rest.next();
  return done === true ? [] : [{ first: value, rest }];
}

const LEARNER = '"learner":"';

/** Lines in two lanes, each learner's in one of them and in their order. */
function inLanes(lines: readonly string[]): [string[], string[]] {
  const lanes: [string[], string[]] = [[], []];
  for (const line of lines) {
    const end = line.indexOf('"', line.indexOf(LEARNER) + LEARNER.length);
    lanes[(line.charCodeAt(end - 1) & 1) as 0 | 1].push(line);
  }
  return lanes;
}

// Set, not advanced: a request that is sent again must not move the clock twice.
function setClock(at: number, daysDone: number): Step {
  const body = Buffer.from(JSON.stringify({ set: new Date(at).toISOString() }));
  return {
    kind: "clock",
    outgoing: { path: "/test/clock", contentType: "application/json", body },
    itemCount: 1,
    daysDone,
  };
}

function* batches(
  kind: Step["kind"],
  path: string,
  lines: string[],
  batch: number,
  daysDone: number,
  clock?: string,
): Generator<Step, void> {
  for (let from = 0; from < lines.length; from += batch) {
    const part = lines.slice(from, from + batch);
    const body = Buffer.from(part.join("\n"));
    const outgoing = { path, contentType: "application/x-ndjson", body };
    const isFirst = from === 0 && clock !== undefined;
    yield { kind, outgoing: isFirst ? { ...outgoing, clock } : outgoing, itemCount: part.length, daysDone };
  }
}
