// Sends as reports count them, and what each does to the exposures it belongs to and to its learner's week. A send that changes often
// between two commits is counted once, from what it was to what it is.
import type { EngineDb } from "#runtime/store/engine-db.ts";
import { channelOf } from "#shared/channel/all.ts";
import { IDS_PER_LEARNER, learnerOfId } from "#shared/flow/episode.ts";
import { localDay } from "#shared/kernel/zone.ts";
import { smsParts } from "#shared/message/sms.ts";
import type { Outcome } from "#shared/outcome/lattice.ts";
import { mondayOf } from "#shared/report/overview.ts";
import { changeOf } from "#shared/report/rollup.ts";
import { milestonesOf, type SendUnit, withSend } from "#shared/report/unit.ts";
import type { Cells } from "./cells.ts";
import type { Exposures, Held } from "./exposures.ts";
import type { Settings } from "./logged.ts";
import type { Beginning, Origins } from "./origins.ts";
import { type Send, sendOf } from "./send.ts";

/** What of a send is counted. */
interface Counted {
  readonly outcome: Outcome;
  readonly isMachineOpened: boolean;
  readonly costFen: number;
}

/** The unit of a send as it was counted or is to be. */
export function sendUnit(send: Send, beginning: Beginning, { outcome, isMachineOpened, costFen }: Counted): SendUnit {
  const { salts: _salts, ...origin } = beginning;
  const { channel, message, variant, node } = send;
  const milestones = milestonesOf(outcome, isMachineOpened);
  const said = { channel, message: message ?? node, variant: variant ?? "" };
  return { unit: "send", ...origin, ...milestones, ...said, state: outcome.state, costFen };
}

/** What a send cost, whole fen, for each part that was accepted: what the school pays, else a usual list price. */
function costOf({ channel, outcome, content }: Send, { costs }: Settings): number {
  // Settings logged before there were costs have none.
  const costFen = costs?.[channel] ?? channelOf(channel).describe().costFen ?? 0;
  if (outcome.acceptedAt === null || costFen === 0) return 0;
  const body = content?.["body"];
  return costFen * (channel === "sms" && typeof body === "string" ? Math.max(1, smsParts(body, "", "").parts) : 1);
}

/** What of a send is counted now. */
export function countedOf({ outcome, isMachineOpened, costFen }: Send): Counted {
  return { outcome, isMachineOpened, costFen: costFen ?? 0 };
}

/** So many learners' weeks are remembered. */
const KEPT_LEARNERS = 20_000;
/** Channels whose sends fill nobody's day: work of staff, and requests to other systems. */
const isQuietChannel = (channel: string) => channel === "task" || channel === "webhook";

/** The sends that changed since they were last counted. */
export class SendUnits {
  readonly #db: EngineDb;
  readonly #cells: Cells;
  readonly #origins: Origins;
  readonly #exposures: Exposures;
  readonly #settings: () => Settings;
  readonly #changed = new Map<number, { send: Send; counted: Counted | null }>();
  /** Accepted sends of learners' weeks since the last commit: learner, then week. */
  readonly #loads = new Map<number, Map<number, number>>();
  /** What was written of them lately, so that a commit reads little back: learner, then the last week that changed. */
  readonly #written = new Map<number, { week: number; sends: number }>();

  constructor(db: EngineDb, cells: Cells, origins: Origins, exposures: Exposures, settings: () => Settings) {
    this.#db = db;
    this.#cells = cells;
    this.#origins = origins;
    this.#exposures = exposures;
    this.#settings = settings;
  }

