// What must hold of a whole world: the doctor's invariants each day and at each restart, the receivers' books against ours, and
// nothing left waiting past its time.
import { examine } from "#runtime/engine/doctor.ts";
import type { Engine } from "#runtime/engine/engine.ts";
import { sendOf } from "#runtime/engine/send.ts";
import { HOUR_MS } from "#shared/kernel/duration.ts";
import type { Book } from "./book.ts";
import type { Network } from "./network.ts";

/** What a check found: the invariant and a few of the rows that break it. */
export interface Breach {
  invariant: string;
  examples: readonly string[];
}

/** The doctor's findings; commits first. */
export function* doctor(engine: Engine): Iterable<Breach> {
  engine.commit();
  for (const { invariant, count, examples } of examine(engine)) if (count > 0) yield { invariant, examples };
}

/** Sends that still wait though they expired long ago, while nothing holds sends back. */
export function* overdue(engine: Engine): Iterable<Breach> {
  if (engine.stop !== null) return;
  const rows = engine.db
    .sql("SELECT * FROM sends WHERE state IN ('decided', 'held') AND expires_at < ?")
    .all(engine.now() - HOUR_MS);
  const stuck = rows.filter((row) => engine.world.program.byId.get(String(row.strategy))?.state !== "paused");
  if (stuck.length > 0)
    yield { invariant: "nothing waits past its time", examples: stuck.map((row) => JSON.stringify(row)).slice(0, 3) };
}

/** The receivers' books: whatever they saw, we had written down before; one send has one id and one body. */
export function* receivers(engine: Engine, { seen }: Network): Iterable<Breach> {
  const sends = engine.db.sql("SELECT * FROM sends WHERE channel = 'webhook'").all().map(sendOf);
  const known = new Map(sends.map((send) => [send.id, send]));
  const unwritten: string[] = [];
  for (const [id, { key, attemptCount, messageIds, bodies }] of seen) {
    const send = known.get(id);
    if (send === undefined || send.attempts < attemptCount || send.withheld !== null)
      unwritten.push(`${key} after ${attemptCount} attempts`);
    if (messageIds.size > 1 || bodies.size > 1) unwritten.push(`${key}: ${messageIds.size} ids, ${bodies.size} bodies`);
  }
  if (unwritten.length > 0)
    yield { invariant: "what left the process was written down before", examples: unwritten.slice(0, 5) };
  const untaken = sends.filter(
    ({ id, transport, outcome }) =>
      transport === "webhook" && outcome.acceptedAt !== null && seen.get(id)?.isTaken !== true,
  );
  if (untaken.length > 0)
    yield { invariant: "what we call accepted was taken", examples: untaken.map(({ id }) => String(id)).slice(0, 5) };
}

/** Every event that was answered is in the log, and none that never came. */
export function* answers({ counters }: Engine, { acceptedCount, maybeCount }: Book): Iterable<Breach> {
  const kept = counters.get("events applied") + counters.get("events quarantined");
  if (kept < acceptedCount || kept > acceptedCount + maybeCount)
    yield {
      invariant: "what was answered is kept",
      examples: [`${acceptedCount} accepted, ${maybeCount} more sent, ${kept} kept`],
    };
}
