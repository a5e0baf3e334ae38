// Streams a school into a running server day by day: the test clock, the learners' changes, then the events. A few requests are under way
// at a time and carried out in their order, so that the next ones are built, sent and read meanwhile. At the end the clock goes on, so
// that open episodes can end.
import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { DAY_MS } from "#shared/kernel/duration.ts";
import type { Issue } from "#shared/kernel/issue.ts";
import { errorIssue } from "#shared/kernel/issue.ts";
import type { Connection, Outgoing, Sent, Target } from "./client.ts";
import { connect } from "./client.ts";
import { daySpan, days } from "./days.ts";
import type { Pace } from "./deliver.ts";
import { deliver, isGood } from "./deliver.ts";
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

const BATCH = 5000;
/** Requests under way at a time. */
const WINDOW = 4;
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
  const issue = await new Line(connection, tally, pace, finish).run(plan(school, batch));
  connection.close();
  return issue === null ? { ok: true, tally } : { ok: false, tally, issue };
}

/** The requests under way, in their order. */
class Line {
  readonly #connection: Connection;
  readonly #tally: ReplayTally;
  readonly #pace: Pace;
  readonly #finish: (step: Step) => void;
  readonly #underWay: { step: Step; sending: Sent }[] = [];
  #run = nameOfRun();
  #number = 0;

  constructor(connection: Connection, tally: ReplayTally, pace: Pace, finish: (step: Step) => void) {
    this.#connection = connection;
    this.#tally = tally;
    this.#pace = pace;
    this.#finish = finish;
  }

  /** Sends all steps; gives why it had to stop, null where all were answered. */
  async run(steps: Iterable<Step>): Promise<Issue | null> {
    for (const step of steps) {
      const issue = this.#underWay.length < WINDOW ? null : await this.#takeFirst();
      if (issue !== null) return issue;
      const sending = this.#connection.send({ ...step.outgoing, turn: `${this.#run}/${this.#number}` });
      this.#number += 1;
      this.#underWay.push({ step, sending });
      await sending.flushed;
    }
    while (this.#underWay.length > 0) {
      const issue = await this.#takeFirst();
      if (issue !== null) return issue;
    }
    return null;
  }

  async #takeFirst(): Promise<Issue | null> {
    const [first] = this.#underWay;
    if (first === undefined || isGood(await first.sending.answer)) return this.#take();
    // The turns are off: once all have failed or were answered, each is seen through before the next.
    await Promise.all(this.#underWay.map(({ sending }) => sending.answer));
    this.#run = nameOfRun();
    this.#number = 0;
    while (this.#underWay.length > 0) {
      const issue = await this.#take();
      if (issue !== null) return issue;
    }
    return null;
  }

  async #take(): Promise<Issue | null> {
    const first = this.#underWay.shift();
    if (first === undefined) return null;
    const { step, sending } = first;
    const delivery = await deliver(this.#connection, step.outgoing, sending, this.#pace);
    this.#tally.retryCount += delivery.retryCount;
    if (!delivery.ok && !(delivery.retryCount > 0 && isMovedAlready(step, delivery.issue))) return delivery.issue;
    if (delivery.ok && !count(this.#tally, step, delivery.text))
      return errorIssue("answerUnreadable", [step.outgoing.path], { detail: delivery.text.slice(0, 300) });
    this.#finish(step);
    return null;
  }
}

/** Whether a clock that was to be set again stands later already: it was set, and the answer was lost. */
function isMovedAlready({ kind }: Step, { params }: Issue): boolean {
  return kind === "clock" && String(params?.["detail"]).includes('"clock.back"');
}

function nameOfRun(): string {
  return randomBytes(8).toString("hex");
}

function count(tally: ReplayTally, step: Step, text: string): boolean {
  if (step.kind === "clock") return true;
  return addAnswer(tally, tally[step.kind], step.itemCount, step.outgoing, text);
}

function* plan(school: School, batch: number): Generator<Step, void> {
  let daysDone = 0;
  let endAt: number | null = null;
  for (const day of days(school)) {
    const at = day.stampAt - CLOCK_LEAD_MS;
    yield setClock(at, daysDone);
    const learners = day.learners.map((learner) => JSON.stringify(learner));
    yield* batches("learners", "/v1/learners", learners, batch, daysDone);
    yield* batches("events", "/v1/events", day.events, batch, daysDone, new Date(at).toISOString());
    daysDone++;
    endAt = day.stampAt;
  }
  if (endAt !== null) yield setClock(endAt + AFTERMATH_MS, daysDone);
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
  lines: readonly string[],
  batch: number,
  daysDone: number,
  clock?: string,
): Generator<Step, void> {
  for (let from = 0; from < lines.length; from += batch) {
    const part = lines.slice(from, from + batch);
    const body = Buffer.from(part.join("\n"));
    const outgoing = { path, contentType: "application/x-ndjson", body };
    yield {
      kind,
      outgoing: clock === undefined ? outgoing : { ...outgoing, clock },
      itemCount: part.length,
      daysDone,
    };
  }
}
