// The dispatcher: takes sends that are due, asks the gates, settles what never leaves the process, and hands the rest to
// transports one provider at a time. What it decides comes back to it as inputs from the log.

import { allow, type Breaker, closedBreaker, record } from "#runtime/transport/breaker.ts";
import type { SendResult } from "#runtime/transport/kind.ts";
import { defaultRetry, nextAttempt } from "#runtime/transport/retry.ts";
import { channelOf } from "#shared/channel/all.ts";
import { imitate } from "#shared/channel/sandbox.ts";
import type { Episode } from "#shared/flow/episode.ts";
import { learnerOfId } from "#shared/flow/episode.ts";
import { judge } from "#shared/flow/gates.ts";
import { createRenderer } from "#shared/message/render.ts";
import { type Candidate, order } from "#shared/policy/arbitration.ts";
import { isHostAllowed } from "#shared/policy/hosts.ts";
import type { Plan } from "#shared/strategy/plan.ts";
import { compose } from "./compose.ts";
import { Departures, type Request } from "./departures.ts";
import type { DispatchContext } from "./dispatch-context.ts";
import { DueQueue } from "./due-queue.ts";
import type { Departure, Logged, Settlement } from "./logged.ts";
import { Places } from "./places.ts";
import type { Send } from "./send.ts";

/** A send with all that its gates, its place among others and its content need. */
interface Case extends Candidate {
  send: Send;
  learner: number;
  episode: Episode;
  plan: Plan;
}

/** How soon a send is looked at again whose provider is down and does not say until when (ms). */
const DOWN_MS = 250;
/** How soon a send is looked at again that found its provider busy, should no place have become free for it before (ms). */
const BUSY_MS = 60_000;

/** The sandbox calls back on the minute, with whatever happened since, as providers do (ms). */
const RECEIPTS_MS = 60_000;
const STRATEGY_PAUSED = "strategyPaused";

function settled({ id }: Send, state: Settlement["state"], reason: string | null, at: number): Settlement {
  return { is: "settled", send: id, state, reason, at };
}

/** The dispatcher. */
export class Dispatcher {
  readonly #context: DispatchContext;
  readonly #renderer = createRenderer();
  readonly #breakers = new Map<string, Breaker>();
  readonly #places = new Places();
  /** What is to be logged at its time: receipts that are imitated, and what a provider said while the log had no room. */
  #waiting = new DueQueue<Logged>();
  readonly #departures = new Departures();

  constructor(context: DispatchContext) {
    this.#context = context;
  }

  /** When there is next something to do; Infinity when nothing waits. */
  nextAt(isStopped: boolean): number {
    return isStopped ? this.#waiting.minAt : Math.min(this.#context.outbox.nextDueAt, this.#waiting.minAt);
  }

  /** Requests handed out and not yet reported. */
  get underWayCount(): number {
    return this.#places.takenCount;
  }

