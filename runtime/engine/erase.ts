// Erasing as the ledgers see it: payloads, profile and names are nulled, a keyed hash of the id stays.
import type { EngineDb } from "#runtime/store/engine-db.ts";
import type { Frame } from "#runtime/store/log/frame.ts";
import { IDS_PER_LEARNER } from "#shared/flow/episode.ts";
import type { World } from "#shared/flow/world.ts";
import type { Journal } from "./journal.ts";
import type { Measures } from "./measures.ts";
import type { Outbox } from "./outbox.ts";
import type { Profiles } from "./profile.ts";

/** What erasing works with. */
export interface EraseContext {
  db: EngineDb;
  world: World;
  journal: Journal;
  outbox: Outbox;
  profiles: Profiles;
  measures: Measures;
  erasedToken(learner: string): string;
}

/** Nulls the rows of a learner, called so or by a name merged into theirs; before the world forgets who it was. */
export function forgetRows(context: EraseContext, id: string, { receivedAt: at, seq }: Frame): void {
  const { world, journal, profiles, outbox } = context;
  const { facts } = world;
  const learner = facts.find(id);
  if (learner === undefined) return;
  const [from, to] = [learner * IDS_PER_LEARNER, (learner + 1) * IDS_PER_LEARNER - 1];
  profiles.set(learner, {});
  context.measures.forget(learner, outbox.sendsOf(learner));
  outbox.forget(learner);
  journal.add("DELETE FROM exposures WHERE learner = ?", learner);
  journal.add("DELETE FROM loads WHERE learner = ?", learner);
  journal.add("UPDATE episodes SET origin = NULL WHERE id BETWEEN ? AND ?", from, to);
  journal.add("UPDATE decisions SET evidence = NULL, salt = NULL WHERE id BETWEEN ? AND ?", from, to);
  journal.add("DELETE FROM inbox WHERE send BETWEEN ? AND ?", from, to);
  journal.add("UPDATE task_acts SET note = NULL WHERE send BETWEEN ? AND ?", from, to);
  journal.add("UPDATE tasks SET content = '{}', note = NULL WHERE send BETWEEN ? AND ?", from, to);
  const aliases = [...facts.aliases.keys()].filter((alias) => facts.find(alias) === learner);
  const name = facts.ids[learner] ?? id;
  // Until the log's files were written anew: they still say who it was.
  journal.add(
    "INSERT OR IGNORE INTO erasures (seq, learner, names) VALUES (?, ?, ?)",
    seq,
    learner,
    JSON.stringify([...new Set([id, name, ...aliases])]),
  );
  forgetRow(context, learner, name, at);
  for (const alias of aliases) {
    const row = context.db.sql("SELECT ix FROM learners WHERE id = ? AND is_erased = 0").get(alias);
    // A row that is not written yet is written without its name.
    forgetRow(context, row === undefined ? -1 : Number(row["ix"]), alias, at);
  }
}

/** Nulls one row by its number: the name may belong to somebody else by the time of the commit. */
function forgetRow({ journal, erasedToken }: EraseContext, row: number, name: string, at: number): void {
  journal.add("UPDATE quarantine SET payload = NULL WHERE instr(payload, ?) > 0", JSON.stringify(name));
  journal.add("UPDATE learners SET id = '', is_erased = 1, profile = NULL, attributes = NULL WHERE ix = ?", row);
  journal.add(
    "INSERT INTO erased (token, at) VALUES (?, ?) ON CONFLICT (token) DO UPDATE SET at = excluded.at",
    erasedToken(name),
    at,
  );
}
