// Applying frames: due instants first, then the items, in the world and in what dispatch keeps beside it. The same code
// runs live, in the tail replay after a crash (comparing instead of writing), and when a store is rebuilt from its log.
import type { EngineDb } from "#runtime/store/engine-db.ts";
import type { Frame, LogEntry } from "#runtime/store/log/frame.ts";
import { advance, fire } from "#shared/flow/advance.ts";
import type { Effect } from "#shared/flow/effect.ts";
import { learnerOfId } from "#shared/flow/episode.ts";
import type { Control } from "#shared/flow/input.ts";
import type { World } from "#shared/flow/world.ts";
import { addElapsed } from "#shared/kernel/pause.ts";
import { msOf } from "#shared/signal/fields.ts";
import { buildPlan } from "#shared/strategy/plan.ts";
import { blockOf } from "./blocks.ts";
import { catchUp } from "./catch-up.ts";
import type { Counters } from "./counters.ts";
import type { Dispatcher } from "./dispatcher.ts";
import { forgetRows } from "./erase.ts";
import type { Globals } from "./globals.ts";
import { inboxItem } from "./inbox.ts";
import type { Journal } from "./journal.ts";
import { eventOf, linesOf } from "./lines.ts";
import { isSchoolWide, type Logged, learnerIdOf } from "./logged.ts";
import type { Outbox } from "./outbox.ts";
import { type Profiles, patchProfile } from "./profile.ts";
import type { EngineNews } from "./protocol.ts";
import type { Send } from "./send.ts";

/** What applying works with. */
export interface ApplyContext {
  db: EngineDb;
  world: World;
  globals: Globals;
  journal: Journal;
  outbox: Outbox;
  profiles: Profiles;
  counters: Counters;
  dispatcher: Dispatcher;
  /** The frames before a number, for features that a new plan needs. */
  history(beforeSeq: number): Iterable<Frame>;
  erasedToken(learner: string): string;
}

/** Applies frames to the world. */
export class Applier {
  readonly #context: ApplyContext;
  /** Learners whose block stands at or past the frame under replay are left alone; null outside a replay. */
  #isAhead: ((learner: number) => boolean) | null = null;
  /** In-app messages that came in with frames not committed yet; the engine tells them after the commit. */
  news: Extract<EngineNews, { news: "inbox" }>[] = [];
  /** Set when school-wide state changed: everything is flushed with the next commit. */
  isSchoolChanged = false;

