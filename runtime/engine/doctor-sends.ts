// Invariants of what was sent: quiet hours, caps, opt-outs and holdouts, each judged anew by the rules in force at the time.
import type { Row } from "#runtime/store/engine-db.ts";
import { channelOf, channels } from "#shared/channel/all.ts";
import type { ChannelId } from "#shared/channel/kind.ts";
import { type CapTouch, windowOf } from "#shared/flow/gates.ts";
import { capBlocking } from "#shared/policy/caps.ts";
import { type MinuteWindow, quietUntil } from "#shared/policy/quiet.ts";
import type { Plan } from "#shared/strategy/plan.ts";
import type { History } from "./doctor-history.ts";
import { type Breach, byLearner, byOrder, idsOf } from "./doctor-pieces.ts";
import type { Engine } from "./engine.ts";
import type { Settings } from "./logged.ts";

/** What an invariant looks at. */
export interface Examined {
  engine: Engine;
  history: History;
  /** Whether nothing else happens meanwhile: then the store's file is checked whole. */
  isStill: boolean;
}

/** A send whose request began and was not withheld. Instants are UTC ms. */
interface Begun {
  id: number;
  learner: number;
  strategy: string;
  version: string;
  channel: ChannelId;
  recipient: string;
  openedAt: number;
  decidedAt: number;
  sendingAt: number;
}

const columns = `s.id, e.learner, s.strategy, e.version, s.channel, s.recipient, e.opened_at AS openedAt, s.decided_at AS decidedAt,
  s.sending_at AS sendingAt FROM sends s CROSS JOIN episodes e ON e.id = s.episode
  WHERE s.sending_at IS NOT NULL AND s.withheld IS NULL`;

/** Every such send that `only` asks for and whose past was read, as they lie; null where the doctor may rest. */
function begun(view: Examined, only = "true"): Iterable<Begun | null> {
  const sql = `SELECT ${columns} AND s.n > ? AND s.n <= ? AND ${only} ORDER BY s.n`;
  return known(view, byOrder(view.engine, "sends", "n", sql));
}

/** The same with those of one learner together. */
function begunByLearner(view: Examined): Iterable<Begun | null> {
  return known(view, byLearner(view.engine, `SELECT ${columns} AND s.id BETWEEN ? AND ? ORDER BY s.id`));
}

function* known({ history }: Examined, rows: Iterable<Row | null>): Iterable<Begun | null> {
  for (const row of rows) {
    const send = row as unknown as Begun | null;
    if (send === null || history.isKnown(send.sendingAt)) yield send;
  }
}

/**
 * The rules a send may have been judged by: more than one where they changed at its very instant, none where the zone went with
 * the learner (erased, or merged into another).
 */
function rulesOf({ engine, history }: Examined, { learner, sendingAt }: Begun): { settings: Settings; zone: string }[] {
  const { facts } = engine.world;
  if (facts.ids[learner] === "") return [];
  const zones = history.zonesAt(facts.ids[learner] ?? "", sendingAt);
  return history
    .settingsAt(sendingAt)
    .flatMap((settings) => zones.map((zone) => ({ settings, zone: zone ?? settings.zone })));
}

/** Whether a send breaks every set of rules it may have been judged by. */
function breaksAll(view: Examined, send: Begun, breaks: (settings: Settings, zone: string) => boolean): boolean {
  const rules = rulesOf(view, send);
  return rules.length > 0 && rules.every(({ settings, zone }) => breaks(settings, zone));
}

/** Sends to channels that interrupt, begun in quiet hours of school, strategy or provider (P5). */
export function* inQuietHours(view: Examined): Iterable<Breach> {
  const interrupting = channels.filter((channel) => channel.describe().interrupts).map(({ id }) => `'${id}'`);
  for (const send of begun(view, `s.channel IN (${interrupting.join(", ")})`)) {
    if (send === null) {
      yield null;
      continue;
    }
    const facts = channelOf(send.channel).describe();
    const plan = view.history.planAt(send.strategy, send.version, send.sendingAt);
    const fixed: MinuteWindow[] = [...(plan?.quiet ? [plan.quiet] : []), ...windowOf(facts.providerQuiet)];
    const isQuiet = (settings: Settings, zone: string) =>
      quietUntil([...windowOf(settings.quiet), ...fixed], zone, send.sendingAt, 0) !== null;
    if (breaksAll(view, send, isQuiet)) yield send.id;
  }
}

