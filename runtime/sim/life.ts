// The life of a school's engine, from one process to the next on the same machine: what is done on it is carried out and looked
// at; where it dies on the way it is started again, and everything that was seen or promised before must still stand.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Engine } from "#runtime/engine/engine.ts";
import { noteLogCare, readLogCare } from "#runtime/engine/log-care.ts";
import { rewriteFiles } from "#runtime/engine/log-keeper.ts";
import { finish } from "#runtime/engine/slices.ts";
import { StoreFull } from "#runtime/store/engine-db.ts";
import { LogFull } from "#runtime/store/log/fault.ts";
import type { SendResult } from "#runtime/transport/kind.ts";
import { HOUR_MS } from "#shared/kernel/duration.ts";
import { Book } from "./book.ts";
import { answers, type Breach, doctor, overdue, receivers } from "./checks.ts";
import { type Death, Killed, Machine } from "./machine.ts";
import { Memory } from "./memory.ts";
import { Network } from "./network.ts";
import { compareWithHistory } from "./oracle.ts";
import { Process, Time } from "./process.ts";
import type { Random } from "./random.ts";
import type { School } from "./school.ts";
import type { Tally } from "./tally.ts";
import { Violation } from "./violation.ts";

/** How rough a life is. */
export interface Fate {
  /** Rough: time passes while the process is down, commits wait, receivers fail. Calm: nothing of the kind. */
  isRough: boolean;
  /** Deaths by the number of the point at which each comes, in order. */
  deaths: readonly PlannedDeath[];
}

/** A death at a point of the machine. */
export interface PlannedDeath {
  point: number;
  how: Death;
}

/** What a transport found out, on its way back. */
interface Report {
  at: number;
  id: number;
  result: SendResult;
}

/** How long a commit may wait, as in the engine's service (ms). */
const COMMIT_MS = 250;

/** The engine's life. */
export class Life {
  readonly time: Time;
  readonly machine: Machine;
  readonly network: Network;
  readonly book = new Book();
  /** What is being done, for the message of a violation. */
  step = "start";
  readonly #fate: Fate;
  readonly #tally: Tally;
  readonly #grainMs: number;
  readonly #memory = new Memory();
  readonly #deaths: PlannedDeath[];
  #reports: Report[] = [];
  #dying: { how: Death; downMs: number } = { how: "kill", downMs: 0 };
  #process: Process | null = null;

  constructor(random: Random, school: School, fate: Fate, tally: Tally) {
    this.time = new Time(school.startAt - HOUR_MS);
    this.machine = new Machine(mkdtempSync(join(tmpdir(), "winback-sim-")), random.fork("machine"));
    this.network = new Network(random.fork("network"), !fate.isRough);
    this.#grainMs = school.grainMs;
    this.#fate = fate;
    this.#tally = tally;
    this.#deaths = [...fate.deaths];
  }

  /** The process at work. */
  get process(): Process {
    this.#process ??= this.#start();
    return this.#process;
  }

