// The oracle: what is known of every learner, computed again from the whole log, in another order, without blocks, restarts or
// catching up. It must equal what the engine kept along the way.
import type { Engine } from "#runtime/engine/engine.ts";
import { eventOf, linesOf } from "#runtime/engine/lines.ts";
import type { Logged } from "#runtime/engine/logged.ts";
import type { LearnerEvent } from "#shared/event/check.ts";
import { advance } from "#shared/flow/advance.ts";
import { World } from "#shared/flow/world.ts";
import type { Facts } from "#shared/state/facts.ts";
import type { Breach } from "./checks.ts";
import { scanTiers } from "./scan.ts";

/** The log read anew: the facts it gives, and whose events they were, by row of those facts. */
export interface Retold {
  facts: Facts;
  events: Map<number, LearnerEvent[]>;
  /** Learners who were merged, or whose zone changed: their local days depend on when a figure was first asked for. */
  moved: Set<number>;
}

/** Compares the engine's facts, and the tiers that they call for, with the whole history. */
export function* compareWithHistory(engine: Engine): Iterable<Breach> {
  const retold = retell(engine);
  const wrong = [...differences(engine.world.facts, retold)];
  if (wrong.length > 0) yield { invariant: "facts equal the whole history", examples: wrong.slice(0, 3) };
  const missed = [...scanTiers(engine.world, retold)];
  if (missed.length > 0) yield { invariant: "signals and tiers equal the whole history", examples: missed.slice(0, 3) };
}

/** Reads the log; between two inputs that say who is who, events are folded last first. */
function retell(engine: Engine): Retold {
  const world = new World();
  const retold: Retold = { facts: world.facts, events: new Map(), moved: new Set() };
  for (const { spec } of engine.world.facts.features.values()) world.facts.keep(spec);
  let waiting: LearnerEvent[] = [];
  for (const { receivedAt, entries } of engine.log.read(1)) {
    world.now = receivedAt;
    for (const entry of entries) {
      if (entry.kind === "events") waiting.push(...linesOf(entry).map(eventOf));
      else {
        for (const line of linesOf(entry)) {
          const input = JSON.parse(line) as Logged;
          if (!isIdentity(input)) continue;
          fold(retold, waiting);
          waiting = [];
          identify(world, retold, input);
        }
      }
    }
  }
  fold(retold, waiting);
  return retold;
}

type Identity = Extract<Logged, { is: "upsert" | "merge" | "erase" | "settings" }>;

function isIdentity(input: Logged): input is Identity {
  return ["upsert", "merge", "erase", "settings"].includes(input.is);
}

function fold({ facts, events }: Retold, waiting: LearnerEvent[]): void {
  for (const event of waiting.sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))) {
    const learner = facts.learner(event.learner);
    facts.fold(learner, event);
    const known = events.get(learner);
    if (known === undefined) events.set(learner, [event]);
    else known.push(event);
  }
}

function identify(world: World, retold: Retold, input: Identity): void {
  const { facts, events, moved } = retold;
  if (input.is === "settings") {
    if (input.settings.zone !== facts.schoolZone) for (const row of events.keys()) moved.add(row);
    advance(world, input, []);
  } else if (input.is === "upsert") {
    const { id, zone } = input.patch;
    const learner = facts.learner(id);
    if (zone !== undefined) moved.add(learner);
    advance(world, { is: "learner", learner: id, ...(zone === undefined ? {} : { zone }) }, []);
  } else become(world, retold, input);
}

/** A learner becomes another, or nobody; so do their events. */
function become(
  world: World,
  { facts, events, moved }: Retold,
  input: Extract<Logged, { is: "merge" | "erase" }>,
): void {
  const source = facts.find(input.is === "merge" ? input.from : input.learner);
  advance(world, input, []);
  const target = input.is === "merge" ? facts.find(input.to) : undefined;
  if (source === undefined || source === target) return;
  if (target !== undefined) {
    events.set(target, [...(events.get(target) ?? []), ...(events.get(source) ?? [])]);
    moved.add(target);
  }
  events.delete(source);
}

function* differences(live: Facts, { facts, moved }: Retold): Iterable<string> {
  for (const [learner, id] of live.ids.entries()) {
    if (id === "") continue;
    const row = facts.ixOf.get(id);
    const isMoved = row === undefined || moved.has(row);
    const kept = figuresOf(live, learner, isMoved);
    const told = row === undefined ? {} : figuresOf(facts, row, isMoved);
    for (const key of new Set([...Object.keys(kept), ...Object.keys(told)]))
      if (kept[key] !== told[key]) yield `${id} ${key}: kept ${kept[key]}, history ${told[key]}`;
  }
}

/** Every figure of a learner that is not nothing, as text by name. */
function figuresOf(facts: Facts, learner: number, isMoved: boolean): Record<string, string> {
  const { enrolments } = facts;
  const figures: Record<string, string> = {};
  const rows = facts.enrolmentsOf(learner);
  for (const row of rows) {
    const columns = [
      enrolments.firstAt,
      enrolments.startAt,
      enrolments.enrolledAt,
      enrolments.withdrawnAt,
      enrolments.completedAt,
    ];
    figures[enrolments.courseOf(row)] = columns.map((column) => String(column.get(row))).join(" ");
  }
  for (const [key, store] of facts.features) {
    if (store.spec.kind === "days" && isMoved) continue;
    const places =
      store.spec.scope === "learner"
        ? [["", learner] as const]
        : rows.map((row) => [enrolments.courseOf(row), row] as const);
    for (const [course, row] of places) {
      const saved = store.save(row);
      const sorted =
        store.spec.kind === "open" && Array.isArray(saved) ? saved.map((one) => JSON.stringify(one)).sort() : saved;
      if (saved !== null) figures[`${course} ${key}`] = JSON.stringify(sorted);
    }
  }
  return figures;
}
