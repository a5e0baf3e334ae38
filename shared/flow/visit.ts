// A visit: what one node sees and may ask for while a path stands at it. Made often, so its methods live on the class.
import { bucketOf, pickWeighted, type Weighted } from "#shared/kernel/chance.ts";
import { assert } from "#shared/kernel/issue.ts";
import { addElapsed } from "#shared/kernel/pause.ts";
import { nextLocal } from "#shared/kernel/zone.ts";
import type { AwaitedOutcome, NodeView, SendOrder } from "#shared/node/kind.ts";
import type { Cause } from "#shared/state/condition.ts";
import type { Attribute } from "#shared/state/facts.ts";
import { messageOf, type Plan } from "#shared/strategy/plan.ts";
import type { Arm, Effect } from "./effect.ts";
import type { Episode } from "./episode.ts";
import type { Passage } from "./passage.ts";

/** Arm of the holdout that gets no message. */
export const HOLDOUT = "holdout";
/** Arm of a holdout that gets what is sent. */
export const TREATED = "treated";

/** One node's view of an episode at work. `entry` is the decision being made, null when a path is only looked at or woken. */
export class Visit implements NodeView {
  readonly now: number;
  readonly enteredAt: number;
  readonly #passage: Passage;
  readonly #entry: Extract<Effect, { is: "decided" }> | null;

  constructor(passage: Passage, enteredAt: number, entry: Extract<Effect, { is: "decided" }> | null) {
    this.now = passage.look.now;
    this.enteredAt = enteredAt;
    this.#passage = passage;
    this.#entry = entry;
  }

  attr(name: string): unknown {
    return this.#passage.look.attr(name);
  }

  isOn(signal: string): boolean {
    const { look, plan, episode } = this.#passage;
    return look.reading(plan, signal, episode.subject).isOn;
  }

  hasCause(cause: Cause): boolean {
    const { look, plan, episode } = this.#passage;
    return look.hasCause(plan, episode.subject, cause);
  }

  after(ms: number): number {
    return addElapsed(this.#passage.pauses, this.enteredAt, ms);
  }

  nextLocal(minuteOfDay: number, weekdays: readonly number[] | null, after: number = this.enteredAt): number {
    const { look } = this.#passage;
    return nextLocal(look.world.facts.zoneOf(look.learner), after, minuteOfDay, weekdays ?? undefined);
  }

  hasReached(node: string, outcome: AwaitedOutcome): boolean {
    return hasReached(this.#passage.episode, node, outcome);
  }

  /**
   * Chosen once by hash and the weights then in force; the stored arm wins ever after (ruling 28), save where this version
   * has no such arm: then the hash chooses among those there are, and the stored one stays.
   */
  arm(salt: string, options: readonly Weighted[]): string {
    const { look, plan, out } = this.#passage;
    const record = look.world.record(look.learner);
    const known = record.arms[salt];
    if (known !== undefined && options.some((option) => option.id === known)) return known;
    const logged = look.world.weights.get(salt);
    const weighted =
      logged === undefined ? options : options.map(({ id, weight }) => ({ id, weight: logged[id] ?? weight }));
    const id = look.world.facts.ids[look.learner] ?? "";
    const arm = pickWeighted(weighted, bucketOf(salt, id)) ?? weighted[weighted.length - 1]?.id ?? "";
    if (known !== undefined) return arm;
    record.arms[salt] = arm;
    out.push({ is: "armed", learner: look.learner, salt, arm, strategy: plan.id, at: look.now });
    return arm;
  }

  channelOf(message: string): string {
    return messageOf(this.#passage.plan, message).channel;
  }

  variantOf(id: string): string {
    const { plan } = this.#passage;
    const message = messageOf(plan, id);
    const first = message.variants[0];
    assert(first !== undefined, "message without variants", { id });
    const salt = saltOfMessage(plan, id);
    return salt === null ? first.id : this.arm(salt, message.variants);
  }

  send(order: SendOrder): void {
    const { look, episode, strategy, out } = this.#passage;
    const entry = this.#entry;
    assert(entry !== null, "a node sends only on entry", { node: order.message });
    entry.variant = order.variant;
    const { id, node } = entry;
    const holdouts = this.#holdouts();
    const withheld = episode.isHoldout ? HOLDOUT : strategy.state === "observe" ? "observe" : null;
    // Nobody is exposed to what is only observed; a variant that was held out was seen by nobody.
    const arms =
      withheld === "observe" ? [] : withheld === HOLDOUT ? holdouts : [...holdouts, ...this.#variantArm(order)];
    episode.sends.push({ id, node, tier: episode.tier, channel: order.channel, state: "decided", reason: null });
    const { tier, tierAt, version, evidence } = episode;
    const decided = { learner: look.learner, episode, id, tier, tierAt, node, order, at: look.now };
    out.push({ is: "send", ...decided, withheld, version, evidence, arms });
  }

  write(patch: Readonly<Record<string, Attribute | null>>): void {
    const { look, out } = this.#passage;
    const { facts } = look.world;
    const next: Record<string, Attribute> = { ...facts.attributes[look.learner] };
    for (const [name, value] of Object.entries(patch)) {
      if (value === null) delete next[name];
      else next[name] = value;
    }
    facts.describe(look.learner, next);
    look.isStale = true;
    out.push({ is: "attributes", learner: look.learner });
  }

  /** The arms of the holdouts: decided with the first send, task or webhook, alike for all arms, before any gate (ruling 27). */
  #holdouts(): Arm[] {
    const { episode, plan } = this.#passage;
    const arms: Arm[] = [];
    for (const holdout of [plan.document.holdout, episode.season]) {
      if (holdout === undefined || holdout === null || holdout.weight === 0) continue;
      const options = [
        { id: HOLDOUT, weight: holdout.weight },
        { id: TREATED, weight: 10_000 - holdout.weight },
      ];
      const arm = this.arm(holdout.salt, options);
      if (arm === HOLDOUT) episode.isHoldout = true;
      arms.push({ salt: holdout.salt, arm });
    }
    return arms;
  }

  #variantArm({ message, variant }: SendOrder): Arm[] {
    const salt = message === null ? null : saltOfMessage(this.#passage.plan, message);
    return salt === null || variant === null ? [] : [{ salt, arm: variant }];
  }
}

/** The salt under which a message's variant is chosen; null where there is nothing to choose. */
export function saltOfMessage(plan: Pick<Plan, "id" | "document">, id: string): string | null {
  const message = plan.document.messages?.[id];
  if (message === undefined || (message.variants.length === 1 && message.experiment === undefined)) return null;
  return message.experiment?.salt ?? `${plan.id}.${id}`;
}

/** Whether a send of that node in the episode reached the outcome; opened implies delivered, acted implies opened. */
function hasReached(episode: Episode, node: string, outcome: AwaitedOutcome): boolean {
  return episode.sends.some((send) => {
    if (send.node !== node) return false;
    if (outcome === "acted") return send.actedAt !== undefined;
    if (outcome === "opened") return send.openedAt !== undefined || send.actedAt !== undefined;
    return send.deliveredAt !== undefined || send.openedAt !== undefined || send.actedAt !== undefined;
  });
}
