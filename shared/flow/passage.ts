// The running of one episode: opening, escalation, the walk from node to node, and its end. Everything a path does
// leaves a decision; everything pending at an end is cancelled with the reason.
import { assert } from "#shared/kernel/issue.ts";
import { addElapsed, type Pause } from "#shared/kernel/pause.ts";
import type { FlowNode } from "#shared/node/all.ts";
import { nodeKind } from "#shared/node/all.ts";
import type { Move, Wake } from "#shared/node/kind.ts";
import { type Plan, type PlanTier, targetsOf } from "#shared/strategy/plan.ts";
import type { Effect } from "./effect.ts";
import { type Episode, IDS_PER_LEARNER, type Path } from "./episode.ts";
import type { Look } from "./look.ts";
import type { LiveStrategy } from "./program.ts";
import { closePromise, openPromise } from "./promise.ts";
import { Visit } from "./visit.ts";

type Decided = Extract<Effect, { is: "decided" }>;

/** One episode at work during one look. */
export class Passage {
  readonly look: Look;
  readonly strategy: LiveStrategy;
  readonly plan: Plan;
  readonly episode: Episode;
  readonly out: Effect[];

  constructor(look: Look, strategy: LiveStrategy, episode: Episode, out: Effect[]) {
    const plan = strategy.versions.get(episode.version);
    assert(plan !== undefined, "episode without its version", { strategy: strategy.id, version: episode.version });
    this.look = look;
    this.strategy = strategy;
    this.plan = plan;
    this.episode = episode;
    this.out = out;
  }

  /** School pauses, where the strategy heeds them. */
  get pauses(): readonly Pause[] {
    return this.plan.usesPauses ? this.look.world.settings.pauses : [];
  }

  /** The tier the episode is in. */
  get tier(): PlanTier {
    const tier = this.plan.tiers.find((one) => one.id === this.episode.tier);
    assert(tier !== undefined, "episode in an unknown tier", { episode: this.episode.id, tier: this.episode.tier });
    return tier;
  }

  /** Enters a tier: decision, promise, then the tier's flow. */
  enterTier(tier: PlanTier, evidence: Episode["evidence"]): void {
    const { episode, look } = this;
    episode.tier = tier.id;
    episode.tierAt = look.now;
    episode.evidence = evidence;
    episode.ran = [];
    this.#decide(tier.id, "tier", null, evidence);
    openPromise(this, tier);
    this.#follow(tier.id, "enter");
  }

  /** Ends every lower-tier path and enters the higher tier (ruling 4). */
  escalate(tier: PlanTier, evidence: Episode["evidence"]): void {
    this.cancelAll("escalated");
    closePromise(this, "superseded", null);
    const from = { tier: this.episode.tier, version: this.episode.version };
    this.enterTier(tier, evidence);
    this.out.push({ is: "tiered", learner: this.look.learner, episode: this.episode, from });
  }

  /** Cancels whatever waits: each pending decision ends with the reason and its send, if any, is called back. */
  cancelAll(reason: string): void {
    for (const path of this.episode.paths) this.#giveUp(path, reason);
    this.episode.paths = [];
  }

  /** Ends one waiting path: its decision ends by no port, and its send is called back; a claimed task stays with its staff. */
  drop(path: Path, reason: string): void {
    this.episode.paths.splice(this.episode.paths.indexOf(path), 1);
    this.#giveUp(path, reason);
  }

