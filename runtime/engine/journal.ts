// The journal: effects of the world turned into rows, gathered until the commit that writes them all. Replaying what was
// committed already, it writes nothing and compares instead (ruling 19).
import type { EngineDb, Value } from "#runtime/store/engine-db.ts";
import { BatchReader, Scribe } from "#runtime/store/hands.ts";
import { channelOf } from "#shared/channel/all.ts";
import type { Effect } from "#shared/flow/effect.ts";
import { expiryOf } from "#shared/flow/gates.ts";
import type { World } from "#shared/flow/world.ts";
import { assert } from "#shared/kernel/issue.ts";
import { outcomeOf } from "#shared/outcome/lattice.ts";
import type { Counters } from "./counters.ts";
import type { Measures } from "./measures.ts";
import type { Outbox } from "./outbox.ts";
import type { Rollup } from "./rollup.ts";
import { sealOf } from "./seal.ts";
import type { Send } from "./send.ts";

type EffectOf<K extends Effect["is"]> = Extract<Effect, { is: K }>;

/** The parts of the engine that effects change. */
export interface JournalParts {
  db: EngineDb;
  world: World;
  outbox: Outbox;
  counters: Counters;
  rollup: Rollup;
  measures: Measures;
}

/** Gathers the rows of effects. */
export class Journal {
  readonly #db: EngineDb;
  readonly #world: World;
  readonly #outbox: Outbox;
  readonly #counters: Counters;
  readonly #rollup: Rollup;
  readonly #measures: Measures;
  /** Rows wait for seconds in a bulk: flat, they are few objects for the collector to carry along. */
  readonly #scribe = new Scribe();
  readonly #reader = new BatchReader();
  #isTaskChanged = false;

  constructor(parts: JournalParts) {
    this.#db = parts.db;
    this.#world = parts.world;
    this.#outbox = parts.outbox;
    this.#counters = parts.counters;
    this.#rollup = parts.rollup;
    this.#measures = parts.measures;
  }

  /** Notes that a row of a task is added or changed. */
  changeTask(sql: string, ...values: Value[]): void {
    this.#isTaskChanged = true;
    this.add(sql, ...values);
  }

  /** Whether a task changed since this was last asked. */
  takeTaskChange(): boolean {
    const isChanged = this.#isTaskChanged;
    this.#isTaskChanged = false;
    return isChanged;
  }

  /** Takes effects of a frame that was not committed yet. */
  take(effects: readonly Effect[], seq: number): void {
    this.#measures.follow(effects);
    for (const effect of effects) {
      (this.#writers[effect.is] as (effect: Effect, seq: number) => void)(effect, seq);
      this.#rollup.take(effect);
    }
    this.#measures.taken();
  }

  /** Compares effects of a frame that was committed with what stands there; a difference is a bug and stops the engine. */
  compare(effects: readonly Effect[], seq: number): void {
    const read = this.#db.sql("SELECT tier, node, kind, variant, at FROM decisions WHERE id = ?");
    for (const effect of effects) {
      if (effect.is !== "decided") continue;
      const row = read.get(effect.id);
      const isSame =
        row !== undefined &&
        row["tier"] === effect.tier &&
        row["node"] === effect.node &&
        row["kind"] === effect.kind &&
        row["variant"] === effect.variant &&
        row["at"] === effect.at;
      assert(isSame, "a replayed decision differs from the recorded one", {
        seq,
        id: effect.id,
        node: effect.node,
        at: effect.at,
      });
    }
  }

  /** Adds a row of another part of the engine to the same commit. */
  add(sql: string, ...values: Value[]): void {
    this.#scribe.note(sql, values);
  }

  /** An act of the HTTP side has its place in the log; `id` is empty where nobody will ask for it. */
  intent(id: string, seq: number): void {
    if (id !== "") this.add("INSERT OR IGNORE INTO intents (id, seq) VALUES (?, ?)", id, seq);
  }

  /** Writes everything gathered, inside the caller's transaction. */
  save(): void {
    this.#db.runAll(this.#reader, this.#scribe.take());
  }

  /** Rows that wait to be written. */
  get rowCount(): number {
    return this.#scribe.callCount;
  }

  readonly #writers: { [K in Effect["is"]]: (effect: EffectOf<K>, seq: number) => void } = {
    opened: (effect, seq) => this.#opened(effect, seq),
    tiered: ({ episode }) =>
      this.add(
        "UPDATE episodes SET tier = ?, tier_at = ?, version = ? WHERE id = ?",
        episode.tier,
        episode.tierAt,
        episode.version,
        episode.id,
      ),
    ended: (effect) => this.#ended(effect),
    decided: (effect, seq) => this.#decided(effect, seq),
    left: ({ id, port, reason, at }, seq) =>
      this.add(
        "INSERT INTO decision_ends (id, port, reason, at, seq) VALUES (?, ?, ?, ?, ?)",
        id,
        port,
        reason,
        at,
        seq,
      ),
    send: (effect) => this.#send(effect),
    cancel: (effect) => this.#cancel(effect),
    armed: ({ salt, learner, arm, strategy, at }) =>
      this.add(
        "INSERT INTO assignments (salt, learner, arm, strategy, at) VALUES (?, ?, ?, ?, ?)",
        salt,
        learner,
        arm,
        strategy,
        at,
      ),
    promise: (effect) => this.#promise(effect),
    attributes: ({ learner }) => this.attributes(learner),
  };

