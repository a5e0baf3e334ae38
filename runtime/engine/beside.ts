// Beside the world: what dispatch, ledgers and school-wide state keep of an input once the world has taken it.
import type { Frame } from "#runtime/store/log/frame.ts";
import { learnerOfId } from "#shared/flow/episode.ts";
import { addElapsed } from "#shared/kernel/pause.ts";
import { msOf } from "#shared/signal/fields.ts";
import type { ApplyContext } from "./apply-context.ts";
import { inboxItem } from "./inbox.ts";
import type { Logged } from "./logged.ts";
import { patchProfile } from "./profile.ts";
import type { EngineNews } from "./protocol.ts";
import type { Send } from "./send.ts";

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
    settled: (input) => this.#settled(input),
    receipt: (input, { seq }) => this.#receipt(input, seq),
    claim: (input, { receivedAt }) => this.#task(input, receivedAt),
    outcome: (input, { receivedAt }) => this.#task(input, receivedAt),
    optOut: (input, frame) => this.#consent(input, frame),
    optIn: (input, frame) => this.#consent(input, frame),
    settings: ({ settings }) => {
      this.#context.globals.settings = settings;
    },
    stopSends: ({ isStopped }) => {
      this.#context.globals.isStopped = isStopped;
    },
    resume: (_input, { receivedAt }) => this.#context.dispatcher.resume(receivedAt),
  };

  #upsert({ patch }: LoggedOf<"upsert">): void {
    const { world, profiles, journal } = this.#context;
    const learner = world.facts.learner(patch.id);
    profiles.set(learner, patchProfile(profiles.get(learner), patch));
    journal.attributes(learner);
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
    if (send.channel === "task") this.#toTasks(send, input.at);
    if (send.transport === "sandbox") dispatcher.imitate(send, input.at);
  }

  /** A replay finds accepted sends whose content and transport were not committed: they come out the same again. */
  #complete(send: Send): void {
    if (send.content === null) {
      const composed = this.#context.dispatcher.compose(send);
      send.content = composed !== null && "content" in composed ? composed.content : null;
    }
    send.transport ??= send.channel === "inapp" || send.channel === "task" ? "own" : "sandbox";
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

  #toTasks(send: Send, at: number): void {
    const { team, dueAt } = this.#taskOf(send);
    this.#context.journal.add(
      "INSERT INTO tasks (send, team, content, state, created_at, due_at) VALUES (?, ?, ?, 'open', ?, ?)",
      send.id,
      team,
      JSON.stringify(send.content ?? {}),
      at,
      dueAt,
    );
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

  #receipt(input: LoggedOf<"receipt">, seq: number): void {
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

  #task(input: LoggedOf<"claim" | "outcome">, at: number): void {
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

  #consent(input: LoggedOf<"optOut" | "optIn">, { receivedAt, seq }: Frame): void {
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
