// The sends of a backtest: taken from what the interpreter orders, judged by the engine's own gates, and answered by a stated model of
// receipts instead of a transport: whatever passes the gates is accepted and never opened (ruling 30). Nothing leaves.
import { channelOf } from "#shared/channel/all.ts";
import type { ChannelId } from "#shared/channel/kind.ts";
import { DueHeap } from "#shared/kernel/heap.ts";
import { order } from "#shared/policy/arbitration.ts";
import { isHostAllowed } from "#shared/policy/hosts.ts";
import type { Profile } from "#shared/policy/recipient.ts";
import type { Plan } from "#shared/strategy/plan.ts";
import type { Effect } from "./effect.ts";
import { type Episode, learnerOfId } from "./episode.ts";
import { type CapTouch, expiryOf, type GateBook, type GateSend, type GateSettings, judge } from "./gates.ts";
import type { Control } from "./input.ts";
import type { World } from "./world.ts";

/** What dispatch goes by in a backtest: what the gates read, and the hosts that webhook nodes may call. */
export interface BacktestSettings extends GateSettings {
  readonly allowedHosts: readonly string[];
}

/** What became of a send, or what puts it off; `at` is UTC ms. */
export type BacktestSent =
  | {
      is: "settled";
      learner: number;
      channel: ChannelId;
      tier: string;
      state: string;
      reason: string | null;
      at: number;
    }
  | { is: "held"; reason: string };

interface Waiting extends GateSend {
  readonly decidedAt: number;
  readonly episode: number;
  readonly key: string;
  dueAt: number;
  outcome: { reason: string | null };
  isTaken: boolean;
}

interface Case {
  send: Waiting;
  learner: number;
  episode: Episode;
  plan: Plan;
}

type Settled = Extract<Control, { is: "settled" }>;

/** The book. */
export class BacktestBook implements GateBook {
  settings: BacktestSettings = { pauses: [], quiet: null, caps: [], allowedHosts: [] };
  readonly #world: World;
  readonly #profileOf: (learner: number) => Profile;
  readonly #tell: (what: BacktestSent) => void;
  readonly #waiting = new Map<number, Waiting>();
  /** Entries of the heap are numbers of turns: ids of sends are too large for its rows. */
  readonly #due = new DueHeap();
  readonly #turns = new Map<number, number>();
  #turn = 0;
  readonly #touches = new Map<number, (CapTouch & { isGhost: boolean })[]>();

  constructor(world: World, profileOf: (learner: number) => Profile, tell: (what: BacktestSent) => void) {
    this.#world = world;
    this.#profileOf = profileOf;
    this.#tell = tell;
  }

  /** When there is next something to do (may be early, never late); Infinity when nothing waits. */
  get nextAt(): number {
    return this.#due.minAt;
  }

  isUnderWay(id: number): boolean {
    return this.#waiting.get(id)?.isTaken === true;
  }

