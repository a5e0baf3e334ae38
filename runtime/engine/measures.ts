// The measures: what reports count, kept with the commits that change it. Units (exposures, sends, episodes, weeks of learners) change
// with effects, sends and events; the cells get the difference once a commit (report README: the one rule).
import type { EngineDb } from "#runtime/store/engine-db.ts";
import type { LearnerEvent } from "#shared/event/check.ts";
import type { Effect } from "#shared/flow/effect.ts";
import type { World } from "#shared/flow/world.ts";
import { instantOf, localDay } from "#shared/kernel/zone.ts";
import type { Exposure } from "#shared/report/unit.ts";
import type { Plan } from "#shared/strategy/plan.ts";
import { Cells } from "./cells.ts";
import { EpisodeUnits } from "./episode-units.ts";
import { Experiments } from "./experiments.ts";
import { Exposures, type Goal, Held } from "./exposures.ts";
import type { Logged, Settings } from "./logged.ts";
import { Origins, originOf } from "./origins.ts";
import type { Send } from "./send.ts";
import { SendUnits } from "./send-units.ts";

type Sent = Extract<Effect, { is: "send" }>;
type Left = Extract<Effect, { is: "left" }>;
/** Where an exposure begins. */
type Anchor = Pick<Sent, "learner" | "episode" | "version" | "evidence" | "at">;

/** The measures. */
export class Measures {
  readonly #world: World;
  readonly cells: Cells;
  readonly experiments: Experiments;
  readonly exposures: Exposures;
  readonly #origins: Origins;
  readonly #sends: SendUnits;
  readonly #episodes: EpisodeUnits;
  /** Beginnings of sends decided and not yet in the outbox. */
  readonly #decided = new Map<number, number>();
  #followed = 0;
  #next = { day: 0, zone: "", at: 0 };

  /** `settings`: those in force when it is asked. */
  constructor(db: EngineDb, world: World, settings: () => Settings) {
    this.#world = world;
    this.cells = new Cells(db);
    this.experiments = new Experiments(db);
    this.exposures = new Exposures(db, this.cells);
    this.#origins = new Origins(db);
    this.#sends = new SendUnits(db, this.cells, this.#origins, this.exposures, settings);
    this.#episodes = new EpisodeUnits(db, this.cells, this.#origins);
  }

  /** Reads what may still change at `now`. */
  load(now: number): void {
    this.exposures.load(now);
    this.#episodes.load();
  }

