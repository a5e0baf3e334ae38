// The sends of a trial: taken from what the interpreter orders, judged by the same gates as in the engine, and answered as its sandbox
// answers. What it decides goes back to the interpreter as inputs.
import { channelOf } from "#shared/channel/all.ts";
import type { ChannelId } from "#shared/channel/kind.ts";
import { imitate } from "#shared/channel/sandbox.ts";
import type { Effect } from "#shared/flow/effect.ts";
import { type CapTouch, expiryOf, type GateBook, type GateSend, judge } from "#shared/flow/gates.ts";
import type { Control } from "#shared/flow/input.ts";
import type { World } from "#shared/flow/world.ts";
import { join, type Outcome, outcomeOf } from "#shared/outcome/lattice.ts";
import { order } from "#shared/policy/arbitration.ts";
import { isHostAllowed } from "#shared/policy/hosts.ts";
import type { Evidence } from "#shared/signal/kind.ts";
import type { Plan } from "#shared/strategy/plan.ts";
import type { TryLine } from "./try-line.ts";
import type { Trial } from "./try-trial.ts";

/** A send of a trial; instants are UTC ms. */
export interface TrySend extends GateSend {
  readonly message: string | null;
  readonly variant: string | null;
  readonly decidedAt: number;
  /** The evidence as it stood at the decision, by signal, and the subject: what its text may print. */
  readonly evidence: Readonly<Record<string, Evidence>>;
  readonly subject: string;
  readonly episode: number;
  dueAt: number;
  outcome: Outcome;
  sendingAt: number | null;
  settledAt: number | null;
}

type Settled = Extract<Control, { is: "settled" }>;
type Receipt = Extract<Control, { is: "receipt" }>;
type Told = (line: TryLine) => void;

const RECEIPTS_MS = 60_000;
const accepted = { state: "accepted", reason: null } as const;

/** The book. */
export class TryBook implements GateBook {
  readonly sends: TrySend[] = [];
  readonly #trial: Trial;
  readonly #world: World;
  readonly #tell: Told;
  /** Receipts to come: `dueAt` is when they come in, their own `at` when it happened. */
  #receipts: { dueAt: number; receipt: Receipt }[] = [];

  constructor(trial: Trial, world: World, tell: Told) {
    this.#trial = trial;
    this.#world = world;
    this.#tell = tell;
  }

  /** When there is next something to do; Infinity when nothing waits. */
  get nextAt(): number {
    const first = this.#receipts[0]?.dueAt ?? Number.POSITIVE_INFINITY;
    return this.sends.reduce((least, send) => (isPending(send) ? Math.min(least, send.dueAt) : least), first);
  }

  /** The send of an id; null where there is none. */
  get(id: number): TrySend | null {
    return this.sends.find((send) => send.id === id) ?? null;
  }

  isUnderWay(id: number): boolean {
    const send = this.get(id);
    return send !== null && send.sendingAt !== null && send.settledAt === null;
  }

  touches(_learner: number, since: number, isGhost: boolean): readonly CapTouch[] {
    return this.sends.flatMap(({ id, channel, strategy, sendingAt, withheld }) =>
      sendingAt === null || sendingAt <= since || (withheld !== null) !== isGhost
        ? []
        : [{ at: sendingAt, channel, id: String(id), strategy }],
    );
  }

  /** Takes a send that was decided. */
  add(effect: Extract<Effect, { is: "send" }>): void {
    const { id, episode, tier, tierAt, node, order: wanted, at, withheld, evidence, version } = effect;
    const plan = this.#world.program.byId.get(episode.strategy)?.versions.get(version);
    this.sends.push({
      id,
      episode: episode.id,
      strategy: episode.strategy,
      subject: episode.subject,
      tier,
      node,
      channel: channelOf(wanted.channel).id,
      message: wanted.message,
      variant: wanted.variant,
      recipient: wanted.to,
      withheld,
      evidence,
      decidedAt: at,
      dueAt: at,
      expiresAt: expiryOf(plan, tier, tierAt, at),
      outcome: outcomeOf("decided", at),
      sendingAt: null,
      settledAt: null,
    });
    this.#tell({ is: "decided", at, send: id });
  }

  /** Calls back a send whose path has ended. What is out already stays out. */
  cancel({ id, reason, at }: Extract<Effect, { is: "cancel" }>): void {
    const send = this.get(id);
    if (send !== null && isPending(send)) this.#settle(send, "cancelled", reason, at);
  }

