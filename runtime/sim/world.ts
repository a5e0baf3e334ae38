// One world from one seed: a school and its days, played on the production engine under a virtual clock, with whatever goes wrong;
// looked at after every step. Any breach ends it with the step at which it showed.
import { DAY_MS, HOUR_MS } from "#shared/kernel/duration.ts";
import { gallery } from "#shared/strategy/gallery.ts";
import { type Act, drawDay, type Step } from "./agenda.ts";
import { drawFaults, type Fault } from "./faults.ts";
import { type Fate, Life, type PlannedDeath } from "./life.ts";
import { type HandedIn, handIn, play, type Stage } from "./play.ts";
import { Random } from "./random.ts";
import { makeSchool, type School } from "./school.ts";
import { Tally } from "./tally.ts";
import { Violation } from "./violation.ts";

/** What a world is made of. */
export interface Sketch {
  seed: number;
  learners: number;
  days: number;
  /** Rough: everything goes wrong. Calm: fixed answers, and no fault but the deaths below. */
  isRough: boolean;
  deaths?: readonly PlannedDeath[];
}

/** Most days after the term in which nothing comes from outside: what is pending comes to its end. */
const DRAIN_DAYS = 8;
/** How long a sender waits that was refused (ms). */
const RETRY_MS = 45_000;

/** A world at work. */
export class World {
  readonly tally = new Tally();
  readonly life: Life;
  readonly #sketch: Sketch;
  readonly #school: School;
  readonly #random: Random;
  readonly #steps: Step[] = [];
  readonly #faults: Fault[] = [];

