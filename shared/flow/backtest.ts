// A backtest: one plan over what was logged, in a world of its own, with the interpreter and the gates of the engine and no transport. The
// same plan over the same inputs opens the same episodes in the same tiers at the same instants as the engine did.
import type { LearnerEvent } from "#shared/event/check.ts";
import { NumberColumn } from "#shared/kernel/column.ts";
import { HOUR_MS } from "#shared/kernel/duration.ts";
import { assert } from "#shared/kernel/issue.ts";
import type { Profile } from "#shared/policy/recipient.ts";
import type { Strategy } from "#shared/strategy/document.ts";
import { buildPlan, type Plan } from "#shared/strategy/plan.ts";
import { advance, fire } from "./advance.ts";
import { BacktestBook, type BacktestSent, type BacktestSettings } from "./backtest-book.ts";
import { changedCohorts } from "./cohort.ts";
import type { Effect, EpisodeOutcome } from "./effect.ts";
import type { Control, Input } from "./input.ts";
import { planFeatures } from "./program.ts";
import { World } from "./world.ts";

/** Inputs of the log that concern other plans, or sends that this run never made. */
type Dropped = Extract<
  Control,
  {
    is:
      | "publish"
      | "pause"
      | "resume"
      | "goLive"
      | "archive"
      | "settled"
      | "receipt"
      | "claim"
      | "outcome"
      | "settings";
  }
>;

/** What a backtest takes: the world's inputs without those of other plans and of dispatch; settings with what the gates read. */
export type BacktestInput =
  | Exclude<Input, Dropped>
  | { is: "settings"; settings: Extract<Control, { is: "settings" }>["settings"] & BacktestSettings }
  /** What dispatch knows of a learner from now on. */
  | { is: "profile"; learner: string; profile: Profile };

/** What happened in a backtest. Instants are UTC ms; `learner` is the row in the run's world, `episode` is unique in the run. */
export type BacktestNews =
  | BacktestSent
  | { is: "entered"; learner: number; subject: string; episode: number; number: number; tier: string; at: number }
  | { is: "ended"; episode: number; at: number; outcome: EpisodeOutcome; reason: string }
  | { is: "left"; learner: number; course: string | null; type: string; at: number };

/** More rounds at one instant than any strategy needs. */
const MOST_ROUNDS = 100_000;

/** One run. It owns its world; inputs come in order of their instants. */
export class Backtest {
  readonly world = new World();
  readonly plan: Plan;
  /** The first event of each learner by its own instant (UTC ms). */
  readonly firstAt = new NumberColumn();
  readonly #tell: (news: BacktestNews) => void;
  readonly #book: BacktestBook;
  readonly #profiles = new Map<number, Profile>();
  /** Features whose cohort figures the log has; those of the others are computed here, on the hour, as the engine would have. */
  readonly #logged = new Set<string>();
  #cohortsAt = Number.NEGATIVE_INFINITY;
  /** Whether anything came in since those were last computed. */
  #isMoved = true;
  #isStarted = false;

  constructor(document: Strategy, tell: (news: BacktestNews) => void) {
    this.plan = buildPlan(document);
    this.#tell = tell;
    this.#book = new BacktestBook(this.world, (learner) => this.#profiles.get(learner) ?? {}, tell);
    for (const spec of planFeatures(this.plan)) this.world.facts.keep(spec);
  }

