// What a run has seen: how much was lived, what went wrong on the way, and which kinds of things took part.
import type { Engine } from "#runtime/engine/engine.ts";
import type { Act } from "./agenda.ts";
import type { Network } from "./network.ts";

/** Totals of one world or of many. */
export class Tally {
  learnerDays = 0;
  steps = 0;
  restarts = 0;
  readonly counts = new Map<string, number>();

  /** Counts something by its name. */
  add(name: string, count = 1): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + count);
  }

  /** Counts an act that was played. */
  act(act: Act): void {
    if (act.is === "inputs") for (const { is } of act.inputs) this.add(`act ${is}`);
    else this.add(`act ${act.is === "strategy" ? act.change : act.is === "withdraw" ? act.input.is : act.is}`);
  }

  /** Counts a fault. */
  fault(name: string): void {
    this.add(`fault ${name}`);
  }

  /** Takes what a world's engine and network counted, and the kinds that its decisions were of. */
  takeEngine({ counters, db, world }: Engine, network: Network): void {
    for (const key of ["events applied", "events duplicate", "events rejected", "decisions", "episodes", "sends"])
      this.add(key, counters.get(key));
    for (const [way, count] of Object.entries(network.wayCounts)) this.add(`answer ${way}`, count);
    for (const row of db.sql("SELECT kind, count(*) AS count FROM decisions GROUP BY kind").all())
      this.add(`node ${row.kind}`, Number(row.count));
    for (const row of db.sql("SELECT channel, state, count(*) AS count FROM sends GROUP BY 1, 2").all())
      this.add(`send ${row.channel} ${row.state}`, Number(row.count));
    for (const { plan } of world.program.strategies)
      for (const { def } of plan.signals.values()) this.add(`signal ${def.kind}`);
  }

  /** Takes another tally in. */
  take(other: Tally): void {
    this.learnerDays += other.learnerDays;
    this.steps += other.steps;
    this.restarts += other.restarts;
    for (const [name, count] of other.counts) this.add(name, count);
  }
}
