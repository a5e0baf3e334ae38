// Places at providers: how many requests may be under way to one at a time, who has one, and who waits for the next.

/** Most requests under way to one provider. */
const PER_PROVIDER = 32;

/** The places, by provider. A send is named by its id. */
export class Places {
  readonly #providerOf = new Map<number, string>();
  readonly #takenAt = new Map<string, number>();
  /** Who waits, longest first. Whoever is let in by other ways stays in the list and is passed over. */
  readonly #waiting = new Map<string, Set<number>>();

  /** Places taken at all providers. */
  get takenCount(): number {
    return this.#providerOf.size;
  }

  /** Whether one more request may go there. */
  isFree(provider: string): boolean {
    return (this.#takenAt.get(provider) ?? 0) < PER_PROVIDER;
  }

  /** Takes a place. */
  take(provider: string, send: number): void {
    this.give(send);
    this.#providerOf.set(send, provider);
    this.#takenAt.set(provider, (this.#takenAt.get(provider) ?? 0) + 1);
    this.#waiting.get(provider)?.delete(send);
  }

  /** Gives a place back; says at which provider, null where the send had none. */
  give(send: number): string | null {
    const provider = this.#providerOf.get(send);
    if (provider === undefined) return null;
    this.#providerOf.delete(send);
    const left = (this.#takenAt.get(provider) ?? 1) - 1;
    if (left === 0) this.#takenAt.delete(provider);
    else this.#takenAt.set(provider, left);
    return provider;
  }

  /** Waits for a place there. */
  wait(provider: string, send: number): void {
    const list = this.#waiting.get(provider);
    if (list === undefined) this.#waiting.set(provider, new Set([send]));
    else list.add(send);
  }

  /** Takes who has waited longest off the list; null where nobody waits. */
  next(provider: string): number | null {
    const list = this.#waiting.get(provider);
    const [first] = list ?? [];
    if (list === undefined || first === undefined) return null;
    list.delete(first);
    if (list.size === 0) this.#waiting.delete(provider);
    return first;
  }
}
