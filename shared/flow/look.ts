// One look at one learner at one instant: signal readings (each at most once), conditions, and the earliest instant at
// which time alone may change any of them.

import type { Pause } from "#shared/kernel/pause.ts";
import { type Also, type CohortFigure, offReading, type Reading, type SignalView } from "#shared/signal/kind.ts";
import { derivedAttribute } from "#shared/state/attribute.ts";
import type { Cause, ConditionView } from "#shared/state/condition.ts";
import type { Facts } from "#shared/state/facts.ts";
import type { OpenItems } from "#shared/state/open-items.ts";
import type { Plan } from "#shared/strategy/plan.ts";
import type { BoundSignal } from "./program.ts";
import { cohortKey, type World } from "./world.ts";

const WEEK_MS = 7 * 86_400_000;
/** 1970-01-05 was a Monday: weeks of cohorts start there. */
const MONDAY_MS = 4 * 86_400_000;

/** The cohort week of an instant. */
export function cohortWeek(at: number): number {
  return Math.floor((at - MONDAY_MS) / WEEK_MS);
}

function alsoOf({ since, evidence }: Reading): Also {
  return { since, evidence: evidence ?? {} };
}

/** A reading whose evidence names the course it was made in. */
function inCourse(reading: Reading, course: string): Reading {
  const evidence = { ...reading.evidence, course };
  return reading.also === undefined
    ? { ...reading, evidence }
    : { ...reading, evidence, also: reading.also.map((one) => ({ ...one, evidence: { ...one.evidence, course } })) };
}

/** A look at one learner at one instant. Made anew for every touch. */
export class Look {
  readonly world: World;
  readonly learner: number;
  readonly now: number;
  /** The earliest instant at which a reading made so far may change by time alone. */
  nextAt = Number.POSITIVE_INFINITY;
  /** Set when a node wrote attributes: what was read may not hold any more, the learner is looked at again. */
  isStale = false;
  readonly #readings = new Map<string, Reading>();
  /** The readings as plans asked for them: by signal id, with the subject where there is one. */
  readonly #ofPlan = new Map<Plan, Map<string, Reading>>();

  constructor(world: World, learner: number, now: number) {
    this.world = world;
    this.learner = learner;
    this.now = now;
  }

  /** Remembers an instant at which something may change. */
  wakeBy(at: number | null): void {
    if (at !== null && at > this.now && at < this.nextAt) this.nextAt = at;
  }

  /**
   * The reading of a signal of a plan for an episode's subject (empty: the learner). A score is read by the plan's own
   * definition: another plan may bind the same meaning under other names.
   */
  reading(plan: Plan, id: string, subject: string): Reading {
    let known = this.#ofPlan.get(plan);
    if (known === undefined) {
      known = new Map();
      this.#ofPlan.set(plan, known);
    }
    const key = subject === "" ? id : `${id} ${subject}`;
    let reading = known.get(key);
    if (reading === undefined) {
      reading = this.#readFor(plan, id, subject);
      known.set(key, reading);
    }
    return reading;
  }

