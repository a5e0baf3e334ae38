// Tries that failed, counted by whom and from where, so that guessing a password takes years: by account and address together, and more
// widely by each alone. Addresses are those of connections; a header may say anything.

/** A name under which tries are counted, and how many it may have within the window. */
export interface Counted {
  name: string;
  most: number;
}

const WINDOW_MS = 300_000;
const MOST_NAMES = 20_000;

/** Tries of the last five minutes. */
export class Attempts {
  readonly #triedAt = new Map<string, number[]>();

  /** Counts a try under each name before its outcome is known, so that a burst counts as well. Gives the wait (ms) where there were too many. */
  take(names: readonly Counted[], now: number): number | null {
    const waits = names.map(({ name, most }) => {
      const recent = this.#recent(name, now);
      return recent.length < most ? 0 : (recent[recent.length - most] ?? now) + WINDOW_MS - now;
    });
    const wait = Math.max(0, ...waits);
    if (wait > 0) return wait;
    for (const { name } of names) this.#keep(name, [...this.#recent(name, now), now]);
    return null;
  }

  /** A try that went well counts against nobody: the first name starts anew, the others lose one try. */
  forgive([own, ...others]: readonly Counted[]): void {
    if (own !== undefined) this.#triedAt.delete(own.name);
    for (const { name } of others) this.#triedAt.get(name)?.pop();
  }

  #recent(name: string, now: number): number[] {
    return (this.#triedAt.get(name) ?? []).filter((at) => at > now - WINDOW_MS && at <= now);
  }

  #keep(name: string, tries: number[]): void {
    this.#triedAt.delete(name);
    this.#triedAt.set(name, tries);
    const [oldest] = this.#triedAt.keys();
    if (this.#triedAt.size > MOST_NAMES && oldest !== undefined) this.#triedAt.delete(oldest);
  }
}

/** The names of a try to sign in: account and address together, the account from anywhere, the address at anybody. */
export function namesOf(account: string, address: string): Counted[] {
  return [
    { name: `both ${account} ${address}`, most: 8 },
    { name: `account ${account}`, most: 50 },
    { name: `address ${address}`, most: 80 },
  ];
}