  /** A send is about to change; a new one was counted nowhere yet. */
  changing(send: Send, isNew: boolean): void {
    if (send.origin === null || this.#changed.has(send.id)) return;
    this.#changed.set(send.id, { send, counted: isNew ? null : countedOf(send) });
  }

  /** A send has changed: its price is that of when it was first accepted. */
  changed(send: Send): void {
    if (send.costFen === null && send.outcome.acceptedAt !== null) send.costFen = costOf(send, this.#settings());
    const known = this.#changed.get(send.id);
    if (known !== undefined) known.send = send;
  }

  /** Brings cells, exposures and weeks up to what changed. */
  count(): void {
    for (const { send, counted } of this.#changed.values()) {
      if (send.origin === null) continue;
      const beginning = this.#origins.of(send.origin);
      const now = countedOf(send);
      const before = counted === null ? null : sendUnit(send, beginning, counted);
      this.#cells.add(changeOf(before, sendUnit(send, beginning, now)));
      for (const salt of beginning.salts) this.#expose(send, salt, counted, now);
      this.#load(send, counted?.outcome.acceptedAt ?? null, now.outcome.acceptedAt);
    }
    this.#changed.clear();
  }

  /** Takes back the sends of a learner; `pending` are those in memory. */
  forget(learner: number, pending: readonly Send[]): void {
    const [from, to] = [learner * IDS_PER_LEARNER, (learner + 1) * IDS_PER_LEARNER - 1];
    const rows = this.#db.sql("SELECT * FROM sends WHERE id BETWEEN ? AND ? AND origin IS NOT NULL").all(from, to);
    const sends = new Map([...rows.map(sendOf), ...pending].map((send) => [send.id, send]));
    for (const send of sends.values()) {
      const changed = this.#changed.get(send.id);
      const counted = changed === undefined ? countedOf(send) : changed.counted;
      if (send.origin !== null && counted !== null)
        this.#cells.add(changeOf(sendUnit(send, this.#origins.of(send.origin), counted), null));
      send.origin = null;
      this.#changed.delete(send.id);
    }
    this.#forgetLoads(learner);
  }

  /** Writes the weeks, inside the caller's transaction; the sends' rows are the outbox's. */
  save(): void {
    this.count();
    const write = this.#db.sql(
      "INSERT INTO loads (learner, week, sends) VALUES (?, ?, ?) ON CONFLICT (learner, week) DO UPDATE SET sends = excluded.sends",
    );
    for (const [learner, weeks] of this.#loads)
      for (const [week, by] of weeks) {
        const was = this.#stored(learner, week);
        this.#cells.add(changeOf({ unit: "load", week, sends: was }, { unit: "load", week, sends: was + by }));
        write.run(learner, week, was + by);
        this.#written.set(learner, { week, sends: was + by });
      }
    this.#loads.clear();
    if (this.#written.size > KEPT_LEARNERS) this.#written.clear();
  }

  /** Whether something waits to be counted. */
  get isChanged(): boolean {
    return this.#changed.size + this.#loads.size > 0;
  }

  #stored(learner: number, week: number): number {
    const written = this.#written.get(learner);
    if (written?.week === week) return written.sends;
    return Number(
      this.#db.sql("SELECT sends FROM loads WHERE learner = ? AND week = ?").get(learner, week)?.["sends"] ?? 0,
    );
  }

  #expose(send: Send, salt: string, counted: Counted | null, now: Counted): void {
    const held = this.#exposures.find(learnerOfId(send.id), salt);
    if (held === null) return;
    const before = counted === null ? null : milestonesIn(held, counted);
    const after = milestonesIn(held, now);
    const costFen = (after.isSent ? now.costFen : 0) - (before?.isSent === true ? (counted?.costFen ?? 0) : 0);
    const isFirst = held.firstSend === send.id && send.withheld === null;
    this.#exposures.change(held, withSend(held.exposure, isFirst, before, after, costFen));
  }

  #load(send: Send, before: number | null, after: number | null): void {
    if (before === after || isQuietChannel(send.channel)) return;
    const add = (at: number | null, by: number) => {
      if (at === null) return;
      const learner = learnerOfId(send.id);
      const weeks = this.#loads.get(learner) ?? new Map<number, number>();
      const week = mondayOf(localDay(this.#settings().zone, at));
      weeks.set(week, (weeks.get(week) ?? 0) + by);
      this.#loads.set(learner, weeks);
    };
    add(before, -1);
    add(after, 1);
  }

  #forgetLoads(learner: number): void {
    this.#loads.delete(learner);
    this.#written.delete(learner);
    for (const row of this.#db.sql("SELECT week, sends FROM loads WHERE learner = ?").all(learner))
      this.#cells.add(changeOf({ unit: "load", week: Number(row["week"]), sends: Number(row["sends"]) }, null));
  }
}

function milestonesIn({ exposure }: Held, { outcome, isMachineOpened }: Counted) {
  return milestonesOf(outcome, isMachineOpened, exposure.at + exposure.windowMs);
}
