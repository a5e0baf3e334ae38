// What dispatch knows of a person beside the facts: addresses, consent, guardian. Kept in engine.db, read when needed.
import type { EngineDb } from "#runtime/store/engine-db.ts";
import type { LearnerPatch } from "#shared/event/learner.ts";
import type { Addresses, Consent, Profile } from "#shared/policy/recipient.ts";

type Nullish<T> = { [K in keyof T]?: T[K] | null | undefined };

/** Puts a patch's values over old ones; null takes one away. */
function patched<T>(
  old: Record<string, T> | undefined,
  patch: Nullish<Record<string, T>> | undefined,
): Record<string, T> | undefined {
  if (patch === undefined) return old;
  const next: Record<string, T> = { ...old };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete next[key];
    else if (value !== undefined) next[key] = value;
  }
  return next;
}

function guardianOf(old: Profile["guardian"], patch: LearnerPatch["guardian"]): Profile["guardian"] {
  if (patch === undefined) return old;
  if (patch === null) return undefined;
  const name = patch.name === null ? undefined : (patch.name ?? old?.name);
  const addresses = patched(old?.addresses, patch.addresses as Nullish<Addresses> | undefined);
  const consent = patched(old?.consent, patch.consent as Nullish<Consent> | undefined);
  return {
    ...(name === undefined ? {} : { name }),
    ...(addresses === undefined ? {} : { addresses }),
    ...(consent === undefined ? {} : { consent }),
  };
}

/** A profile with an upsert applied. */
export function patchProfile(old: Profile, patch: LearnerPatch): Profile {
  const texts = { name: old.name, zone: old.zone, locale: old.locale, birthDate: old.birthDate };
  for (const key of ["name", "zone", "locale", "birthDate"] as const) {
    const value = patch[key];
    if (value !== undefined) texts[key] = value ?? undefined;
  }
  const next = {
    ...texts,
    addresses: patched(old.addresses, patch.addresses as Nullish<Addresses> | undefined),
    consent: patched(old.consent, patch.consent as Nullish<Consent> | undefined),
    guardian: guardianOf(old.guardian, patch.guardian),
  };
  return JSON.parse(JSON.stringify(next)) as Profile;
}

/** Profiles kept in memory, whoever was asked for last. */
const KEPT = 20_000;

/** The profiles: those changed, those written last and some lately asked for in memory, the others in the store. */
export class Profiles {
  readonly #db: EngineDb;
  #changed = new Map<number, Profile>();
  /** Those of the last commit: the store may not have them yet. */
  #written = new Map<number, Profile>();
  readonly #kept = new Map<number, Profile>();

  constructor(db: EngineDb) {
    this.#db = db;
  }

  /** The profile of a learner's row. */
  get(learner: number): Profile {
    const known = this.#changed.get(learner) ?? this.#written.get(learner) ?? this.#kept.get(learner);
    if (known !== undefined) return known;
    const row = this.#db.past("SELECT profile FROM learners WHERE ix = ?").get(learner);
    const text = row?.["profile"];
    const profile = typeof text === "string" ? (JSON.parse(text) as Profile) : {};
    this.#keep(learner, profile);
    return profile;
  }

  #keep(learner: number, profile: Profile): void {
    if (this.#kept.size >= KEPT) this.#kept.clear();
    this.#kept.set(learner, profile);
  }

  /** Replaces a profile; written by the next `save`. */
  set(learner: number, profile: Profile): void {
    this.#changed.set(learner, profile);
    this.#keep(learner, profile);
  }

  /** Writes what changed; the rows are there already. */
  save(): void {
    const write = this.#db.sql("UPDATE learners SET profile = ? WHERE ix = ?");
    for (const [learner, profile] of this.#changed) write.run(JSON.stringify(profile), learner);
    this.#written = this.#changed;
    this.#changed = new Map();
  }

  /** Whether something waits to be written. */
  get isChanged(): boolean {
    return this.#changed.size > 0;
  }
}
