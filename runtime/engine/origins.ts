// What sends and episodes began with, each combination stored once: a send's row holds a number instead of a version, a day, a tier,
// causes, a course and a cohort.
import type { EngineDb } from "#runtime/store/engine-db.ts";
import { cohortWeek } from "#shared/flow/look.ts";
import type { World } from "#shared/flow/world.ts";
import { canonicalJson } from "#shared/kernel/canonical.ts";
import { assert } from "#shared/kernel/issue.ts";
import { localDay } from "#shared/kernel/zone.ts";
import type { Origin } from "#shared/report/unit.ts";
import type { Evidence } from "#shared/signal/kind.ts";

/** What a unit began with; for a send also the salts of the experiments it belongs to. */
export interface Beginning extends Origin {
  readonly salts: readonly string[];
}

/** Beginnings kept in memory. */
const KEPT = 20_000;

/** The beginnings by number. */
export class Origins {
  readonly #db: EngineDb;
  /** By `keyOf`: the text that is stored takes longer to make. */
  readonly #ids = new Map<string, number>();
  readonly #known = new Map<number, Beginning>();
  readonly #added = new Map<number, string>();
  #last: number;

  constructor(db: EngineDb) {
    this.#db = db;
    this.#last = Number(db.sql("SELECT max(n) AS last FROM origins").get()?.["last"] ?? 0);
  }

  /** The number of a beginning, given on first need. */
  idOf(beginning: Beginning): number {
    const key = keyOf(beginning);
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const text = canonicalJson(beginning);
    const id = this.#stored(text) ?? this.#add(text);
    this.#ids.set(key, id);
    return id;
  }

  /** The beginning of a number that was given. */
  of(id: number): Beginning {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const row = this.#db.past("SELECT data FROM origins WHERE n = ?").get(id);
    assert(row !== undefined, "a unit began with something", { id });
    return this.#keep(id, String(row["data"]));
  }

  /** Writes the new ones, inside the caller's transaction; until the next one, the store may not have them. */
  save(): void {
    const write = this.#db.sql("INSERT INTO origins (n, data) VALUES (?, ?)");
    for (const [id, text] of this.#added) write.run(id, text);
    if (this.#known.size > KEPT) {
      this.#ids.clear();
      this.#known.clear();
      for (const [id, text] of this.#added) this.#ids.set(keyOf(this.#keep(id, text)), id);
    }
    this.#added.clear();
  }

  #stored(text: string): number | null {
    const row = this.#db.past("SELECT n FROM origins WHERE data = ?").get(text);
    return row === undefined ? null : Number(row["n"]);
  }

  #add(text: string): number {
    this.#last += 1;
    this.#keep(this.#last, text);
    this.#added.set(this.#last, text);
    return this.#last;
  }

  #keep(id: number, text: string): Beginning {
    const beginning = JSON.parse(text) as Beginning;
    this.#known.set(id, beginning);
    return beginning;
  }
}

/** All that a beginning is, as one text. Only ids of courses are the customer's own and may hold blanks: they come last. */
function keyOf({ strategy, version, day, tier, causes, course, cohort, salts }: Beginning): string {
  const named = course === null ? "" : ` ${course}`;
  return `${strategy} ${version} ${day} ${tier} ${causes.join("+")} ${salts.join("+")} ${cohort}${named}`;
}

/** Where and when something began, as the effect says it. */
export interface Begun {
  learner: number;
  strategy: string;
  subject: string;
  version: string;
  tier: string;
  evidence: Readonly<Record<string, Evidence>>;
  at: number;
}

/** What a unit begins with: day and zone of the school, causes of the signals that held, course and week in which the learner began it. */
export function originOf(world: World, begun: Begun): Origin {
  const { strategy, version, tier, evidence, at } = begun;
  const plan = world.program.byId.get(strategy)?.versions.get(version);
  const signals = Object.keys(evidence).sort();
  const causes = new Set(signals.flatMap((id) => plan?.signals.get(id)?.causes ?? []));
  const named = signals.map((id) => evidence[id]?.["course"]).find((one) => typeof one === "string");
  const course = plan?.document.subject === "course" ? begun.subject : typeof named === "string" ? named : null;
  const { facts, settings } = world;
  const row = course === null ? -1 : facts.enrolmentOf(begun.learner, course);
  const startAt = row === -1 ? Number.NaN : facts.enrolments.startOf(row);
  const cohort = Number.isNaN(startAt) ? null : cohortWeek(startAt);
  return { strategy, version, day: localDay(settings.zone, at), tier, causes: [...causes].sort(), course, cohort };
}