  /** Writes what a transport said of a request. */
  attempt(send: Send, at: number, result: string, reason: string | null): void {
    this.add(
      "INSERT INTO attempts (send, n, at, transport, result, reason) VALUES (?, ?, ?, ?, ?, ?)",
      send.id,
      send.attempts,
      at,
      send.transport ?? "",
      result,
      reason,
    );
  }

  /** Writes a learner's attributes as they now are. */
  attributes(learner: number): void {
    this.add(
      "UPDATE learners SET attributes = ? WHERE ix = ?",
      JSON.stringify(this.#world.facts.attributes[learner] ?? {}),
      learner,
    );
  }

  #opened({ episode, learner }: EffectOf<"opened">, seq: number): void {
    this.add(
      `INSERT INTO episodes (id, strategy, version, learner, subject, number, opened_at, tier, tier_at, is_holdout, origin, seq)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      episode.id,
      episode.strategy,
      episode.version,
      learner,
      episode.subject,
      episode.number,
      episode.openedAt,
      episode.tier,
      episode.tierAt,
      episode.isHoldout ? 1 : 0,
      this.#measures.originOfEpisode(episode.id),
      seq,
    );
    this.#counters.add("episodes");
    this.#counters.add("episodes open");
  }

  #ended({ episode, at, outcome, reason }: EffectOf<"ended">): void {
    this.add(
      "UPDATE episodes SET ended_at = ?, outcome = ?, reason = ?, is_holdout = ? WHERE id = ?",
      at,
      outcome,
      reason,
      episode.isHoldout ? 1 : 0,
      episode.id,
    );
    this.#counters.add("episodes open", -1);
    this.#counters.add(`episodes ${outcome}`);
  }

  #decided(effect: EffectOf<"decided">, seq: number): void {
    const { id, episode, tier, node, kind, variant, at } = effect;
    const evidence = effect.evidence === null ? null : JSON.stringify(effect.evidence);
    const seal = evidence === null ? null : sealOf(evidence);
    this.add(
      `INSERT INTO decisions (id, episode, tier, node, kind, variant, at, evidence, salt, digest, seq)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      episode.id,
      tier,
      node,
      kind,
      variant,
      at,
      evidence,
      seal?.salt ?? null,
      seal?.digest ?? null,
      seq,
    );
    this.#counters.add("decisions");
    this.#counters.add(`decisions ${kind}`);
    if (kind === "tier") this.#counters.add(`tier ${tier}`);
  }

  #promise({ episode, tier, state, reason, at }: EffectOf<"promise">): void {
    this.add(
      "INSERT INTO promises (episode, tier, state, reason, at) VALUES (?, ?, ?, ?, ?)",
      episode.id,
      tier,
      state,
      reason,
      at,
    );
    this.#counters.add(`promise ${state}`);
  }

  #send(effect: EffectOf<"send">): void {
    const { id, episode, order, at, tier, tierAt } = effect;
    const plan = this.#world.program.byId.get(episode.strategy)?.versions.get(episode.version);
    const send: Send = {
      id,
      episode: episode.id,
      strategy: episode.strategy,
      tier,
      node: effect.node,
      channel: channelOf(order.channel).id,
      message: order.message,
      variant: order.variant,
      recipient: order.to,
      withheld: effect.withheld,
      outcome: outcomeOf("decided", at),
      winner: null,
      transport: null,
      decidedAt: at,
      dueAt: at,
      expiresAt: expiryOf(plan, tier, tierAt, at),
      attempts: 0,
      sendingAt: null,
      settledAt: null,
      providerId: null,
      content: null,
      salt: null,
      digest: null,
      origin: this.#measures.originOfSend(id),
      costFen: null,
      isMachineOpened: false,
    };
    this.#outbox.add(send);
    if (effect.withheld === "holdout")
      this.add("UPDATE episodes SET is_holdout = 1 WHERE id = ? AND is_holdout = 0", episode.id);
  }

  /** A send not yet `sending` is called back; one that is stands (ruling 4). A task not claimed leaves the list. */
  #cancel({ id, reason, at }: EffectOf<"cancel">): void {
    const send = this.#outbox.get(id);
    if (send === null) return;
    if (send.outcome.state === "decided" || send.outcome.state === "held")
      this.#outbox.settle(send, "cancelled", at, reason);
    if (send.channel === "task") {
      const state = reason === "taskExpired" ? "expired" : "cancelled";
      this.changeTask("UPDATE tasks SET state = ?, done_at = ? WHERE send = ? AND state = 'open'", state, at, id);
    }
  }
}