  #giveUp(path: Path, reason: string): void {
    const { episode, out } = this;
    const { learner, now: at } = this.look;
    const id = path.decision;
    out.push({ is: "left", learner, episode, id, node: path.node, port: null, reason, at });
    const isSend = episode.sends.some((send) => send.id === id);
    if (isSend && path.isClaimed !== true) out.push({ is: "cancel", learner, id, reason, at });
  }

  /** Wakes one waiting path. In a paused strategy what would move it is held, and moves it once it falls due (ruling 8). */
  wake(path: Path, latest: Wake): void {
    if (path.held !== undefined && latest.why !== "due") return;
    const wake = path.held ?? latest;
    const node = this.#node(path.node);
    if (node === null) return;
    const kind = nodeKind(node.type);
    assert(kind !== null, "unknown node type", { type: node.type });
    const move = kind.wake(node, new Visit(this, path.enteredAt, null), wake);
    if (move === "stay") {
      // A new version of the node no longer goes on by what was held for the old one.
      delete path.held;
      return;
    }
    if (this.strategy.state === "paused") {
      path.held = wake;
      return;
    }
    this.episode.paths.splice(this.episode.paths.indexOf(path), 1);
    if (node.type === "task" && wake.why === "due" && path.isClaimed !== true) this.#recall(path);
    this.#leave(path.decision, node.id, move);
  }

  /** The instant at which a waiting path falls due, null where time alone will not move it. */
  pathDueAt(path: Path): number | null {
    const node = this.#node(path.node);
    if (path.held !== undefined) return Math.max(this.look.now, path.notBefore ?? 0);
    const due =
      node === null ? null : (nodeKind(node.type)?.dueAt(node, new Visit(this, path.enteredAt, null)) ?? null);
    return due === null || path.notBefore === undefined ? due : Math.max(due, path.notBefore);
  }

  /** Starts the flow at a node, as if a port led there (a move between versions). */
  startAt(node: string): void {
    this.#enterAll([node]);
  }

  /** The deadline of the goal: `within` of unpaused time after opening. */
  goalDueAt(): number {
    return addElapsed(this.pauses, this.episode.openedAt, this.plan.goal.withinMs);
  }

  #recall(path: Path): void {
    const { learner, now } = this.look;
    this.out.push({ is: "cancel", learner, id: path.decision, reason: "taskExpired", at: now });
  }

  #node(id: string): FlowNode | null {
    return this.plan.nodes.get(id) ?? null;
  }

  #follow(node: string, port: string): void {
    this.#enterAll(targetsOf(this.plan, node, port));
  }

  /** Enters nodes breadth first; a node that ran in this tier is where two paths meet and go on as one. */
  #enterAll(first: readonly string[]): void {
    const queue = [...first];
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      const node = this.#node(id);
      if (node === null || this.episode.ran.includes(id)) continue;
      this.episode.ran.push(id);
      const decision = this.#newId();
      const at = this.look.now;
      const kind = nodeKind(node.type);
      assert(kind !== null, "unknown node type", { type: node.type });
      const entry: Decided = { ...this.#decisionBase(decision, id, node.type, at), variant: null, evidence: null };
      this.out.push(entry);
      const move = kind.enter(node, new Visit(this, at, entry));
      if (move === "stay") this.episode.paths.push({ node: id, decision, enteredAt: at });
      else queue.push(...this.#leaveTo(decision, id, move));
    }
  }

  #leave(decision: number, node: string, move: Exclude<Move, "stay">): void {
    this.#enterAll(this.#leaveTo(decision, node, move));
  }

  #leaveTo(decision: number, node: string, move: Exclude<Move, "stay">): readonly string[] {
    const { learner, now } = this.look;
    const { episode } = this;
    const reason = move.reason ?? null;
    this.out.push({ is: "left", learner, episode, id: decision, node, port: move.leave, reason, at: now });
    return targetsOf(this.plan, node, move.leave);
  }

  #decide(node: string, kind: string, variant: string | null, evidence: Episode["evidence"] | null): number {
    const id = this.#newId();
    this.out.push({ ...this.#decisionBase(id, node, kind, this.look.now), variant, evidence });
    return id;
  }

  #decisionBase(id: number, node: string, kind: string, at: number) {
    const { episode, look } = this;
    return { is: "decided", learner: look.learner, episode, id, tier: episode.tier, node, kind, at } as const;
  }

  #newId(): number {
    const record = this.look.world.record(this.look.learner);
    record.idCount += 1;
    return this.look.learner * IDS_PER_LEARNER + record.idCount;
  }
}