  /** Takes the effects of a frame as far as they have come: an event right after an anchor must find the exposure. */
  follow(effects: readonly Effect[]): void {
    for (; this.#followed < effects.length; this.#followed += 1) {
      const effect = effects[this.#followed];
      if (effect?.is === "send") this.#sent(effect);
      else if (effect?.is === "left") this.#left(effect);
      else if (effect?.is === "opened")
        this.#episodes.opened(effect.episode, this.#idOf(effect, effect.episode.openingTier, []));
      else if (effect?.is === "ended") this.#episodes.ended(effect.episode, effect.outcome);
    }
  }

  /** The effects followed were taken; those that come next are other ones. */
  taken(): void {
    this.#followed = 0;
  }

  /** Takes an event that the world has taken; what was decided before it has been followed. */
  event(event: LearnerEvent): void {
    if (this.exposures.isEmpty) return;
    const { facts } = this.#world;
    const learner = facts.find(event.learner);
    if (learner === undefined) return;
    const day = () => localDay(facts.zoneOf(learner), event.at);
    this.exposures.event(learner, event, this.#world.now, day);
  }

  /** The number of what a send began with. */
  originOfSend(id: number): number | null {
    const origin = this.#decided.get(id) ?? null;
    this.#decided.delete(id);
    return origin;
  }

  /** The number of what an open episode began with. */
  originOfEpisode(id: number): number | null {
    return this.#episodes.originOf(id);
  }

  /** A send is about to change, or was just decided; call before the change. */
  sendChanging(send: Send, isNew: boolean): void {
    this.#sends.changing(send, isNew);
  }

  /** A send has changed. */
  sendChanged(send: Send): void {
    this.#sends.changed(send);
  }

  /** Takes back all that was counted of a learner; `pending` are their sends in memory. */
  forget(learner: number, pending: readonly Send[]): void {
    this.#sends.forget(learner, pending);
    this.#episodes.forget(learner);
    this.exposures.forget(learner);
  }

  /** The local day of the school at an instant. */
  dayOf(at: number): number {
    return localDay(this.#world.settings.zone, at);
  }

  /** Brings the cells up to all that changed: before they are read between two commits. */
  count(): void {
    this.#sends.count();
    this.exposures.count();
  }

  /** The daily look, logged: deterministic, since it sees what all inputs before it left. */
  look(day: number): void {
    this.count();
    this.experiments.look(this.cells, day);
  }

  /** When the next look is due: at the beginning of the next day of the school; never without an experiment. */
  nextLookAt(): number {
    const { nextDay } = this.experiments;
    if (nextDay === null) return Number.POSITIVE_INFINITY;
    const { zone } = this.#world.settings;
    // Asked after every pump: days and zones are worked out once.
    if (this.#next.day !== nextDay || this.#next.zone !== zone)
      this.#next = { day: nextDay, zone, at: instantOf(zone, nextDay, 0) };
    return this.#next.at;
  }

  /** What a look at `now` logs: itself, and the weights that bandits have from today on. */
  lookAt(now: number): Logged[] {
    this.count();
    const { nextDay } = this.experiments;
    const day = Math.max(nextDay ?? 0, this.dayOf(now));
    const weights = this.experiments.reweigh(this.cells, day).map((one) => ({ is: "weights" as const, ...one }));
    return [{ is: "look", day }, ...weights];
  }

  /** Writes what changed, inside the caller's transaction. Sends' rows are the outbox's. */
  save(now: number): void {
    this.count();
    this.#sends.save();
    this.#episodes.saved();
    this.exposures.save();
    this.#origins.save();
    this.experiments.save();
    this.cells.save();
    this.exposures.prune(now);
  }

  /** Whether something waits to be written. */
  get isChanged(): boolean {
    return this.#sends.isChanged || this.exposures.isChanged || this.cells.isChanged || this.experiments.isChanged;
  }

  #idOf(begun: Omit<Anchor, "at"> & { at?: number }, tier: string, salts: readonly string[]): number {
    const { learner, episode, version, evidence, at = episode.openedAt } = begun;
    const { strategy, subject } = episode;
    return this.#origins.idOf({
      ...originOf(this.#world, { learner, strategy, subject, version, tier, evidence, at }),
      salts,
    });
  }

  #sent(effect: Sent): void {
    const { id, tier, arms, order, learner } = effect;
    for (const { salt, arm } of arms) this.#expose(effect, salt, arm, tier, order.channel);
    const salts = [...new Set([...arms.map(({ salt }) => salt), ...this.#splitsOf(effect)])].sort();
    for (const salt of salts) this.exposures.find(learner, salt)?.joined(id);
    this.#decided.set(id, this.#idOf(effect, tier, salts));
    if (effect.withheld === "holdout") this.#episodes.heldOut(effect.episode.id);
  }

  /** The splits of the strategy that the learner has come to before. */
  #splitsOf({ learner, episode, withheld }: Sent): string[] {
    if (withheld !== null) return [];
    return this.exposures.of(learner).flatMap(({ exposure: { salt } }) => {
      const { strategy, compared } = this.experiments.get(salt) ?? {};
      return compared?.by === "split" && strategy === episode.strategy ? [salt] : [];
    });
  }

  /** Whoever comes to a split is exposed to it, whichever way they leave: an arm without a message has an anchor too. */
  #left(effect: Left): void {
    const { episode, node, port } = effect;
    const strategy = this.#world.program.byId.get(episode.strategy);
    const split = strategy?.versions.get(episode.version)?.nodes.get(node);
    if (split?.type !== "split" || port === null || episode.isHoldout || strategy?.state === "observe") return;
    const { version, evidence, tier } = episode;
    this.#expose({ ...effect, version, evidence }, split.salt, port, tier, null);
  }

  #expose(anchor: Anchor, salt: string, arm: string, tier: string, channel: string | null): void {
    const known = this.exposures.find(anchor.learner, salt);
    if (known !== null) {
      if (known.exposure.arm !== arm && !known.exposure.isCrossed)
        this.exposures.change(known, { ...known.exposure, isCrossed: true });
      return;
    }
    const { learner, episode, version, evidence, at } = anchor;
    const { strategy, subject } = episode;
    const plan = this.#world.program.byId.get(strategy)?.versions.get(version);
    const experiment = this.experiments.get(salt);
    if (plan === undefined || experiment === null) return;
    const exposure: Exposure = {
      unit: "exposure",
      salt,
      arm,
      ...originOf(this.#world, { learner, strategy, subject, version, tier, evidence, at }),
      channel,
      at,
      windowMs: experiment.windowMs,
      goalDays: [],
      goalNeeded: plan.goal.days,
      isOptedOut: false,
      isComplained: false,
      isCrossed: false,
      first: null,
      sendCount: 0,
      openCount: 0,
      actCount: 0,
      costFen: 0,
    };
    this.exposures.begin(new Held(learner, goalOf(plan, subject), exposure));
  }
}

function goalOf({ goal, document }: Plan, subject: string): Goal {
  const field = document.subject;
  return { events: [...goal.events].sort(), about: field === "learner" ? null : { field, value: subject } };
}
