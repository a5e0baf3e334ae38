// Beside the world: what dispatch, ledgers and school-wide state keep of an input once the world has taken it.
import type { Frame } from "#runtime/store/log/frame.ts";
import { learnerOfId } from "#shared/flow/episode.ts";
import type { ApplyContext } from "./apply-context.ts";
import { inboxItem } from "./inbox.ts";
import type { Logged } from "./logged.ts";
import { patchProfile } from "./profile.ts";
import type { EngineNews } from "./protocol.ts";
import { isPending, type Send } from "./send.ts";
import { actOnRow, openTask, type TaskInput } from "./task-rows.ts";

/** News of an in-app message. */
export type InboxNews = Extract<EngineNews, { news: "inbox" }>;

type LoggedOf<K extends Logged["is"]> = Extract<Logged, { is: K }>;

/** Results that take a place of a cap: a withheld send takes a ghost's. */
const tookPlace: ReadonlySet<string> = new Set(["accepted", "unknown", "withheld"]);

/** Keeps what inputs mean beside the world. */
export class Beside {
  readonly #context: ApplyContext;
  /** In-app messages of frames not committed yet. */
  readonly news: InboxNews[] = [];

  constructor(context: ApplyContext) {
    this.#context = context;
  }

  /** Takes one input; most mean nothing here. */
  take(input: Logged, frame: Frame): void {
    const taker = this.#takers[input.is] as ((input: Logged, frame: Frame) => void) | undefined;
    taker?.(input, frame);
  }

  readonly #takers: { [K in Logged["is"]]?: (input: LoggedOf<K>, frame: Frame) => void } = {
    upsert: (input) => this.#upsert(input),
    sending: (input) => this.#sending(input),
    settled: (input) => this.#settled(input),
    receipt: (input, { seq }) => this.#receipt(input, seq),
    claim: (input, { receivedAt }) => this.#task(input, receivedAt),
    outcome: (input, { receivedAt }) => this.#task(input, receivedAt),
    assign: (input, { receivedAt }) => this.#task(input, receivedAt),
    taskNote: (input, { receivedAt }) => this.#task(input, receivedAt),
    course: (input, { seq }) => this.#course(input, seq),
    resolve: ({ item, state, by }, { receivedAt }) =>
      this.#context.journal.add(
        "UPDATE quarantine SET state = ?, resolved_by = ?, resolved_at = ? WHERE id = ? AND state = 'open'",
        state,
        by,
        receivedAt,
        item,
      ),
    optOut: (input, frame) => this.#consent(input, frame),
    optIn: (input, frame) => this.#consent(input, frame),
    settings: ({ settings }, { receivedAt }) => {
      this.#context.globals.settings = settings;
      const { measures } = this.#context;
      measures.experiments.season(settings.holdout, measures.dayOf(receivedAt));
    },
    weights: ({ salt, weights }, { receivedAt }) => {
      const { measures } = this.#context;
      measures.experiments.weigh(salt, weights, measures.dayOf(receivedAt));
    },
    publish: ({ document }, { receivedAt }) => {
      const { measures } = this.#context;
      measures.experiments.publish(document, measures.dayOf(receivedAt));
    },
    look: ({ day }) => this.#context.measures.look(day),
    stopSends: ({ isStopped }) => {
      this.#context.globals.isStopped = isStopped;
    },
    resume: (_input, { receivedAt }) => this.#context.dispatcher.resume(receivedAt),
  };

  #course({ id, title, startsAt, endsAt }: LoggedOf<"course">, seq: number): void {
    const { globals, journal } = this.#context;
    globals.courses.set(id, { title, startsAt, endsAt });
    journal.add(
      `INSERT INTO courses (id, title, starts_at, ends_at, seq) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
         title = excluded.title, starts_at = excluded.starts_at, ends_at = excluded.ends_at, seq = excluded.seq`,
      id,
      title,
      startsAt,
      endsAt,
      seq,
    );
  }

  #upsert({ patch }: LoggedOf<"upsert">): void {
    const { world, profiles, journal } = this.#context;
    const learner = world.facts.learner(patch.id);
    profiles.set(learner, patchProfile(profiles.get(learner), patch));
    journal.attributes(learner);
  }

  /** What ended while it waited to leave, by an input before this one, stays. */
  #sending({ send: id, transport, at }: LoggedOf<"sending">): void {
    const { outbox } = this.#context;
    const send = outbox.get(id);
    if (send === null || !isPending(send)) return;
    send.content ??= this.#contentOf(send);
    outbox.change(send, () => {
      send.outcome = { ...send.outcome, state: "sending", reason: null };
      send.sendingAt = at;
      send.attempts += 1;
      send.transport = transport;
    });
  }

  #settled(input: LoggedOf<"settled">): void {
    const { outbox, dispatcher } = this.#context;
    const send = outbox.get(input.send);
    if (send === null) return;
    send.winner = input.winner ?? send.winner;
    send.providerId = input.providerId ?? send.providerId;
    if (tookPlace.has(input.state)) send.sendingAt ??= input.at;
    if (input.state === "accepted") this.#complete(send);
    outbox.settle(send, input.state, input.at, input.reason);
    if (input.state !== "accepted") return;
    if (send.channel === "inapp") this.#toInbox(send, input.at);
    if (send.channel === "task") openTask(this.#context.journal, this.#context.world, send, input.at);
    if (send.transport === "sandbox") dispatcher.imitate(send, input.at);
  }

  /** A replay finds accepted sends whose content and transport were not committed: they come out the same again. */
  #complete(send: Send): void {
    send.content ??= this.#contentOf(send);
    send.transport ??= send.channel === "inapp" || send.channel === "task" ? "own" : "sandbox";
  }

  #contentOf(send: Send): Send["content"] {
    const composed = this.#context.dispatcher.compose(send);
    return composed !== null && "content" in composed ? composed.content : null;
  }

  #toInbox(send: Send, at: number): void {
    const { journal, world } = this.#context;
    journal.add(
      "INSERT INTO inbox (send, at, content) VALUES (?, ?, ?)",
      send.id,
      at,
      JSON.stringify(send.content ?? {}),
    );
    const learner = world.facts.ids[learnerOfId(send.id)] ?? "";
    this.news.push({ news: "inbox", learner, item: inboxItem(send.id, at, send.content, null, null) });
  }

  #receipt(input: LoggedOf<"receipt">, seq: number): void {
    const { outbox, journal, counters } = this.#context;
    const send = outbox.get(input.send);
    if (send === null) return;
    outbox.change(send, () => opened(send, input));
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

  #task(input: TaskInput, at: number): void {
    const { journal, outbox, rollup } = this.#context;
    const send = outbox.get(input.send);
    if (send !== null) actOnRow(journal, rollup, send.strategy, input, at);
  }

  #consent(input: LoggedOf<"optOut" | "optIn">, { receivedAt, seq }: Frame): void {
    const { world, profiles, journal, measures } = this.#context;
    const learner = world.facts.learner(input.learner);
    if (input.is === "optOut") {
      measures.exposures.optedOut(learner, receivedAt);
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

/** An open that a machine made is one only until a person opens. */
function opened(send: Send, { state, isMachine }: LoggedOf<"receipt">): void {
  if (state === "opened" || state === "acted")
    send.isMachineOpened = isMachine === true && send.outcome.openedAt === null;
}