  /** Judges what is due and gives the inputs that follow; requests wait until their departure is on the disk. */
  run(now: number, isStopped: boolean): Logged[] {
    const inputs: Logged[] = [];
    while (this.#waiting.minAt <= now) inputs.push(this.#waiting.pop());
    if (isStopped) return inputs;
    const cases: Case[] = [];
    for (const send of this.#context.outbox.takeDue(now)) {
      const found = this.#caseOf(send);
      if (found !== null) cases.push(found);
      // Held for another attempt when its episode ended: nobody wants it any more.
      else inputs.push(settled(send, "expired", send.outcome.reason ?? "episodeEnded", now));
    }
    for (const one of order(cases)) {
      const input = this.#dispatch(one, now);
      if (input !== null) inputs.push(input);
    }
    return inputs;
  }

  /** Takes back what could not be logged, until `now`: what was judged is judged again, what came from outside is logged then. */
  undo(inputs: readonly Logged[], now: number): void {
    for (const input of inputs) {
      const send = input.is === "settled" || input.is === "sending" ? this.#context.outbox.get(input.send) : null;
      // A request whose answer is known is not made again.
      if (input.is === "receipt" || send?.outcome.state === "sending") this.#waiting.push(now, input);
      else if (send !== null) {
        if (input.is === "sending") this.#stay(send);
        else send.sendingAt = null;
        this.#context.outbox.hold(send, now, "notRecorded");
      }
    }
  }

  /** The requests to hand to transports once their departure is synced; those that ended on the way out are not among them. */
  takeRequests(): Request[] {
    return this.#departures.takeAll().filter(({ id }) => {
      const isLeaving = this.#context.outbox.get(id)?.outcome.state === "sending";
      if (!isLeaving) this.#places.give(id);
      return isLeaving;
    });
  }

  /** A request whose departure cannot be recorded does not leave. */
  #stay(send: Send): void {
    this.#places.give(send.id);
    const leftBeforeAt = this.#departures.takeBack(send.id);
    if (leftBeforeAt !== undefined) send.sendingAt = leftBeforeAt;
  }

  /** What a transport says of a request. Gives the settlement to log, null where the send is held for another attempt. */
  report(id: number, result: SendResult, now: number): Settlement | null {
    const { outbox } = this.#context;
    const provider = this.#places.give(id) ?? "";
    this.#nextTo(provider, now);
    const send = outbox.get(id);
    if (send === null || send.outcome.state !== "sending") return null;
    this.#context.attempted(send, now, result.state, "reason" in result ? result.reason : null);
    const isUp = result.state === "accepted" || result.state === "refused";
    this.#breakers.set(provider, record(this.#breakers.get(provider) ?? closedBreaker, isUp, now));
    if (result.state === "accepted") {
      const base = settled(send, "accepted", null, now);
      return result.providerId === null ? base : { ...base, providerId: result.providerId };
    }
    if (result.state === "refused") return settled(send, "unreachable", `refused:${result.reason}`, now);
    if (result.state === "ambiguous" && channelOf(send.channel).describe().keyClass === "hold") {
      return settled(send, "unknown", result.reason, now);
    }
    return this.#again(send, result, now);
  }

  /** A send that was `sending` when the process died: sent again under its key where that is harmless, else unknown. */
  recover(send: Send, now: number): Settlement | null {
    const { keyClass } = channelOf(send.channel).describe();
    if (keyClass === "hold") return settled(send, "unknown", "restart", now);
    this.#context.outbox.hold(send, now, "restart");
    return null;
  }

  /** Revokes requests of a learner that were not handed out yet (ruling 13). */
  revoke(learner: number): void {
    for (const id of this.#departures.revoke((id) => learnerOfId(id) === learner)) this.#places.give(id);
  }

  /** Plans the receipts that the sandbox imitates for an accepted send; those the send already has are left out. */
  imitate(send: Send, acceptedAt: number): void {
    const { canOpen } = channelOf(send.channel).describe();
    const { rates } = this.#context.settings();
    const list = imitate(canOpen ? rates : { ...rates, opened: 0 }, this.#context.keyOf(send), acceptedAt);
    for (const { state, at } of list) {
      const logAt = Math.ceil(at / RECEIPTS_MS) * RECEIPTS_MS;
      if (send.outcome[`${state}At`] === null) this.#waiting.push(logAt, { is: "receipt", send: send.id, state, at });
    }
  }

  /** Forgets the receipts planned so far. */
  dropImitated(): void {
    this.#waiting = new DueQueue<Logged>();
  }

  /** Looks again at what was held for a paused strategy. */
  resume(now: number): void {
    for (const send of this.#context.outbox.pending()) {
      if (send.outcome.reason === STRATEGY_PAUSED) this.#context.outbox.hold(send, now, "resumed");
    }
  }

  /** Renders a send's content; used again when a replay finds an accepted send without it. */
  compose(send: Send): { content: Record<string, unknown> } | { reason: string } | null {
    const one = this.#caseOf(send);
    return one === null ? null : this.#compose(one);
  }

  #compose(one: Case): { content: Record<string, unknown> } | { reason: string } {
    const { send } = one;
    const { world, profiles } = this.#context;
    const learnerId = world.facts.ids[one.learner] ?? "";
    const linkFor = (kind: "resume" | "preferences" | "optOut") => this.#context.linkFor(learnerId, send.id, kind);
    const { courseOf } = this.#context;
    const settings = this.#context.settings();
    const { learner, episode, plan } = one;
    const profile = profiles.get(learner);
    const view = { world, settings, send, learner, episode, plan, profile, courseOf, linkFor };
    const composed = compose(this.#renderer, view);
    return "issue" in composed ? { reason: composed.issue.code } : composed;
  }

  /** Null where the episode or its version is gone. */
  #caseOf(send: Send): Case | null {
    const { world } = this.#context;
    const learner = learnerOfId(send.id);
    const episode = world.episodes.get(learner)?.find((one) => one.id === send.episode);
    const plan =
      episode === undefined ? undefined : world.program.byId.get(episode.strategy)?.versions.get(episode.version);
    if (episode === undefined || plan === undefined) return null;
    const tierRank = plan.tiers.find((tier) => tier.id === send.tier)?.rank ?? 0;
    const { priority } = plan;
    const key = this.#context.keyOf(send);
    return { send, learner, episode, plan, tierRank, priority, decidedAt: send.decidedAt, key };
  }

  #dispatch(one: Case, now: number): Settlement | Departure | null {
    const { world, outbox, profiles } = this.#context;
    const { send } = one;
    const strategy = world.program.byId.get(one.episode.strategy);
    if (strategy?.state === "paused") {
      outbox.hold(send, Number.MAX_SAFE_INTEGER, STRATEGY_PAUSED);
      return null;
    }
    const { learner, episode, plan } = one;
    const [settings, profile] = [this.#context.settings(), profiles.get(learner)];
    const verdict = judge({ world, settings, outbox, now, send, learner, episode, plan, profile });
    if (verdict.is === "hold") {
      outbox.hold(send, Math.min(verdict.until, Math.max(send.expiresAt, now + 1)), verdict.reason);
      return null;
    }
    if (verdict.is === "settle") {
      const base = settled(send, verdict.state, verdict.reason, now);
      return verdict.winner === null ? base : { ...base, winner: verdict.winner };
    }
    return this.#pass(one, now);
  }

  #pass(one: Case, now: number): Settlement | Departure | null {
    const { send } = one;
    if (send.withheld !== null) {
      send.sendingAt = now;
      return settled(send, "withheld", send.withheld, now);
    }
    if (send.content === null) {
      const composed = this.#compose(one);
      if ("reason" in composed) return settled(send, "unreachable", composed.reason, now);
      send.content = composed.content;
    }
    if (send.channel === "webhook") return this.#request(one, now);
    send.sendingAt = now;
    send.transport = send.channel === "inapp" || send.channel === "task" ? "own" : "sandbox";
    return settled(send, "accepted", null, now);
  }

  /** Hands a webhook out: allowed host, a place at the provider, breaker; then its departure, synced before the first byte. */
  #request({ send, plan }: Case, now: number): Settlement | Departure | null {
    const { outbox } = this.#context;
    const node = plan.nodes.get(send.node);
    const url = node?.type === "webhook" ? new URL(node.url) : null;
    if (url === null || !isHostAllowed(url.href, this.#context.settings().allowedHosts)) {
      return settled(send, "unreachable", "hostNotAllowed", now);
    }
    if (!this.#places.isFree(url.origin)) {
      this.#places.wait(url.origin, send.id);
      outbox.hold(send, now + BUSY_MS, "providerBusy");
      return null;
    }
    const permit = allow(this.#breakers.get(url.origin) ?? closedBreaker, now);
    this.#breakers.set(url.origin, permit.breaker);
    if (!permit.isAllowed) {
      outbox.hold(send, permit.retryAt ?? now + DOWN_MS, "providerDown");
      return null;
    }
    const key = this.#context.keyOf(send);
    const context = { to: url.href, type: `winback.${plan.id}.${send.node}`, decidedAt: send.decidedAt };
    const data = channelOf("webhook").encode(send.content ?? {}, context);
    this.#places.take(url.origin, send.id);
    const request = { key, channel: "webhook", to: url.href, data, at: now } as const;
    this.#departures.add({ news: "send", id: send.id, request }, send.sendingAt);
    // Takes its place of the caps at once: who is judged next in this round finds it taken.
    send.sendingAt = now;
    return { is: "sending", send: send.id, transport: "webhook", at: now };
  }

  /** A place became free: who has waited longest for it is due now. */
  #nextTo(provider: string, now: number): void {
    const { outbox } = this.#context;
    for (let id = this.#places.next(provider); id !== null; id = this.#places.next(provider)) {
      const send = outbox.get(id);
      if (send?.outcome.state !== "held" || send.outcome.reason !== "providerBusy") continue;
      outbox.hold(send, now, "providerBusy");
      return;
    }
  }

  #again(send: Send, result: Extract<SendResult, { state: "failed" | "ambiguous" }>, now: number): Settlement | null {
    const next = nextAttempt(send.attempts, result, { ...defaultRetry, key: this.#context.keyOf(send) });
    if (next === "giveUp" || now + next.afterMs >= send.expiresAt) {
      return settled(send, "expired", `failed:${result.reason}`, now);
    }
    this.#context.outbox.hold(send, now + next.afterMs, `retry:${result.reason}`);
    return null;
  }
}
