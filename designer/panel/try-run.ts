// A trial played: the interpreter over one learner, an event after the other, sends dispatched as in the engine. The same trial up to the
// same instant always gives the same state, whether it was stepped through or jumped over.
import { advance, fire } from "#shared/flow/advance.ts";
import { isInAudience } from "#shared/flow/assess.ts";
import type { Effect } from "#shared/flow/effect.ts";
import type { Control, Input } from "#shared/flow/input.ts";
import { Look } from "#shared/flow/look.ts";
import { HOLDOUT, TREATED } from "#shared/flow/visit.ts";
import { World } from "#shared/flow/world.ts";
import { assert } from "#shared/kernel/issue.ts";
import type { Evidence } from "#shared/signal/kind.ts";
import { type Plan, targetsOf } from "#shared/strategy/plan.ts";
import { TryBook, type TrySend } from "./try-book.ts";
import type { TryLine } from "./try-line.ts";
import type { Trial, TrialAct } from "./try-trial.ts";

/** How a trial stands at an instant. */
export interface TryState {
  readonly at: number;
  /** When the next thing happens that is told; null where nothing does before the end. */
  readonly nextAt: number | null;
  readonly lines: readonly TryLine[];
  readonly sends: readonly TrySend[];
  /** Whether the strategy is for this learner now. */
  readonly isInAudience: boolean;
  /** Signals that are on. */
  readonly on: readonly string[];
  /** The tiers of the open episodes. */
  readonly tiers: readonly string[];
  /** Nodes at which a path waits. */
  readonly here: readonly string[];
  /** Nodes entered and connections (`from port to`) taken so far. */
  readonly past: readonly string[];
}

/** Plays a trial up to `at`, and looks ahead for what happens next. */
export function play(trial: Trial, at: number): TryState {
  const run = new Run(trial);
  run.goTo(at);
  const state = run.state(at);
  return { ...state, nextAt: run.nextToldAt() };
}

/** The instant of the last thing that was told before `at`, or the start. */
export function before(trial: Trial, { lines }: TryState, at: number): number {
  return lines.findLast((line) => line.at < at)?.at ?? trial.startAt;
}

/** The only learner of a trial. */
const LEARNER = 0;
/** More rounds at one instant than any trial needs. */
const MOST_ROUNDS = 10_000;

type Timed = { at: number; input: Input; act: TrialAct | null };

class Run {
  readonly #trial: Trial;
  readonly #world = new World();
  readonly #book: TryBook;
  readonly #lines: TryLine[] = [];
  readonly #coming: Timed[];
  readonly #past = new Set<string>();
  #on = new Map<string, Evidence>();
  #isInAudience = true;

  constructor(trial: Trial) {
    this.#trial = trial;
    this.#book = new TryBook(trial, this.#world, (line) => this.#lines.push(line));
    this.#coming = comingOf(trial);
    this.#begin();
  }