  constructor(sketch: Sketch) {
    this.#sketch = sketch;
    this.#random = new Random(sketch.seed);
    this.#school = makeSchool(this.#random.fork("school"), sketch.learners, sketch.days);
    const fate: Fate = { isRough: sketch.isRough, deaths: sketch.deaths ?? [] };
    this.life = new Life(this.#random, this.#school, fate, this.tally);
  }

  /** Plays the term to its end. Throws Violation. */
  async run(): Promise<Tally> {
    try {
      this.#open();
      for (let day = 0; day < this.#sketch.days; day += 1) await this.#day(day);
      await this.#drain();
      return this.tally;
    } catch (error) {
      throw error instanceof Violation ? error : this.life.violation("the engine works", [String(error)], error);
    }
  }

  /** Lets go of the files. */
  close(): void {
    this.life.close();
  }

  #open(): void {
    const random = this.#random.fork("open");
    const at = this.life.time.now;
    const { settings } = this.#school;
    this.#put({ at, name: "settings", act: { is: "inputs", inputs: [{ is: "settings", settings }] } });
    const count = random.int(1, 3);
    for (let index = 0; index < count; index += 1) {
      const act = { is: "strategy", change: "publish", pick: 0, random: random.fork(index) } as const;
      this.#put({ at: at + index, name: `first-${index}`, act });
    }
    const { document } = random.pick(gallery);
    const publish = { is: "publish", document, state: "live", running: "finish", enrolPerHour: null } as const;
    if (random.chance(0.4)) this.#put({ at, name: "gallery", act: { is: "inputs", inputs: [publish] } });
  }

  async #day(day: number): Promise<void> {
    for (const step of drawDay(this.#school, day, this.#random.fork("agenda"))) this.#put(step);
    const startAt = this.#school.startAt + day * DAY_MS;
    if (this.#sketch.isRough)
      for (const fault of drawFaults(startAt, this.#random.fork("faults", day))) this.#expect(fault);
    await this.#runTo(startAt + DAY_MS);
    await this.life.guard(() => this.life.examine());
    this.tally.learnerDays += this.#school.people.filter(({ firstDay }) => firstDay <= day).length;
  }

  /** After the term the receivers are well, the clock is right, sends go out: everything comes to its end. */
  async #drain(): Promise<void> {
    const { life } = this;
    this.#faults.length = 0;
    life.network.isFair = true;
    life.time.offsetMs = 0;
    life.machine.isLogFull = false;
    life.machine.isStoreFull = false;
    const inputs = [{ is: "stopSends", isStopped: false, by: "admin" }] as const;
    this.#put({ at: life.time.now, name: "drain", act: { is: "inputs", inputs } });
    await this.#runTo(this.#school.startAt + (this.#sketch.days + Math.min(DRAIN_DAYS, this.#sketch.days)) * DAY_MS);
    life.step = "end";
    await life.guard(() => life.examine());
    this.tally.takeEngine(life.process.engine, life.network);
  }

  #put(step: Step): void {
    const place = this.#steps.findIndex(({ at }) => at > step.at);
    this.#steps.splice(place === -1 ? this.#steps.length : place, 0, step);
  }

  #expect(fault: Fault): void {
    this.#faults.push(fault);
    this.#faults.sort((a, b) => a.at - b.at);
  }

  /** Lets the world go on to an instant, from one thing that happens to the next. */
  async #runTo(untilAt: number): Promise<void> {
    const { life, tally } = this;
    for (;;) {
      const never = Number.POSITIVE_INFINITY;
      const next = Math.min(life.nextAt, this.#steps[0]?.at ?? never, this.#faults[0]?.at ?? never);
      const at = Math.max(life.time.now, Math.min(next, untilAt));
      const { restarts } = tally;
      await life.guard(() => life.commitBefore(at));
      if (restarts !== tally.restarts) continue;
      life.time.now = at;
      if (next > untilAt) return;
      tally.steps += 1;
      await this.#turn();
    }
  }

  /** The one thing that is next: a fault, a step, or what falls due by itself. */
  async #turn(): Promise<void> {
    const { life } = this;
    const { now } = life.time;
    const fault = this.#faults[0];
    const step = this.#steps[0];
    if (fault !== undefined && fault.at <= now) {
      this.#faults.shift();
      await life.guard(() => this.#befall(fault));
    } else if (step !== undefined && step.at <= now && step.at < life.nextAt) {
      this.#steps.shift();
      life.step = `${step.name} ${new Date(now).toISOString()}`;
      await this.#take(step);
    } else await life.guard(() => life.turn());
  }

  /** Plays a step; a batch now and then in one frame with the act of a person that comes next. */
  async #take(step: Step): Promise<void> {
    const other = this.#steps[0];
    const isNear = other !== undefined && other.act.is !== "batch" && other.at < step.at + HOUR_MS;
    if (step.act.is === "batch" && isNear && this.#random.fork("gather", step.name).chance(0.3)) {
      this.#steps.shift();
      return await this.#together(step, step.act, other);
    }
    return await this.life.guard(
      () => this.#play(step),
      () => this.#again(step, 0),
    );
  }

  async #together(step: Step, batch: Extract<Act, { is: "batch" }>, other: Step): Promise<void> {
    const first: { batch: HandedIn | null } = { batch: null };
    const isAnswered = () => first.batch !== null && first.batch.handed.answer !== null;
    await this.life.guard(
      () => {
        first.batch = handIn(this.#stage(), batch);
        try {
          this.#play(other);
          this.life.process.pump();
        } finally {
          first.batch.settle();
        }
        if (!isAnswered()) this.#again(step, RETRY_MS);
      },
      () => {
        this.#again(other, 0);
        if (!isAnswered()) this.#again(step, 0);
      },
    );
  }

  #play(step: Step): void {
    if (!play(this.#stage(), step)) this.#again(step, RETRY_MS);
    this.tally.act(step.act);
  }

  #stage(): Stage {
    const wrong = (invariant: string, examples: readonly string[]) => {
      if (examples.length > 0) throw this.life.violation(invariant, examples);
    };
    return { process: this.life.process, school: this.#school, book: this.life.book, wrong };
  }

  /** Whoever got no answer, or a refusal, tries again. */
  #again(step: Step, afterMs: number): void {
    const again = { ...step, at: this.life.time.now + afterMs, isRetry: true };
    if (afterMs === 0) this.#steps.unshift(again);
    else this.#put(again);
  }

  #befall(fault: Fault): void {
    const { life } = this;
    this.tally.fault(fault.is === "death" ? fault.how : fault.is);
    if (fault.is === "death") life.die(fault.how, fault.points, fault.downMs);
    else if (fault.is === "shutdown") life.shutdown(fault.downMs);
    else if (fault.is === "clock") life.time.offsetMs += fault.byMs;
    else if (fault.is === "confirm") life.process.engine.options.clock.confirm();
    else if (fault.is === "outage") life.network.fail(life.time.now);
    else this.#fill(fault);
  }

  /** The disk is full now, and has room again later. */
  #fill(fault: Extract<Fault, { is: "logFull" | "storeFull" }>): void {
    const { machine, time } = this.life;
    const isFull = time.now < fault.untilAt;
    if (fault.is === "logFull") machine.isLogFull = isFull;
    else machine.isStoreFull = isFull;
    if (isFull) this.#expect({ ...fault, at: fault.untilAt });
  }
}