  constructor(context: ApplyContext) {
    this.#context = context;
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
    for (const entry of frame.entries) {
      if (entry.kind === "events") this.#events(entry, frame.receivedAt, effects);
      else for (const line of linesOf(entry)) this.#input(JSON.parse(line) as Logged, frame, effects);
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
    const { world, counters, journal } = this.#context;
    counters.add("events received", entry.count);
    for (const line of linesOf(entry)) {
      try {
        advance(world, { is: "event", event: eventOf(line), isBackfill: entry.backfill }, effects);
        counters.add("events applied");
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
  }

  #input(input: Logged, frame: Frame, effects: Effect[]): void {
    const { journal } = this.#context;
    if (isSchoolWide(input)) this.isSchoolChanged = true;
    if (input.is === "publish")
      catchUp(this.#context.world.facts, buildPlan(input.document), this.#context.history(frame.seq));
    if (input.is === "erase") {
      journal.take(effects.splice(0), frame.seq);
      forgetRows(this.#context, input.learner, frame.receivedAt);
    }
    this.#control(input, effects);
    this.#beside(input, frame);
  }

  /** The world's part of an input. */
  #control(input: Logged, effects: Effect[]): void {
    const { world } = this.#context;
    if (input.is === "stopSends" || input.is === "release") return;
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

  /** What dispatch, ledgers and school-wide state keep of an input, beside the world. */
  #beside(input: Logged, frame: Frame): void {
    const { world, globals, profiles, journal, dispatcher } = this.#context;
    if (input.is === "upsert") {
      const learner = world.facts.learner(input.patch.id);
      profiles.set(learner, patchProfile(profiles.get(learner), input.patch));
      journal.attributes(learner);
    } else if (input.is === "settled") this.#settled(input);
    else if (input.is === "receipt") this.#receipt(input, frame.seq);
    else if (input.is === "claim" || input.is === "outcome") this.#task(input, frame.receivedAt);
    else if (input.is === "optOut" || input.is === "optIn") this.#consent(input, frame);
    else if (input.is === "settings") globals.settings = input.settings;
    else if (input.is === "stopSends") globals.isStopped = input.isStopped;
    else if (input.is === "resume") dispatcher.resume(frame.receivedAt);
    if (input.is === "stopSends") this.isSchoolChanged = true;
  }

  #settled(input: Extract<Logged, { is: "settled" }>): void {
    const { outbox, journal, dispatcher } = this.#context;
    const send = outbox.get(input.send);
    if (send === null) return;
    send.winner = input.winner ?? send.winner;
    send.providerId = input.providerId ?? send.providerId;
    if (input.state === "accepted" || input.state === "unknown" || input.state === "withheld")
      send.sendingAt ??= input.at;
    if (input.state === "accepted" && send.content === null) {
      const composed = dispatcher.compose(send);
      send.content = composed !== null && "content" in composed ? composed.content : null;
    }
    if (send.transport === null && input.state === "accepted") {
      send.transport = send.channel === "inapp" || send.channel === "task" ? "own" : "sandbox";
    }
    outbox.settle(send, input.state, input.at, input.reason);
    if (input.state !== "accepted") return;
    const content = JSON.stringify(send.content ?? {});
    if (send.channel === "inapp") {
      journal.add("INSERT INTO inbox (send, at, content) VALUES (?, ?, ?)", send.id, input.at, content);
      const learner = this.#context.world.facts.ids[learnerOfId(send.id)] ?? "";
      this.news.push({ news: "inbox", learner, item: inboxItem(send.id, input.at, send.content, null, null) });
    }
    if (send.channel === "task") {
      const { team, dueAt } = this.#taskOf(send);
      journal.add(
        "INSERT INTO tasks (send, team, content, state, created_at, due_at) VALUES (?, ?, ?, 'open', ?, ?)",
        send.id,
        team,
        content,
        input.at,
        dueAt,
      );
    }
    if (send.transport === "sandbox") dispatcher.imitate(send, input.at);
  }

  /** The group and the deadline of a task, by the version its episode runs on. */
  #taskOf(send: Send): { team: string; dueAt: number } {
    const { world } = this.#context;
    const strategy = world.program.byId.get(send.strategy);
    const episode = world.episodes.get(learnerOfId(send.id))?.find((one) => one.id === send.episode);
    const plan = strategy?.versions.get(episode?.version ?? "") ?? strategy?.plan;
    const node = plan?.nodes.get(send.node);
    if (node?.type !== "task") return { team: "", dueAt: send.expiresAt };
    const pauses = plan?.usesPauses === true ? world.settings.pauses : [];
    return { team: node.group, dueAt: addElapsed(pauses, send.decidedAt, msOf(node.within)) };
  }

  #receipt(input: Extract<Logged, { is: "receipt" }>, seq: number): void {
    const { outbox, journal, counters } = this.#context;
    const send = outbox.get(input.send);
    if (send === null) return;
    outbox.settle(send, input.state, input.at, null);
    journal.add(
      "INSERT INTO receipts (send, state, at, seq) VALUES (?, ?, ?, ?)",
      input.send,
      input.state,
      input.at,
      seq,
    );
    counters.add(`receipts ${input.state}`);
    if (input.state === "opened")
      journal.add(
        "UPDATE inbox SET read_at = min(coalesce(read_at, ?), ?) WHERE send = ?",
        input.at,
        input.at,
        input.send,
      );
    if (input.state === "acted")
      journal.add(
        "UPDATE inbox SET acted_at = min(coalesce(acted_at, ?), ?) WHERE send = ?",
        input.at,
        input.at,
        input.send,
      );
  }

  #task(input: Extract<Logged, { is: "claim" | "outcome" }>, at: number): void {
    const { journal } = this.#context;
    if (input.is === "claim") {
      journal.add(
        "UPDATE tasks SET state = 'claimed', claimed_by = ?, claimed_at = ? WHERE send = ? AND state = 'open'",
        input.by,
        at,
        input.send,
      );
    } else {
      journal.add(
        "UPDATE tasks SET state = 'done', outcome = ?, note = ?, done_at = ? WHERE send = ? AND state IN ('open', 'claimed')",
        input.outcome,
        input.note ?? null,
        at,
        input.send,
      );
    }
  }

  #consent(input: Extract<Logged, { is: "optOut" | "optIn" }>, { receivedAt, seq }: Frame): void {
    const { world, profiles, journal } = this.#context;
    const learner = world.facts.learner(input.learner);
    if (input.is === "optOut") {
      journal.add(
        "INSERT OR IGNORE INTO opt_outs (learner, channel, at, seq) VALUES (?, ?, ?, ?)",
        learner,
        input.channel,
        receivedAt,
        seq,
      );
    }
    if (input.channel === "all") return;
    const profile = profiles.get(learner);
    profiles.set(learner, { ...profile, consent: { ...profile.consent, [input.channel]: input.is === "optIn" } });
  }
}