/** Sends that found no place left under a cap of the school or their strategy (P6). */
export function* aboveCaps(view: Examined): Iterable<Breach> {
  const isCapped =
    view.history.allSettings.some(({ caps }) => caps.length > 0) ||
    view.history.allPlans.some((plan) => capsOf(plan).length > 0);
  if (!isCapped) return;
  let list: Begun[] = [];
  for (const send of begunByLearner(view)) {
    if (send === null) {
      yield null;
      continue;
    }
    if (list.length > 0 && list[0]?.learner !== send.learner) {
      yield* aboveCapsOf(view, list);
      list = [];
    }
    list.push(send);
  }
  yield* aboveCapsOf(view, list);
}

function capsOf(plan: Plan | null) {
  return plan?.document.policy?.caps ?? [];
}

/** One learner's sends counted again in the order in which they began. */
function* aboveCapsOf(view: Examined, sends: Begun[]): Iterable<number> {
  const touches: CapTouch[] = [];
  for (const send of sends.toSorted((a, b) => a.sendingAt - b.sendingAt || a.id - b.id)) {
    const { sendingAt: at, channel, strategy } = send;
    const own = capsOf(view.history.planAt(strategy, send.version, at));
    const inStrategy = touches.filter((touch) => touch.strategy === strategy);
    const isAbove = (settings: Settings, zone: string) =>
      (capBlocking(settings.caps, touches, channel, at, zone) ?? capBlocking(own, inStrategy, channel, at, zone)) !==
      null;
    if (breaksAll(view, send, isAbove)) yield send.id;
    touches.push({ at, channel, id: String(send.id), strategy });
  }
}

/**
 * Sends begun after an opt-out of their learner (or their channel) and before an opt-in (P19). Those of the erased and of the
 * merged are left out: nobody knows any more what they had opted in to.
 */
export function* afterOptOut(view: Examined): Iterable<Breach> {
  const { engine, history } = view;
  const outs = new Map<number, { channel: string; at: number }[]>();
  for (const row of engine.db.sql("SELECT learner, channel, at FROM opt_outs").iterate()) {
    const learner = Number(row["learner"]);
    outs.set(learner, [...(outs.get(learner) ?? []), { channel: String(row["channel"]), at: Number(row["at"]) }]);
  }
  if (outs.size === 0) return;
  for (const send of begun(view)) {
    if (send === null) {
      yield null;
      continue;
    }
    const id = engine.world.facts.ids[send.learner] ?? "";
    if (id === "") continue;
    const isOut = outs.get(send.learner)?.some(({ channel, at }) => {
      const isMeant = channel === "all" || (channel === send.channel && send.recipient === "learner");
      return (
        isMeant &&
        at < send.sendingAt &&
        !history.optIns(id, channel).some((back) => at <= back && back <= send.sendingAt)
      );
    });
    if (isOut === true) yield send.id;
  }
}

/** Sends to a learner whom a holdout of the strategy or the school had taken out before (P10). */
export function* toHoldout(view: Examined): Iterable<Breach> {
  const { engine, history } = view;
  const held = new Map<number, { salt: string; at: number }[]>();
  for (const row of engine.db.sql("SELECT learner, salt, at FROM assignments WHERE arm = 'holdout'").iterate()) {
    const learner = Number(row["learner"]);
    held.set(learner, [...(held.get(learner) ?? []), { salt: String(row["salt"]), at: Number(row["at"]) }]);
  }
  if (held.size === 0) return;
  for (const send of begun(view, "e.learner IN (SELECT learner FROM assignments WHERE arm = 'holdout')")) {
    if (send === null) {
      yield null;
      continue;
    }
    const own = history.planAt(send.strategy, send.version, send.decidedAt)?.document.holdout;
    const isHeld = held.get(send.learner)?.some(({ salt, at }) => {
      const isInForce = (holdout: { salt: string; weight: number } | null | undefined) =>
        holdout?.salt === salt && holdout.weight > 0;
      const isSeason = history.settingsAt(send.openedAt).every(({ holdout }) => isInForce(holdout));
      return at <= send.decidedAt && (isInForce(own) || isSeason);
    });
    if (isHeld === true) yield send.id;
  }
}

/** Withheld sends of which something left the process all the same (P10). */
export function* withheldYetSent({ engine }: Examined): Iterable<Breach> {
  const sql = `SELECT id FROM sends WHERE n > ? AND n <= ? AND withheld IS NOT NULL
    AND (transport IS NOT NULL OR attempts > 0 OR accepted_at IS NOT NULL)`;
  yield* idsOf(byOrder(engine, "sends", "n", sql));
}