  /** The receipts that have come in by `at`. */
  takeReceipts(at: number): Receipt[] {
    const due = this.#receipts.filter(({ dueAt }) => dueAt <= at).map(({ receipt }) => receipt);
    this.#receipts = this.#receipts.filter(({ dueAt }) => dueAt > at);
    return due;
  }

  /** Notes a receipt at its send. */
  receive({ send: id, state, at }: Receipt, now: number, byHand: boolean): void {
    const send = this.get(id);
    if (send === null) return;
    send.outcome = join(send.outcome, outcomeOf(state, at));
    this.#tell({ is: "receipt", at: now, send: id, state, byHand });
  }

  /** Judges what is due at `at`, all of it before any result is told to the interpreter; gives the results. */
  dispatch(at: number): Settled[] {
    const due = this.sends.filter((send) => isPending(send) && send.dueAt <= at);
    const standing = due.map((send) => {
      const plan = this.#planOf(send);
      const tierRank = plan?.tiers.find(({ id }) => id === send.tier)?.rank ?? 0;
      const key = this.#keyOf(send);
      return { send, tierRank, priority: plan?.priority ?? 0, decidedAt: send.decidedAt, key };
    });
    const judged = order(standing).flatMap(({ send }) => {
      const result = this.#judge(send, at);
      return result === null ? [] : [{ send, result }];
    });
    return judged.map(({ send, result: { state, reason } }) => {
      this.#settle(send, state, reason, at);
      if (state === "accepted") this.#imitate(send, at);
      return { is: "settled", send: send.id, state, reason };
    });
  }

  /** What becomes of a send now; null where it is put off. */
  #judge(send: TrySend, now: number): Pick<Settled, "state" | "reason"> | null {
    const learner = 0;
    const { school, learner: who } = this.#trial;
    const episode = this.#world.episodes.get(learner)?.find(({ id }) => id === send.episode);
    const plan = this.#planOf(send);
    if (episode === undefined || plan === null)
      return { state: "expired", reason: send.outcome.reason ?? "episodeEnded" };
    const view = { world: this.#world, settings: school, outbox: this, now, send, learner, episode, plan };
    const verdict = judge({ ...view, profile: who.profile });
    if (verdict.is === "hold") {
      send.dueAt = Math.min(verdict.until, Math.max(send.expiresAt, now + 1));
      send.outcome = { ...join(send.outcome, outcomeOf("held", now, verdict.reason)), reason: verdict.reason };
      this.#tell({ is: "held", at: now, send: send.id, until: send.dueAt, reason: verdict.reason });
      return null;
    }
    if (verdict.is === "settle") return { state: verdict.state, reason: verdict.reason };
    if (send.withheld === null && !this.#isHostAllowed(send, plan))
      return { state: "unreachable", reason: "hostNotAllowed" };
    send.sendingAt = now;
    return send.withheld === null ? accepted : { state: "withheld", reason: send.withheld };
  }

  #isHostAllowed(send: TrySend, plan: Plan): boolean {
    const node = plan.nodes.get(send.node);
    return node?.type !== "webhook" || isHostAllowed(new URL(node.url).href, this.#trial.school.allowedHosts);
  }

  #settle(send: TrySend, state: Settled["state"] | "cancelled", reason: string | null, at: number): void {
    send.outcome = join(send.outcome, outcomeOf(state, at, reason));
    send.settledAt = at;
    this.#tell({ is: "settled", at, send: send.id, state, reason });
  }

  #imitate(send: TrySend, acceptedAt: number): void {
    if (!this.#trial.isImitating || send.channel === "task" || send.channel === "webhook") return;
    const { rates } = this.#trial.school;
    const { canOpen } = channelOf(send.channel).describe();
    for (const { state, at } of imitate(canOpen ? rates : { ...rates, opened: 0 }, this.#keyOf(send), acceptedAt)) {
      const dueAt = Math.ceil(at / RECEIPTS_MS) * RECEIPTS_MS;
      this.#receipts.push({ dueAt, receipt: { is: "receipt", send: send.id, state, at } });
    }
    this.#receipts.sort((a, b) => a.dueAt - b.dueAt);
  }

  #planOf(send: TrySend): Plan | null {
    return this.#world.program.byId.get(send.strategy)?.plan ?? null;
  }

  #keyOf({ strategy, subject, episode, node }: TrySend): string {
    return [strategy, this.#trial.learner.id, subject, episode, node].join("/");
  }
}

/** Whether a send still waits to be dispatched. */
export function isPending({ outcome: { state } }: TrySend): boolean {
  return state === "decided" || state === "held";
}

/** Channels whose sends a person can answer for by hand. */
export function isAnswerable(channel: ChannelId): boolean {
  return channel !== "task" && channel !== "webhook";
}
