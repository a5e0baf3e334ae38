// The doctor over reports: the cells must be the sum over all units as they stand in the ledgers, byte for byte.
import type { Row } from "#runtime/store/engine-db.ts";
import { canonicalJson } from "#shared/kernel/canonical.ts";
import { type CellKey, cellText } from "#shared/report/cell.ts";
import { recount } from "#shared/report/rollup.ts";
import type { EpisodeUnit, Exposure, Unit } from "#shared/report/unit.ts";
import type { Examined } from "./doctor-sends.ts";
import type { Engine } from "./engine.ts";
import { episodeUnit } from "./episode-units.ts";
import type { Beginning } from "./origins.ts";
import { sendOf } from "./send.ts";
import { countedOf, sendUnit } from "./send-units.ts";

const WITH_ORIGIN = "JOIN origins o ON o.n = t.origin";

function beginningOf(row: Row): Beginning {
  return JSON.parse(String(row["beginning"])) as Beginning;
}

/** All units as the ledgers have them. */
function* unitsOf({ db }: Engine): Iterable<Unit> {
  for (const row of db.sql("SELECT data FROM exposures").iterate()) yield JSON.parse(String(row["data"])) as Exposure;
  for (const row of db.sql(`SELECT t.*, o.data AS beginning FROM sends t ${WITH_ORIGIN}`).iterate()) {
    const send = sendOf(row);
    yield sendUnit(send, beginningOf(row), countedOf(send));
  }
  const episodes = db.sql(`SELECT t.is_holdout, t.outcome, o.data AS beginning FROM episodes t ${WITH_ORIGIN}`);
  for (const row of episodes.iterate())
    yield episodeUnit(beginningOf(row), row["is_holdout"] === 1, row["outcome"] as EpisodeUnit["outcome"]);
  for (const row of db.sql("SELECT week, sends FROM loads").iterate())
    yield { unit: "load", week: Number(row["week"]), sends: Number(row["sends"]) };
}

/** Cells that differ from the recount. It reads every unit at once, so it is done where nobody waits for the thread. */
export function* strayCells({ engine, isStill }: Examined): Iterable<string> {
  if (!isStill) return;
  const wanted = new Map([...recount(unitsOf(engine))].map(([text, cell]) => [text, canonicalJson(cell)]));
  for (const row of engine.db.sql("SELECT kind, id, arm, day, cut, value, counters FROM cells").iterate()) {
    const text = cellText(row as unknown as CellKey);
    const [is, should] = [String(row["counters"]), wanted.get(text)];
    if (is !== should) yield `${text}: ${is}, recount ${should ?? "nothing"}`;
    wanted.delete(text);
  }
  for (const [text, should] of wanted) yield `${text}: nothing, recount ${should}`;
}