  #readFor(plan: Plan, id: string, subject: string): Reading {
    const signal = this.world.program.signal(plan, id);
    const def = plan.signals.get(id)?.def;
    if (def?.kind === "score") return this.#read({ ...signal, def }, -1, null, plan, subject);
    const key =
      typeof plan.document.subject === "object" && signal.keyField === plan.document.subject.key ? subject : null;
    if (signal.scope === "learner") return this.#read(signal, -1, key, plan, subject);
    const { facts } = this.world;
    if (plan.document.subject === "course") {
      const row = facts.enrolmentOf(this.learner, subject);
      return row === -1 ? offReading : this.#read(signal, row, key, plan, subject);
    }
    return this.#anyCourse(signal, key, plan, subject);
  }

  /** The condition's view for a subject of a plan. */
  conditionView(plan: Plan, subject: string): ConditionView {
    return {
      now: this.now,
      attr: (name) => this.attr(name),
      isOn: (signal) => this.reading(plan, signal, subject).isOn,
      hasCause: (cause) => this.hasCause(plan, subject, cause),
    };
  }

  /** An attribute of the learner; `enrolledAt` and `courses` come from the enrolments. */
  attr(name: string): unknown {
    const { facts } = this.world;
    if (name === "enrolledAt" || name === "courses") return derivedAttribute(facts, this.learner, name);
    return facts.attributes[this.learner]?.[name];
  }

  /** The keys under which a plan's keyed signals know something that is not closed. */
  openKeys(plan: Plan, field: string): string[] {
    const keys = new Set<string>();
    for (const id of plan.signals.keys()) {
      const signal = this.world.program.signal(plan, id);
      if (signal.keyField !== field) continue;
      const rows = signal.scope === "learner" ? [this.learner] : this.world.facts.enrolmentsOf(this.learner);
      for (const row of rows) {
        for (const [key, item] of (signal.stores[0] as OpenItems).items(row)) {
          if (item.closedAt === null && item.openedAt !== null) keys.add(key);
        }
      }
    }
    return [...keys].sort();
  }

  /** Whether a signal of that cause is on. */
  hasCause(plan: Plan, subject: string, cause: Cause): boolean {
    for (const signal of plan.signals.values()) {
      if (signal.causes.includes(cause) && this.reading(plan, signal.id, subject).isOn) return true;
    }
    return false;
  }

  /** Holds for any course: evidence names the one with the earliest `since`, ties by course id (ruling 1). */
  #anyCourse(signal: BoundSignal, key: string | null, plan: Plan, subject: string): Reading {
    const rows = this.world.facts.enrolmentsOf(this.learner);
    const on = rows.map((row) => this.#read(signal, row, key, plan, subject)).filter((reading) => reading.isOn);
    const [first, second] = on;
    if (first === undefined) return offReading;
    if (second === undefined) return first;
    const best = on.reduce((a, b) => ((b.since ?? 0) < (a.since ?? 0) ? b : a));
    return { ...best, also: on.flatMap((one) => [...(one === best ? [] : [alsoOf(one)]), ...(one.also ?? [])]) };
  }

  #read(signal: BoundSignal, enrolment: number, key: string | null, plan: Plan, subject: string): Reading {
    const isScore = signal.def.kind === "score";
    const course = enrolment === -1 ? "" : this.world.facts.enrolments.courseOf(enrolment);
    const memo = `${signal.tag} ${course} ${key ?? ""}${isScore ? `${plan.hash} ${subject}` : ""}`;
    const known = this.#readings.get(memo);
    if (known !== undefined) return known;
    const view = new ReadingView(this, signal, enrolment, key, plan, subject);
    let reading = signal.kind.read(signal.def, signal.stores, view);
    reading = this.#date(reading, memo);
    if (reading.isOn && enrolment !== -1) reading = inCourse(reading, course);
    this.wakeBy(reading.nextAt);
    this.#readings.set(memo, reading);
    return reading;
  }

  /** A signal that cannot date its own rise is dated by the first look that saw it on. */
  #date(reading: Reading, memo: string): Reading {
    const latches = this.world.records.get(this.learner)?.latches;
    if (!reading.isOn || reading.since !== null) {
      if (!reading.isOn && latches !== undefined && memo in latches) delete latches[memo];
      return reading;
    }
    const since = latches?.[memo] ?? this.now;
    if (latches?.[memo] === undefined) this.world.record(this.learner).latches[memo] = since;
    return { ...reading, since };
  }
}

/** What one reading may look at. Made for every reading, so its methods live on the class. */
class ReadingView implements SignalView {
  readonly now: number;
  readonly facts: Facts;
  readonly learner: number;
  readonly enrolment: number;
  readonly key: string | null;
  readonly pauses: readonly Pause[];
  readonly #look: Look;
  readonly #plan: Plan;
  readonly #subject: string;

  constructor(look: Look, signal: BoundSignal, enrolment: number, key: string | null, plan: Plan, subject: string) {
    this.now = look.now;
    this.facts = look.world.facts;
    this.learner = look.learner;
    this.enrolment = enrolment;
    this.key = key;
    this.pauses = signal.usesPauses ? look.world.settings.pauses : [];
    this.#look = look;
    this.#plan = plan;
    this.#subject = subject;
  }

  get zone(): string {
    return this.facts.zoneOf(this.learner);
  }

  attr(name: string): unknown {
    return this.#look.attr(name);
  }

  cohort(feature: string): CohortFigure | null {
    if (this.enrolment === -1) return null;
    const { enrolments } = this.facts;
    const week = cohortWeek(enrolments.startOf(this.enrolment));
    return this.#look.world.cohorts.get(cohortKey(feature, enrolments.courseOf(this.enrolment), week)) ?? null;
  }

  readingOf(id: string): Reading {
    return this.#look.reading(this.#plan, id, this.#subject);
  }
}
