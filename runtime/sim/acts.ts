// The acts of people on one day: learners who opt out, staff at their tasks, marketers who publish and pause, admins who change
// settings. How many there are grows with the school.
import type { Logged } from "#runtime/engine/logged.ts";
import { DAY_MS, HOUR_MS } from "#shared/kernel/duration.ts";
import type { Act, Step } from "./agenda.ts";
import type { Random } from "./random.ts";
import { makeSettings, type Person, type School } from "./school.ts";

type Timed = Omit<Step, "name">;

const channels = ["all", "all", "sms", "inapp", "email"] as const;

/** The steps of people on a day that begins at `startAt`, in no order. */
export function drawActs(school: School, day: number, startAt: number, random: Random): Timed[] {
  const known = school.people.filter(({ firstDay }) => firstDay <= day);
  return [
    ...known.flatMap((person) => drawArrival(person, day, startAt, random)),
    ...known.flatMap((person) => drawWishes(person, startAt, random)),
    ...drawWork(startAt, random, known.length),
    ...drawChanges(school, startAt, random),
  ];
}

function when(startAt: number, random: Random): number {
  return startAt + random.int(0, DAY_MS - 1);
}

function inputs(at: number, ...list: Logged[]): Timed {
  return { at, act: { is: "inputs", inputs: list } };
}

/** A learner becomes known on the first day; a visitor turns out to be one on the third. */
function drawArrival({ patch, firstDay, visitor, id }: Person, day: number, startAt: number, random: Random): Timed[] {
  const isMerged = visitor !== null && day === firstDay + 2;
  return [
    ...(day === firstDay ? [inputs(startAt + random.int(0, HOUR_MS), { is: "upsert", patch })] : []),
    ...(isMerged ? [inputs(when(startAt, random), { is: "merge", from: visitor, to: id })] : []),
  ];
}

/** What single learners ask for: to hear less, to be forgotten; and what becomes known of them. */
function drawWishes({ id, patch }: Person, startAt: number, random: Random): Timed[] {
  const at = when(startAt, random);
  const channel = random.pick(channels);
  const fate = random.next();
  if (fate < 0.006) return [{ at, act: { is: "withdraw", input: { is: "optOut", learner: id, channel } } }];
  if (fate < 0.012) return [inputs(at, { is: "optIn", learner: id, channel })];
  if (fate < 0.0135) return [{ at, act: { is: "withdraw", input: { is: "erase", learner: id } } }];
  if (fate < 0.03)
    return [
      inputs(at, { is: "upsert", patch: { id, attributes: { vip: random.chance(0.5), tier: random.int(1, 3) } } }),
    ];
  if (fate < 0.034)
    return [
      inputs(at, { is: "upsert", patch: { id, zone: random.pick(["Asia/Shanghai", "America/New_York", null]) } }),
    ];
  if (fate < 0.04)
    return [
      inputs(at, {
        is: "upsert",
        patch: { id, addresses: patch.addresses ?? {}, consent: { sms: random.chance(0.7) } },
      }),
    ];
  return fate < 0.2 ? [{ at, act: { is: "inbox", learner: id, pick: random.int(0, 9) } }] : [];
}

function drawWork(startAt: number, random: Random, learnerCount: number): Timed[] {
  const tasks = Array.from(
    { length: random.int(0, 2 + Math.floor(learnerCount / 10)) },
    (): Act => ({ is: "staff", pick: random.int(0, 99) }),
  );
  const receipts = Array.from(
    { length: random.int(0, 3) },
    (_, index): Act => ({ is: "receipts", random: random.fork("receipts", index) }),
  );
  return [...tasks, ...receipts].map((act) => ({ at: when(startAt, random), act }));
}

const strategyChanges = ["publish", "move", "pause", "resume", "resume", "goLive", "archive"] as const;

/** What marketers and admins change: rarely, and in mid-flight. */
function drawChanges({ startAt: termAt, dayCount }: School, startAt: number, random: Random): Timed[] {
  const list: Timed[] = [];
  const at = when(startAt, random);
  if (random.chance(0.35)) {
    const change = random.pick(strategyChanges);
    list.push({ at, act: { is: "strategy", change, pick: random.int(0, 9), random: random.fork("strategy") } });
  }
  if (random.chance(0.06))
    list.push(inputs(at, { is: "settings", settings: makeSettings(random.fork("settings"), termAt, dayCount) }));
  if (random.chance(0.05)) {
    list.push(inputs(at, { is: "stopSends", isStopped: true, by: "admin" }));
    list.push(inputs(at + random.int(1, 20) * HOUR_MS, { is: "stopSends", isStopped: false, by: "admin" }));
  }
  if (random.chance(0.04)) list.push(inputs(at, { is: "weights", salt: "w0-exp", weights: { v0: 2000, v1: 8000 } }));
  return list;
}
