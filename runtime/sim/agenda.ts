// What comes from outside on one day: learners' events, late, repeated and shuffled, and the acts of people. Made from the seed
// alone, so that two runs of a world see the same days whatever becomes of their processes.
import type { Logged } from "#runtime/engine/logged.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#shared/kernel/duration.ts";
import { drawActs } from "./acts.ts";
import type { Random } from "./random.ts";
import type { Person, School } from "./school.ts";

/** An event as its source writes it. */
export interface Item {
  id: string;
  type: string;
  learner: string;
  at: string;
  course?: string;
  data?: Record<string, unknown>;
}

/** One thing that is done to the school. `pick` numbers choose among what there is when it is done. */
export type Act =
  | { is: "batch"; source: string; isBackfill: boolean; items: readonly Item[] }
  | { is: "inputs"; inputs: readonly Logged[] }
  | { is: "withdraw"; input: Extract<Logged, { is: "optOut" | "erase" }> }
  | {
      is: "strategy";
      change: "publish" | "move" | "pause" | "resume" | "goLive" | "archive";
      pick: number;
      random: Random;
    }
  | { is: "staff"; pick: number }
  | { is: "inbox"; learner: string; pick: number }
  | { is: "receipts"; random: Random };

/** An act at its instant (UTC ms, by the clocks on the wall of the world). `name` is the same in every run. */
export interface Step {
  at: number;
  name: string;
  act: Act;
  /** Whether it may have been done already. */
  isRetry?: boolean;
}

interface Arrival {
  arrivesAt: number;
  source: string;
  isBackfill: boolean;
  item: Item;
}

/** The steps of a day of the term (0 is the first), in order of time. */
export function drawDay(school: School, day: number, random: Random): Step[] {
  const startAt = school.startAt + day * DAY_MS;
  const arrivals = school.people.flatMap((person) => arrivalsOf(person, day, startAt, random.fork(day, person.id)));
  const steps = [
    ...batches(arrivals, school.slotMs, random.fork(day, "batches")),
    ...drawActs(school, day, startAt, random.fork(day, "acts")),
  ];
  return steps.sort((a, b) => a.at - b.at).map((step, index) => ({ ...step, name: `d${day}.${index}` }));
}

/** What one learner's day brings, with the instants at which it comes in. */
function arrivalsOf(person: Person, day: number, startAt: number, random: Random): Arrival[] {
  const own = day - person.firstDay;
  if (own < 0) return [];
  const list: Arrival[] = [];
  const visits = person.visitor !== null && own < 2;
  const add = (type: string, at: number, course: string | null, data: Record<string, unknown> | null) => {
    const id = `${person.id}.${day}.${list.length}`;
    const learner = visits ? (person.visitor as string) : person.id;
    const item: Item = {
      id,
      type,
      learner,
      at: new Date(at).toISOString(),
      ...(course === null ? {} : { course }),
      ...(data === null ? {} : { data }),
    };
    list.push(...comings(item, at, random));
  };
  if (own === 0)
    for (const course of person.courses)
      add(
        "enrolment.created",
        startAt,
        course,
        random.chance(0.3) ? { startAt: new Date(startAt + DAY_MS).toISOString() } : null,
      );
  for (const { type, minute, course, data } of person.habit.live({ day: own, courses: person.courses, random })) {
    const within = (minute + person.noonMinute) % 1440;
    add(type, startAt + within * MINUTE_MS + random.int(0, 59_999), course, data);
  }
  return list;
}

const lags = [0, 0, 0, 0, 0, 0, 0, 0, 2 * HOUR_MS, 30 * HOUR_MS, 5 * DAY_MS] as const;

/** An event comes once, late perhaps, or a little before its time; some come again, or again with another body. */
function comings(item: Item, at: number, random: Random): Arrival[] {
  const early = random.chance(0.02) ? random.pick([-4 * MINUTE_MS, -10 * MINUTE_MS]) : 0;
  const arrivesAt = at + early + random.pick(lags) + random.int(0, 2 * MINUTE_MS);
  const source = random.pick(["lms", "live"]);
  const first = { arrivesAt, source, isBackfill: random.chance(0.01), item };
  if (random.chance(0.04)) return [first, { ...first, arrivesAt: arrivesAt + random.pick([0, HOUR_MS, 3 * DAY_MS]) }];
  if (random.chance(0.02))
    return [first, { ...first, arrivesAt: arrivesAt + HOUR_MS, item: { ...item, data: { changed: true } } }];
  return [first];
}

/** Arrivals of the same slot and source come as one batch, in any order. */
function batches(arrivals: readonly Arrival[], slotMs: number, random: Random): Omit<Step, "name">[] {
  const groups = new Map<string, Arrival[]>();
  for (const arrival of arrivals) {
    const slot = Math.floor(arrival.arrivesAt / slotMs);
    const key = `${slot} ${arrival.source} ${arrival.isBackfill}`;
    groups.set(key, [...(groups.get(key) ?? []), arrival]);
  }
  return [...groups.values()].map((group) => {
    const { source, isBackfill } = group[0] as Arrival;
    const at = Math.max(...group.map(({ arrivesAt }) => arrivesAt));
    return { at, act: { is: "batch", source, isBackfill, items: random.shuffle(group).map(({ item }) => item) } };
  });
}