  /** Plays all that happens up to an instant. */
  goTo(at: number): void {
    for (let next = this.#nextAt(); next <= at; next = this.#nextAt()) this.#step(next);
  }

  /** Plays on until something is told; its instant, or null where nothing is before the end. */
  nextToldAt(): number | null {
    const { length } = this.#lines;
    for (let next = this.#nextAt(); next <= this.#trial.endAt; next = this.#nextAt()) {
      this.#step(next);
      if (this.#lines.length > length) return next;
    }
    return null;
  }

  state(at: number): Omit<TryState, "nextAt"> {
    const episodes = this.#world.episodes.get(LEARNER) ?? [];
    return {
      at,
      lines: [...this.#lines],
      sends: this.#book.sends.map((send) => ({ ...send })),
      isInAudience: this.#isInAudience,
      on: [...this.#on.keys()],
      tiers: episodes.map(({ tier }) => tier),
      here: episodes.flatMap(({ paths }) => paths.map(({ node }) => node)),
      past: [...this.#past],
    };
  }

  /** The school, the learner and the strategy, before anything happens. */
  #begin(): void {
    const { school, learner, document, startAt } = this.#trial;
    const { zone, pauses, holdout } = school;
    const out: Effect[] = [];
    fire(this.#world, startAt, out);
    advance(this.#world, { is: "settings", settings: { zone, pauses, holdout } }, out);
    const own = learner.profile.zone === undefined ? {} : { zone: learner.profile.zone };
    advance(this.#world, { is: "learner", learner: learner.id, attributes: { ...learner.attributes }, ...own }, out);
    const arm = learner.isHoldout ? HOLDOUT : TREATED;
    for (const salt of [document.holdout?.salt, holdout?.salt]) {
      if (salt !== undefined) this.#world.record(LEARNER).arms[salt] = arm;
    }
    this.#lines.push({ is: "began", at: startAt });
    advance(this.#world, { is: "publish", document, state: "live", running: "finish", enrolPerHour: null }, out);
    this.#take(out);
    this.#watch(startAt, this.#lines.length);
  }

  #nextAt(): number {
    const coming = this.#coming[0]?.at ?? Number.POSITIVE_INFINITY;
    return Math.min(coming, this.#world.nextDueAt(), this.#book.nextAt);
  }

  /** Everything that happens at one instant, until nothing is left to happen there. */
  #step(at: number): void {
    const from = this.#lines.length;
    for (let round = 0; this.#nextAt() <= at; round += 1) {
      assert(round < MOST_ROUNDS, "a trial comes to rest", { at });
      const out: Effect[] = [];
      fire(this.#world, at, out);
      this.#take(out);
      while ((this.#coming[0]?.at ?? Number.POSITIVE_INFINITY) <= at) this.#apply(this.#coming.shift() as Timed, at);
      for (const receipt of this.#book.takeReceipts(at)) {
        this.#book.receive(receipt, at, false);
        this.#advance(receipt);
      }
      for (const settled of this.#book.dispatch(at)) this.#advance(settled);
    }
    this.#watch(at, from);
  }

  #apply({ input, act }: Timed, at: number): void {
    if (input.is === "event") {
      const { type, course } = input.event;
      this.#lines.push({ is: "event", at, type, course });
    }
    if (input.is === "receipt") this.#book.receive(input, at, true);
    if (act?.is === "outcome") this.#lines.push({ is: "outcome", at, send: act.send, outcome: act.outcome });
    if (act?.is === "outcome") this.#advance({ is: "claim", send: act.send, by: "try" });
    this.#advance(input);
  }

  #advance(input: Input | Control): void {
    const out: Effect[] = [];
    advance(this.#world, input, out);
    this.#take(out);
  }

  #take(effects: readonly Effect[]): void {
    for (const effect of effects) {
      const line = lineOf(effect);
      if (line !== null) this.#lines.push(line);
      if (effect.is === "decided") this.#pass(effect);
      if (effect.is === "left" && effect.port !== null) this.#passEdges(effect.node, effect.port);
      if (effect.is === "send") this.#book.add(effect);
      if (effect.is === "cancel") this.#book.cancel(effect);
    }
  }

  #pass({ node, kind, evidence }: Extract<Effect, { is: "decided" }>): void {
    this.#past.add(node);
    if (kind !== "tier") return;
    this.#passEdges(node, "enter");
    for (const signal of Object.keys(evidence ?? {})) this.#past.add(`${signal} on ${node}`);
  }

  #passEdges(node: string, port: string): void {
    for (const target of targetsOf(this.#plan, node, port)) this.#past.add(`${node} ${port} ${target}`);
  }

  get #plan(): Plan {
    const plan = this.#world.program.byId.get(this.#trial.document.id)?.plan;
    assert(plan !== undefined, "a trial has its strategy");
    return plan;
  }

  /** Tells which signals rose and fell, before what came of it (from line `from` on). It reads as a touch does, and leaves no trace. */
  #watch(at: number, from: number): void {
    const record = this.#world.record(LEARNER);
    const latches = { ...record.latches };
    const look = new Look(this.#world, LEARNER, at);
    const now = new Map<string, Evidence>();
    for (const id of this.#plan.signals.keys()) {
      const reading = this.#subjects(look)
        .map((subject) => look.reading(this.#plan, id, subject))
        .find(({ isOn }) => isOn);
      if (reading !== undefined) now.set(id, reading.evidence ?? {});
    }
    const subjects = this.#subjects(look);
    const isKeyed = typeof this.#trial.document.subject === "object";
    this.#isInAudience =
      (isKeyed && subjects.length === 0) || subjects.some((subject) => isInAudience(look, this.#plan, subject));
    record.latches = latches;
    const fell = [...this.#on.keys()].filter((id) => !now.has(id));
    const rose = [...now].filter(([id]) => !this.#on.has(id));
    const place = this.#lines.findIndex((line, index) => index >= from && line.is !== "event");
    this.#lines.splice(
      place === -1 ? this.#lines.length : place,
      0,
      ...fell.map((signal): TryLine => ({ is: "signalOff", at, signal })),
      ...rose.map(([signal, evidence]): TryLine => ({ is: "signalOn", at, signal, evidence })),
    );
    this.#on = now;
  }

  #subjects(look: Look): string[] {
    const { subject } = this.#trial.document;
    if (subject === "learner") return [""];
    const { facts } = this.#world;
    if (subject === "course") return facts.enrolmentsOf(LEARNER).map((row) => facts.enrolments.courseOf(row));
    return look.openKeys(this.#plan, subject.key);
  }
}

/** Events and what is done by hand, in order of time; of one instant the events first. */
function comingOf({ events, acts, learner }: Trial): Timed[] {
  const happening = events.map(({ key, at, type, course, data }): Timed => {
    const event = { id: key, learner: learner.id, at, type, course, data };
    return { at, input: { is: "event", event, isBackfill: false }, act: null };
  });
  const done = acts.map((act): Timed => {
    const { send, at } = act;
    if (act.is === "receipt") return { at, input: { is: "receipt", send, state: act.state, at }, act };
    return { at, input: { is: "outcome", send, outcome: act.outcome, by: "try" }, act };
  });
  return [...happening, ...done].sort((a, b) => a.at - b.at);
}

/** The line of an effect; null for one that needs none of its own. */
function lineOf(effect: Effect): TryLine | null {
  switch (effect.is) {
    case "opened":
      return { is: "opened", at: effect.episode.openedAt, number: effect.episode.number };
    case "decided":
      if (effect.kind === "tier") return { is: "tier", at: effect.at, tier: effect.node };
      return { is: "entered", at: effect.at, node: effect.node };
    case "left":
      return { is: "left", at: effect.at, node: effect.node, port: effect.port, reason: effect.reason };
    case "ended":
      return { is: "ended", at: effect.at, outcome: effect.outcome, reason: effect.reason };
    case "armed":
      return { is: "armed", at: effect.at, salt: effect.salt, arm: effect.arm };
    case "promise":
      return { is: "promise", at: effect.at, tier: effect.tier, state: effect.state };
    default:
      return null;
  }
}
