// A random school over months: late and repeated events, opt-outs, erasures, merges, new versions, pauses, settings that
// change, transports that fail, crashes at any moment. Whatever happens, the doctor finds nothing.
import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "#shared/kernel/duration.ts";
import type { Strategy } from "#shared/strategy/document.ts";
import { gallery } from "#shared/strategy/gallery.ts";
import { readBooks } from "./books.ts";
import { examine } from "./doctor.ts";
import type { Logged } from "./logged.ts";
import { type EngineKit, openEngine, smallStrategy } from "./testkit.ts";

const START = Date.UTC(2026, 2, 2);
const types = [
  "session.started",
  "session.started",
  "session.started",
  "lesson.completed",
  "complaint.filed",
  "ticket.opened",
  "tutoring.missed",
  "enrolment.created",
  "enrolment.withdrawn",
];

const who = fc.integer({ min: 0, max: 6 }).map((n) => `s${n}`);
const event = fc.record({
  kind: fc.constant("event" as const),
  learner: who,
  type: fc.constantFrom(...types),
  lateMs: fc.integer({ min: 0, max: 6 * DAY_MS }),
  isBackfill: fc.nat({ max: 9 }).map((n) => n === 0),
});
const reachable = {
  addresses: { sms: "13800000000", email: "a@b.cn", push: "p", wechat: "w" },
  attributes: { status: "studying" },
};
const input = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      is: fc.constant("upsert" as const),
      patch: fc.record({
        id: who,
        zone: fc.constantFrom("Asia/Shanghai", "America/New_York"),
        addresses: fc.constant(reachable.addresses),
        attributes: fc.constant(reachable.attributes),
      }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      is: fc.constantFrom("optOut" as const, "optIn" as const),
      learner: who,
      channel: fc.constantFrom("all", "sms", "inapp"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ is: fc.constant("erase" as const), learner: who }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant("merge" as const), from: who, to: who }) },
  {
    weight: 1,
    arbitrary: fc.record({
      is: fc.constantFrom("pause" as const),
      strategy: fc.constantFrom("small", "three-tier-retention"),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      is: fc.constantFrom("resume" as const),
      strategy: fc.constantFrom("small", "three-tier-retention"),
      mode: fc.constantFrom("void" as const, "skip" as const, { continueAt: 10 }),
    }),
  },
);
const act = fc.oneof(
  { weight: 14, arbitrary: event },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("input" as const), input: input as fc.Arbitrary<Logged> }) },
  {
    weight: 10,
    arbitrary: fc.record({ kind: fc.constant("pass" as const), ms: fc.integer({ min: 1, max: 4 * DAY_MS }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("publish" as const),
      hours: fc.integer({ min: 1, max: 48 }),
      isMove: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("settings" as const),
      quiet: fc.constantFrom(null, { from: "21:00", to: "09:00" }),
      limit: fc.integer({ min: 1, max: 3 }),
      season: fc.constantFrom(null, "s1", "s2"),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("crash" as const), isClean: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("task" as const) }) },
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

const threeTier = gallery.find((entry) => entry.id === "three-tier-retention")?.document as Strategy;

/** The small strategy with another wait, a cap, its own quiet hours and a holdout. */
function versioned(hours: number): Strategy {
  const document = smallStrategy({
    holdout: { salt: "small.holdout", weight: 2000 },
    policy: {
      cooldown: "P2D",
      quiet: { from: "12:00", to: "13:00" },
      caps: [{ id: "one", scope: "sms", limit: 1, per: "P7D" }],
    },
  });
  for (const node of document.nodes) if (node.type === "wait") node.for = `PT${hours}H`;
  return document;
}

function settle(
  kit: EngineKit,
  limit: number,
  quiet: { from: string; to: string } | null,
  season: string | null,
): void {
  kit.settings({
    allowedHosts: ["crm.example"],
    zone: "Asia/Shanghai",
    quiet,
    caps: [{ id: "day", scope: "all", limit, per: "day" }],
    holdout: season === null ? null : { salt: season, weight: 3000 },
    rates: { delivered: 9000, opened: 5000, acted: 3000 },
  });
}

let eventCount = 0;

type ActOf<K extends Act["kind"]> = Extract<Act, { kind: K }>;

function occur(kit: EngineKit, { learner, type, lateMs, isBackfill }: ActOf<"event">): void {
  eventCount += 1;
  const data = type === "ticket.opened" ? { topic: "refund" } : {};
  const at = kit.engine.now() - lateMs;
  const made = { id: `e${eventCount}`, type, learner, at, course: `c${lateMs % 2}`, data };
  const refused = lateMs % 7 === 0 ? [{ index: 1, code: "event.type", path: "type", payload: "{}" }] : [];
  kit.ingest([made, made], { isBackfill, refused });
}

function put(kit: EngineKit, { input }: ActOf<"input">): void {
  const state = "strategy" in input ? kit.engine.world.program.byId.get(String(input.strategy))?.state : undefined;
  const isIdle = (input.is === "pause" && state === "paused") || (input.is === "resume" && state !== "paused");
  if (!isIdle) kit.log([input]);
}

function work(kit: EngineKit): void {
  const waiting = "SELECT send, state FROM tasks WHERE state IN ('open', 'claimed') LIMIT 2";
  for (const row of kit.engine.db.sql(waiting).all()) {
    const send = Number(row["send"]);
    const isOpen = row["state"] === "open";
    kit.log([isOpen ? { is: "claim", send, by: "coach" } : { is: "outcome", send, outcome: "talked", by: "coach" }]);
  }
}

function restart(kit: EngineKit, isClean: boolean): EngineKit {
  const { answer } = kit;
  const next = isClean ? kit.reopen() : kit.crash();
  next.answer = answer;
  return next;
}

/** Plays one act; gives the kit that goes on, another one after a restart. */
function play(kit: EngineKit, one: Act): EngineKit {
  if (one.kind === "event") occur(kit, one);
  else if (one.kind === "input") put(kit, one);
  else if (one.kind === "pass") kit.advanceTo(kit.engine.now() + one.ms);
  else if (one.kind === "publish") kit.publish(versioned(one.hours), { running: one.isMove ? { move: {} } : "finish" });
  else if (one.kind === "settings") settle(kit, one.limit, one.quiet, one.season);
  else if (one.kind === "task") work(kit);
  else return restart(kit, one.isClean);
  return kit;
}

test("whatever happens in a school, every invariant holds", { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(fc.array(act, { minLength: 40, maxLength: 200, size: "max" }), fc.boolean(), (acts, isCommitting) => {
      let kit = openEngine({ at: START });
      let requests = 0;
      kit.answer = () => {
        requests += 1;
        return requests % 3 === 0
          ? { state: "accepted", providerId: null }
          : { state: "failed", reason: "http.503", retryAfterMs: null, isBeforeFirstByte: false };
      };
      settle(kit, 2, null, "s1");
      kit.publish(versioned(24));
      kit.publish({ ...threeTier });
      kit.log(Array.from({ length: 7 }, (_, n) => ({ is: "upsert", patch: { ...reachable, id: `s${n}` } })));
      for (const one of acts) {
        kit.isCommitting = isCommitting || one.kind === "task";
        kit = play(kit, one);
      }
      kit.isCommitting = true;
      kit.advanceTo(kit.engine.now() + 40 * DAY_MS + HOUR_MS);
      kit.engine.commit();
      const broken = examine(kit.engine).filter(({ count }) => count > 0);
      expect({ broken, imbalances: readBooks(kit.engine).imbalances }).toEqual({ broken: [], imbalances: [] });
      kit.engine.close();
    }),
    { numRuns: 20, endOnFailure: true },
  );
});
