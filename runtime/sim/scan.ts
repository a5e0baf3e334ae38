// Signals read by scanning a learner's events one by one, as their definitions say and with none of the engine's figures; and the
// tiers that they call for.
import type { LearnerEvent } from "#shared/event/check.ts";
import { parseInstant } from "#shared/event/instant.ts";
import { isInAudience, lastKey } from "#shared/flow/assess.ts";
import type { Episode } from "#shared/flow/episode.ts";
import { Look } from "#shared/flow/look.ts";
import type { LiveStrategy } from "#shared/flow/program.ts";
import type { World } from "#shared/flow/world.ts";
import { addElapsed, type Pause } from "#shared/kernel/pause.ts";
import type { SignalDef } from "#shared/signal/all.ts";
import { msOf } from "#shared/signal/fields.ts";
import { passes } from "#shared/state/test.ts";
import type { Plan, PlanTier } from "#shared/strategy/plan.ts";
import { holds } from "#shared/tier/tier.ts";
import type { Retold } from "./oracle.ts";

/** What a scan says; null: this kind cannot be told from events alone. */
interface Scanned {
  isOn: boolean;
  since: number | null;
}

interface Scene {
  events: readonly LearnerEvent[];
  courses: readonly Course[];
  now: number;
  pauses: readonly Pause[];
}

interface Course {
  id: string;
  startAt: number;
  isOpen: boolean;
}

const off: Scanned = { isOn: false, since: null };

function courseOf(id: string, events: readonly LearnerEvent[]): Course {
  const mine = events.filter(({ course }) => course === id);
  const last = (type: string) => Math.max(...mine.filter((event) => event.type === type).map(({ at }) => at));
  const starts = mine
    .filter(({ type }) => type === "enrolment.created")
    .map(({ at, data }) => {
      const startAt = data?.startAt;
      return Math.max(at, typeof startAt === "string" ? (parseInstant(startAt) ?? at) : at);
    });
  const isOpen =
    !mine.some(({ type }) => type === "course.completed") &&
    (last("enrolment.withdrawn") === -Infinity || last("enrolment.created") > last("enrolment.withdrawn"));
  return { id, startAt: starts.length > 0 ? Math.max(...starts) : Math.min(...mine.map(({ at }) => at)), isOpen };
}

/** Since when silence of the named types counts: the latest start of a course under way, else the first to come. */
function silence(types: readonly string[], forMs: number, { events, courses, now, pauses }: Scene): Scanned {
  const open = courses.filter(({ isOpen }) => isOpen).map(({ startAt }) => startAt);
  if (courses.length > 0 && open.length === 0) return off;
  const running = open.filter((at) => at <= now);
  const start = courses.length === 0 ? -Infinity : running.length > 0 ? Math.max(...running) : Math.min(...open);
  const base = Math.max(start, ...events.filter(({ type }) => types.includes(type)).map(({ at }) => at));
  if (base === -Infinity) return off;
  const dueAt = addElapsed(pauses, base, forMs);
  return now < dueAt ? off : { isOn: true, since: dueAt };
}

type DefOf<K extends SignalDef["kind"]> = Extract<SignalDef, { kind: K }>;

/** The kinds that events alone decide, each told as its definition reads. */
const scans: { [K in SignalDef["kind"]]?: (def: DefOf<K>, scene: Scene) => Scanned } = {
  absence: (def, scene) => silence(def.events, msOf(def.for), scene),
  stall: (def, scene) => silence([def.progress], msOf(def.for), scene),
  count: (def, { events, now }) => {
    const inside = events
      .filter(
        ({ type, at, data }) =>
          def.events.includes(type) &&
          at <= now &&
          at > now - msOf(def.within) &&
          (def.where === undefined || passes(def.where, data)),
      )
      .sort((a, b) => a.at - b.at);
    const since = inside[def.atLeast - 1]?.at ?? null;
    return { isOn: since !== null, since };
  },
  milestone: (def, { events, now }) => {
    if (def.reaches === undefined) return off;
    const times = events
      .filter(({ type, data }) => def.events.includes(type) && (def.where === undefined || passes(def.where, data)))
      .map(({ at }) => at)
      .sort((a, b) => a - b);
    const since = times[def.reaches - 1];
    return since === undefined || since > now ? off : { isOn: true, since };
  },
  metric: (def, { events, now }) => {
    const values = events
      .filter(
        ({ type, at, data }) =>
          type === def.event && at <= now && at > now - msOf(def.within) && typeof data?.[def.property] === "number",
      )
      .sort((a, b) => a.at - b.at)
      .map(({ data }) => Number(data?.[def.property]));
    if (values.length < (def.minEvents ?? 1) || !["min", "max"].includes(def.aggregate)) return off;
    const value = def.aggregate === "min" ? Math.min(...values) : Math.max(...values);
    return { isOn: def.op === "lt" ? value < def.value : value > def.value, since: null };
  },
};

/** Whether a scan tells this definition whole. */
function isScanned(def: SignalDef): boolean {
  if (def.kind === "milestone") return def.reaches !== undefined;
  if (def.kind === "metric") return ["min", "max"].includes(def.aggregate) && ["lt", "gt"].includes(def.op);
  return def.kind in scans;
}