  touches(learner: number, since: number, isGhost: boolean): readonly CapTouch[] {
    return (this.#touches.get(learner) ?? []).filter((one) => one.at > since && one.isGhost === isGhost);
  }

  /** Takes a send that was decided. */
  add(effect: Extract<Effect, { is: "send" }>): void {
    const { id, learner, episode, tier, tierAt, node, order: wanted, at, withheld, version } = effect;
    const plan = this.#world.program.byId.get(episode.strategy)?.versions.get(version);
    const who = this.#world.facts.ids[learner] ?? "";
    const parts = [episode.strategy, who, episode.subject, String(episode.number), tier, node];
    const send: Waiting = {
      id,
      strategy: episode.strategy,
      tier,
      node,
      channel: channelOf(wanted.channel).id,
      recipient: wanted.to,
      withheld,
      expiresAt: expiryOf(plan, tier, tierAt, at),
      decidedAt: at,
      episode: episode.id,
      key: parts.map(encodeURIComponent).join("/"),
      dueAt: at,
      outcome: { reason: null },
      isTaken: false,
    };
    this.#waiting.set(id, send);
    this.#queue(send, at);
  }

  /** Calls back a send whose path has ended. */
  cancel({ id, reason, at }: Extract<Effect, { is: "cancel" }>): void {
    const send = this.#waiting.get(id);
    if (send !== undefined) this.#end(send, "cancelled", reason, at);
  }

  /** Judges what is due at `at`, all of it before any result is told to the interpreter; gives the results. */
  dispatch(at: number): Settled[] {
    const results: Settled[] = [];
    const cases: Case[] = [];
    for (const send of this.#takeDue(at)) {
      const one = this.#caseOf(send);
      if (one !== null) cases.push(one);
      else
        results.push({ is: "settled", send: send.id, state: "expired", reason: send.outcome.reason ?? "episodeEnded" });
    }
    for (const one of order(cases.map((each) => ({ ...each, ...standing(each) })))) {
      const result = this.#judge(one, at);
      if (result !== null) results.push({ is: "settled", send: one.send.id, ...result });
    }
    for (const { send: id, state, reason } of results) {
      const send = this.#waiting.get(id);
      if (send !== undefined) this.#end(send, state, reason, at);
    }
    return results;
  }

  #queue(send: Waiting, at: number): void {
    this.#turn += 1;
    this.#turns.set(this.#turn, send.id);
    this.#due.push(at, this.#turn);
  }

  #takeDue(at: number): Waiting[] {
    const taken = new Map<number, Waiting>();
    while (this.#due.minAt <= at) {
      const turn = this.#due.pop();
      const send = this.#waiting.get(this.#turns.get(turn) ?? -1);
      this.#turns.delete(turn);
      if (send !== undefined && send.dueAt <= at) taken.set(send.id, send);
    }
    return [...taken.values()];
  }

  #caseOf(send: Waiting): Case | null {
    const learner = learnerOfId(send.id);
    const episode = this.#world.episodes.get(learner)?.find(({ id }) => id === send.episode);
    const plan = episode && this.#world.program.byId.get(episode.strategy)?.versions.get(episode.version);
    return episode === undefined || plan === undefined ? null : { send, learner, episode, plan };
  }

  /** What becomes of a send now; null where it is put off. */
  #judge({ send, learner, episode, plan }: Case, now: number): Pick<Settled, "state" | "reason"> | null {
    const { settings } = this;
    const view = { world: this.#world, settings, outbox: this, now, send, learner, episode, plan };
    const verdict = judge({ ...view, profile: this.#profileOf(learner) });
    if (verdict.is === "hold") {
      send.dueAt = Math.min(verdict.until, Math.max(send.expiresAt, now + 1));
      send.outcome = { reason: verdict.reason };
      this.#tell({ is: "held", reason: verdict.reason });
      this.#queue(send, send.dueAt);
      return null;
    }
    if (verdict.is === "settle") return { state: verdict.state, reason: verdict.reason };
    const node = plan.nodes.get(send.node);
    if (send.withheld === null && node?.type === "webhook" && !isHostAllowed(node.url, settings.allowedHosts))
      return { state: "unreachable", reason: "hostNotAllowed" };
    this.#takePlace(send, learner, now);
    return send.withheld === null ? { state: "accepted", reason: null } : { state: "withheld", reason: send.withheld };
  }

  #takePlace(send: Waiting, learner: number, at: number): void {
    send.isTaken = true;
    const touch = { at, channel: send.channel, id: String(send.id), strategy: send.strategy };
    const list = this.#touches.get(learner);
    const one = { ...touch, isGhost: send.withheld !== null };
    if (list === undefined) this.#touches.set(learner, [one]);
    else list.push(one);
  }

  #end(send: Waiting, state: string, reason: string | null, at: number): void {
    this.#waiting.delete(send.id);
    const { channel, tier } = send;
    this.#tell({ is: "settled", learner: learnerOfId(send.id), channel, tier, state, reason, at });
  }
}

function standing({ send, plan }: Case) {
  const tierRank = plan.tiers.find(({ id }) => id === send.tier)?.rank ?? 0;
  return { tierRank, priority: plan.priority, decidedAt: send.decidedAt, key: send.key };
}
