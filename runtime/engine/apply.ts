// Applying frames: due instants first, then the items, in the world and in what dispatch keeps beside it. The same code
// runs live, in the tail replay after a crash (comparing instead of writing), and when a store is rebuilt from its log.
import type { Frame, LogEntry } from "#runtime/store/log/frame.ts";
import type { LearnerEvent } from "#shared/event/check.ts";
import { advance, fire } from "#shared/flow/advance.ts";
import type { Effect } from "#shared/flow/effect.ts";
import { learnerOfId } from "#shared/flow/episode.ts";
import type { Control } from "#shared/flow/input.ts";
import { buildPlan } from "#shared/strategy/plan.ts";
import type { ApplyContext } from "./apply-context.ts";
import { Beside } from "./beside.ts";
import { blockOf } from "./blocks.ts";
import { catchUp } from "./catch-up.ts";
import { forgetRows } from "./erase.ts";
import { INSIDE } from "./intake.ts";
import { eventOf, eventsOf, linesOf } from "./lines.ts";
import { isBesideWorld, isSchoolWide, type Logged, learnerIdOf } from "./logged.ts";
import type { EngineNews } from "./protocol.ts";

/** Lines of events read in one go. */
const LINES_AT_ONCE = 200;

/** Applies frames to the world. */
export class Applier {
  readonly #context: ApplyContext;
  /** Learners whose block stands at or past the frame under replay are left alone; null outside a replay. */
  #isAhead: ((learner: number) => boolean) | null = null;
  readonly #beside: Beside;
  /** Set when school-wide state changed: everything is flushed with the next commit. */
  isSchoolChanged = false;

  constructor(context: ApplyContext) {
    this.#context = context;
    this.#beside = new Beside(context);
  }

  /** In-app messages that came in since this was last asked, and whether tasks changed; the engine tells it after the commit. */
  takeNews(): EngineNews[] {
    const news = this.#beside.news.splice(0);
    return this.#context.journal.takeTaskChange() ? [...news, { news: "tasks" }] : news;
  }

  /** Replays a frame that was committed before: memory only, decisions compared. `blockSeqs` says how far each block stands. */
  replay(frame: Frame, blockSeqs: ReadonlyMap<number, number>): void {
    this.#isAhead = (learner) => (blockSeqs.get(blockOf(learner)) ?? 0) >= frame.seq;
    const effects: Effect[] = [];
    fire(this.#context.world, frame.receivedAt, effects);
    for (const entry of frame.entries) {
      for (const line of linesOf(entry)) this.#replayItem(entry, line, effects);
    }
    this.#context.journal.compare(effects, frame.seq);
    this.#isAhead = null;
  }

  /** Applies a new frame and takes its effects. */
  apply(frame: Frame): void {
    const { world, journal } = this.#context;
    const effects: Effect[] = [];
    fire(world, frame.receivedAt, effects);
    for (const [place, entry] of frame.entries.entries()) {
      if (entry.kind === "events") this.#events(entry, frame.receivedAt, effects);
      else {
        if (entry.source !== INSIDE) journal.intent(entry.source, frame.seq);
        for (const line of linesOf(entry)) this.#input(JSON.parse(line) as Logged, frame, place, effects);
      }
    }
    journal.take(effects, frame.seq);
  }

  #replayItem(entry: LogEntry, line: string, effects: Effect[]): void {
    const { world } = this.#context;
    if (entry.kind === "events") {
      const event = eventOf(line);
      const learner = world.facts.find(event.learner);
      if (learner === undefined || this.#isAhead?.(learner) === true) return;
      advance(world, { is: "event", event, isBackfill: entry.backfill }, effects);
      return;
    }
    const input = JSON.parse(line) as Logged;
    const id = learnerIdOf(input);
    const learner =
      id !== null
        ? world.facts.find(id)
        : "send" in input && typeof input.send === "number"
          ? learnerOfId(input.send)
          : undefined;
    if (learner === undefined || this.#isAhead?.(learner) === true) return;
    this.#control(input, effects);
  }

  /** Events one by one; one that cannot be applied is quarantined with the reason and delays nobody (P17). */
  #events(entry: LogEntry, receivedAt: number, effects: Effect[]): void {
    const { world, counters, journal, measures } = this.#context;
    counters.add("events received", entry.count);
    let appliedCount = 0;
    const lines = linesOf(entry);
    let events: LearnerEvent[] | null = null;
    for (const [at, line] of lines.entries()) {
      if (at % LINES_AT_ONCE === 0) events = eventsOf(lines.slice(at, at + LINES_AT_ONCE));
      try {
        const event = events?.[at % LINES_AT_ONCE] ?? eventOf(line);
        // What was decided before this event is followed first: it may be an anchor that the event belongs to.
        measures.follow(effects);
        advance(world, { is: "event", event, isBackfill: entry.backfill }, effects);
        measures.event(event);
        appliedCount += 1;
      } catch (error) {
        counters.add("events quarantined");
        journal.add(
          "INSERT INTO quarantine (at, kind, source, code, path, payload) VALUES (?, 'quarantined', ?, 'event.failed', ?, ?)",
          receivedAt,
          entry.source,
          error instanceof Error ? error.message : String(error),
          line.slice(0, 2000),
        );
      }
    }
    counters.add("events applied", appliedCount);
  }

  /** What the log holds before an entry of a frame. */
  *#before(frame: Frame, place: number): Iterable<Frame> {
    yield* this.#context.history(frame.seq);
    yield { ...frame, entries: frame.entries.slice(0, place) };
  }

  #input(input: Logged, frame: Frame, place: number, effects: Effect[]): void {
    const { journal } = this.#context;
    if (isSchoolWide(input) || input.is === "stopSends") this.isSchoolChanged = true;
    if (input.is === "publish")
      catchUp(this.#context.world.facts, buildPlan(input.document), () => this.#before(frame, place));
    if (input.is === "erase") {
      journal.take(effects.splice(0), frame.seq);
      forgetRows(this.#context, input.learner, frame);
    }
    this.#control(input, effects);
    this.#beside.take(input, frame);
  }

  /** The world's part of an input. */
  #control(input: Logged, effects: Effect[]): void {
    const { world } = this.#context;
    if (isBesideWorld(input)) return;
    if (input.is === "upsert") {
      const { id, attributes, zone } = input.patch;
      const control: Control = {
        is: "learner",
        learner: id,
        ...(attributes === undefined ? {} : { attributes }),
        ...(zone === undefined ? {} : { zone }),
      };
      advance(world, control, effects);
      return;
    }
    advance(world, input, effects);
  }
}