function scan(def: SignalDef, scene: Scene): Scanned {
  return (scans[def.kind] as (def: SignalDef, scene: Scene) => Scanned)(def, scene);
}

/** Of a signal that may hold in any course: whether it does, and since when in the first. */
function scanFor(def: SignalDef, scene: Scene, subject: string): Scanned {
  if (!("per" in def) || def.per === undefined) return scan(def, scene);
  const courses = subject === "" ? scene.courses : scene.courses.filter(({ id }) => id === subject);
  const all = courses.map((course) =>
    scan(def, { ...scene, events: scene.events.filter((event) => event.course === course.id), courses: [course] }),
  );
  const on = all.filter(({ isOn }) => isOn);
  return on.length === 0
    ? off
    : { isOn: true, since: on[0]?.since === null ? null : Math.min(...on.map(({ since }) => since ?? 0)) };
}

/** What the engine reads otherwise than a scan does, and tiers above an episode's own that hold. */
export function* scanTiers(world: World, { facts, events }: Retold): Iterable<string> {
  for (const [learner, id] of world.facts.ids.entries()) {
    const row = facts.ixOf.get(id);
    if (id === "" || row === undefined) continue;
    const own = events.get(row) ?? [];
    const ids = [...new Set(own.map(({ course }) => course).filter((course) => course !== null))].sort();
    const courses = ids.map((course) => courseOf(course, own));
    for (const strategy of world.program.strategies)
      for (const subject of strategy.plan.document.subject === "course" ? ids : [""])
        for (const text of scanStrategy(world, learner, strategy, subject, {
          events: own,
          courses,
          now: world.now,
          pauses: [],
        }))
          yield `${id} ${strategy.id} ${subject}: ${text}`;
  }
}

function* scanStrategy(
  world: World,
  learner: number,
  strategy: LiveStrategy,
  subject: string,
  scene: Scene,
): Iterable<string> {
  if (typeof strategy.plan.document.subject === "object") return;
  const episode = world.episodes.get(learner)?.find((one) => one.strategy === strategy.id && one.subject === subject);
  const plan = strategy.versions.get(episode?.version ?? "") ?? strategy.plan;
  const look = new Look(world, learner, world.now);
  const pauses = plan.usesPauses ? world.settings.pauses : [];
  const on = new Map<string, number>();
  for (const [id, { def }] of plan.signals) {
    if (!isScanned(def)) continue;
    const told = scanFor(def, { ...scene, pauses }, subject);
    const read = look.reading(plan, id, subject);
    if (told.isOn) on.set(id, told.since ?? 0);
    const isSame = told.isOn === read.isOn && (told.since === null || told.since === read.since);
    if (!isSame)
      yield `${id} ${def.kind} reads ${read.isOn} since ${read.since}, history says ${told.isOn} since ${told.since}`;
  }
  const isAwake = strategy.state !== "paused" && world.records.get(learner)?.isOptedOut !== true;
  if (!isAwake) return;
  if (episode !== undefined) yield* tiersAbove(plan, episode, on);
  else if (isInAudience(look, plan, subject)) yield* risesUnseen(look, strategy, subject, on, pauses);
}

/** Tiers above an episode's own whose rule holds: it should have climbed. */
function* tiersAbove(plan: Plan, episode: Episode, on: ReadonlyMap<string, number>): Iterable<string> {
  const own = plan.tiers.find(({ id }) => id === episode.tier)?.rank ?? 0;
  for (const { id, rank } of holdingTiers(plan, on)) if (rank > own) yield `${id} holds above ${episode.tier}`;
}

/** Signals of a tier that holds which rose late enough to open an episode, where there is none. */
function* risesUnseen(
  look: Look,
  strategy: LiveStrategy,
  subject: string,
  on: ReadonlyMap<string, number>,
  pauses: readonly Pause[],
): Iterable<string> {
  const openAfter = mayOpenAfter(look, strategy, subject, pauses);
  for (const { signals } of holdingTiers(strategy.plan, on))
    for (const id of signals)
      if ((on.get(id) ?? 0) > openAfter(id)) yield `${id} rose at ${on.get(id)} and opened nothing`;
}

/** Tiers whose rule the scanned signals alone make true. */
function holdingTiers(plan: Plan, on: ReadonlyMap<string, number>): readonly PlanTier[] {
  return plan.tiers.filter(({ rule, signals }) => {
    const onCount = signals.filter((id) => on.has(id)).length;
    return "atLeast" in rule && holds(rule, { onCount, wiredCount: signals.length, score: 0 });
  });
}

/** After which instant a signal must have risen to open an episode: what was seen, excused or not yet live before does not count. */
function mayOpenAfter(
  look: Look,
  strategy: LiveStrategy,
  subject: string,
  pauses: readonly Pause[],
): (signal: string) => number {
  const { plan } = strategy;
  const record = look.world.records.get(look.learner);
  const endedAt = record?.last[lastKey(strategy.id, subject)]?.endedAt ?? null;
  if (endedAt !== null && look.now < addElapsed(pauses, endedAt, plan.cooldownMs)) return () => look.now;
  const excusedAt = Math.max(endedAt ?? 0, record?.backfilledAt ?? 0);
  return (signal) => Math.max(excusedAt, strategy.since.get(plan.signals.get(signal)?.key ?? "") ?? 0);
}
