// Who is in which draft: kept in memory, for as long as browsers say so.

/** Someone in a draft. `node` is what they have open. `seenAt` is UTC ms. */
export interface Present {
  id: string;
  name: string;
  node: string | null;
  seenAt: number;
}

/** How long someone is there after their last word (ms). */
const STAYS_MS = 30_000;

/** People in drafts. */
export class Presence {
  readonly #byDraft = new Map<string, Map<string, Present>>();

  /** Someone says that they are there. */
  enter(draft: string, person: Present): void {
    const there = this.#byDraft.get(draft) ?? new Map<string, Present>();
    this.#byDraft.set(draft, there.set(person.id, person));
  }

  /** Someone says that they leave. */
  leave(draft: string, person: string): void {
    this.#byDraft.get(draft)?.delete(person);
  }

  /** Who else is there, by name. */
  others(draft: string, but: string | null, now: number): Present[] {
    const there = this.#byDraft.get(draft);
    if (there === undefined) return [];
    for (const [id, { seenAt }] of there) if (seenAt <= now - STAYS_MS) there.delete(id);
    if (there.size === 0) this.#byDraft.delete(draft);
    return [...there.values()].filter(({ id }) => id !== but).sort((a, b) => a.name.localeCompare(b.name));
  }
}