  /** Brings the plan into force as of an instant (UTC ms), as a first publish does: who matches already is not let in. */
  start(at: number): void {
    assert(!this.#isStarted, "a backtest starts once", { at });
    this.passTo(at);
    this.#isStarted = true;
    const { document } = this.plan;
    this.#advance({ is: "publish", document, state: "live", running: "finish", enrolPerHour: null });
  }

  /** Lets time pass up to an instant (UTC ms): everything due happens as of its own. */
  passTo(at: number): void {
    for (let next = this.#nextAt(); next <= at; next = this.#nextAt()) this.#rest(next);
    fire(this.world, at, []);
  }

  /** Applies what came in together at an instant (UTC ms), then dispatches what it made due. */
  take(at: number, inputs: Iterable<BacktestInput>): void {
    this.passTo(at);
    for (const input of inputs) this.#take(input);
    this.#isMoved = true;
    this.#rest(at);
  }

  /** What dispatch knows of a learner by name. */
  profileOf(id: string): Profile {
    const learner = this.world.facts.find(id);
    return (learner === undefined ? undefined : this.#profiles.get(learner)) ?? {};
  }

  #nextAt(): number {
    return Math.min(this.world.nextDueAt(), this.#book.nextAt, this.#cohortsDueAt());
  }

  /** Everything that happens at one instant, until nothing is left to happen there. */
  #rest(at: number): void {
    for (let round = 0; round === 0 || this.#nextAt() <= at; round += 1) {
      assert(round < MOST_ROUNDS, "a backtest comes to rest", { at });
      const out: Effect[] = [];
      fire(this.world, at, out);
      this.#see(out);
      this.#refreshCohorts(at);
      for (const settled of this.#book.dispatch(at)) this.#advance(settled);
    }
  }

  #cohortsDueAt(): number {
    const features = this.world.program.cohortFeatures;
    if (features.size === 0 || !this.#isMoved) return Number.POSITIVE_INFINITY;
    const isAsked = [...features].some((feature) => !this.#logged.has(feature));
    return isAsked ? Math.max(this.#cohortsAt, this.world.now) : Number.POSITIVE_INFINITY;
  }

  #refreshCohorts(at: number): void {
    if (this.#cohortsDueAt() > at) return;
    this.#isMoved = false;
    this.#cohortsAt = (Math.floor(at / HOUR_MS) + 1) * HOUR_MS;
    const figures = changedCohorts(this.world).filter(([feature]) => !this.#logged.has(feature));
    if (figures.length > 0) this.#advance({ is: "cohorts", figures });
  }

  #take(input: BacktestInput): void {
    if (input.is === "profile") {
      this.#profiles.set(this.world.facts.learner(input.learner), input.profile);
      return;
    }
    if (input.is === "cohorts") for (const [feature] of input.figures) this.#logged.add(feature);
    if (input.is === "settings") this.#book.settings = input.settings;
    this.#advance(input);
    if (input.is === "event") this.#note(input.event);
    if (input.is === "optOut" || input.is === "optIn") this.#consent(input);
  }

  #note({ learner: id, at, course, type }: LearnerEvent): void {
    const learner = this.world.facts.find(id);
    if (learner === undefined) return;
    this.firstAt.lower(learner, at);
    if (this.plan.churn.has(type)) this.#tell({ is: "left", learner, course, type, at });
  }

  #consent({ is, learner: id, channel }: Extract<BacktestInput, { is: "optOut" | "optIn" }>): void {
    if (channel === "all") return;
    const learner = this.world.facts.learner(id);
    const profile = this.#profiles.get(learner) ?? {};
    this.#profiles.set(learner, { ...profile, consent: { ...profile.consent, [channel]: is === "optIn" } });
  }

  #advance(input: Input): void {
    const out: Effect[] = [];
    advance(this.world, input, out);
    this.#see(out);
  }

  #see(effects: readonly Effect[]): void {
    for (const effect of effects) {
      if (effect.is === "send") this.#book.add(effect);
      else if (effect.is === "cancel") this.#book.cancel(effect);
      else if (effect.is === "decided" && effect.kind === "tier") {
        const { learner, episode, tier, at } = effect;
        const { id, subject, number } = episode;
        this.#tell({ is: "entered", learner, subject, episode: id, number, tier, at });
      } else if (effect.is === "ended") {
        const { episode, at, outcome, reason } = effect;
        this.#tell({ is: "ended", episode: episode.id, at, outcome, reason });
      }
    }
  }
}