  /** When there is next something to do that nobody from outside asks for (UTC ms). */
  get nextAt(): number {
    return Math.min(this.process.wakeAt(), this.#reports[0]?.at ?? Number.POSITIVE_INFINITY);
  }

  /** Lets go of the files. */
  close(): void {
    this.machine.bury("kill");
    rmSync(this.machine.folder, { recursive: true, force: true });
  }

  /** A violation at this step. */
  violation(invariant: string, examples: readonly string[], cause: unknown = null): Violation {
    return new Violation(this.step, { invariant, examples }, cause);
  }

  /** Does something on the process, then what follows from it. A death on the way is followed by a restart, and by `again`. */
  async guard(act: () => void, again: () => void = () => undefined): Promise<void> {
    try {
      act();
    } catch (error) {
      if (!(this.#isOver || error instanceof Killed)) throw error;
      this.#restart();
      again();
    }
    if (this.#isOver) this.#restart();
    await this.#carryOut();
  }

  get #isOver(): boolean {
    return this.machine.isDead || this.#process?.isFull === true;
  }

  /** What waited long enough for its commit gets it before the clock goes on to `at`; new rows are looked at. */
  commitBefore(at: number): void {
    const since = this.process.dirtyAt;
    if (since === null || at <= since + (this.#fate.isRough ? COMMIT_MS : 0)) return;
    this.process.commit();
    const wrong = this.#memory.check(this.process.engine);
    if (wrong.length > 0) throw this.violation("rows keep the rules", wrong.slice(0, 5));
  }

  /** What is due by now: a report, else what falls due by time alone. */
  turn(): void {
    const report = this.#reports[0];
    if (report !== undefined && report.at <= this.time.now) {
      this.#reports.shift();
      this.process.engine.report(report.id, report.result);
    }
    this.process.pump();
  }

  /** Dies now, or after so many points of the machine. */
  die(how: Death, points: number, downMs: number): void {
    this.#dying = { how, downMs };
    if (points === 0) throw new Killed("the process dies between two steps");
    this.machine.arm(points);
  }

  /** Ends as it should, and is started again. */
  shutdown(downMs: number): void {
    this.process.close();
    this.machine.left();
    this.#dying = { how: "kill", downMs };
    throw new Killed("the process was shut down");
  }

  /** Has the log's files rewritten where they wait for it, then looks at everything. */
  examine(): void {
    const { engine } = this.process;
    this.#careForLog(engine);
    this.#demand(doctor(engine));
    this.#demand(overdue(engine));
    this.#demand(receivers(engine, this.network));
    this.#demand(answers(engine, this.book));
    this.#demand(compareWithHistory(engine));
  }

  /** A round that finds no room is left for another day, as one that fails is tried again (main/log-rounds.ts). */
  #careForLog(engine: Engine): void {
    try {
      const care = readLogCare(engine);
      finish(rewriteFiles(engine.options.folder, care));
      noteLogCare(engine, care);
    } catch (error) {
      if (!(error instanceof LogFull || error instanceof StoreFull)) throw error;
    }
  }

  #demand(breaches: Iterable<Breach>): void {
    for (const { invariant, examples } of breaches) throw this.violation(invariant, examples);
  }

  /** Hands requests to their receivers; what these say comes back in its own time. */
  async #carryOut(): Promise<void> {
    for (const { id, request } of this.process.takeRequests()) {
      if (this.process.engine.globals.isStopped)
        throw this.violation("nothing is sent while sends are stopped", [request.key]);
      const { result, afterMs } = await this.network.send(id, request);
      this.#reports.push({ at: this.time.now + afterMs, id, result });
    }
    this.#reports.sort((a, b) => a.at - b.at);
  }

  /** Time passes, the process starts again, and everything is looked at; it may die again meanwhile. */
  #restart(): void {
    for (;;) {
      this.#reports = [];
      this.#process = null;
      this.machine.bury(this.#dying.how);
      this.machine.isStoreFull = false;
      if (this.#fate.isRough) this.time.now += this.#dying.downMs;
      this.#process = this.#start();
      this.#tally.restarts += 1;
      try {
        this.#examineAfterDeath(this.#process.engine);
        return;
      } catch (error) {
        if (!this.machine.isDead || error instanceof Violation) throw error;
      }
    }
  }

  #examineAfterDeath(engine: Engine): void {
    this.#demand(doctor(engine));
    this.#demand(receivers(engine, this.network));
    this.#demand(answers(engine, this.book));
    const wrong = this.#memory.recheck(engine);
    if (wrong.length > 0) throw this.violation("what was seen stays", wrong.slice(0, 5));
  }

  /** It may die again while it starts. */
  #start(): Process {
    this.machine.isLogFull = false;
    for (;;) {
      const next = this.#deaths.shift();
      if (next !== undefined) {
        this.#dying = { how: next.how, downMs: 0 };
        this.machine.arm(Math.max(1, next.point - this.machine.pointCount));
      }
      try {
        return new Process(this.machine, this.time, this.#grainMs);
      } catch (error) {
        if (!this.machine.isDead) throw error;
        this.machine.bury(this.#dying.how);
      }
    }
  }
}
