// What senders were told: every event that was answered, so that each later answer can be foretold, over any number of restarts.
import type { IngestResult } from "#runtime/engine/protocol.ts";
import { DAY_MS } from "#shared/kernel/duration.ts";
import type { Item } from "./agenda.ts";

interface Entry {
  body: string;
  /** Whether it was answered; else it may have been logged or not. */
  isSure: boolean;
  at: number;
}

/** The promise of P2 less a day: beyond it nothing is foretold. */
const WINDOW_MS = 34 * DAY_MS;

/** The senders' side of the intake. */
export class Book {
  readonly #entries = new Map<string, Entry>();
  /** Events that were answered as new. */
  acceptedCount = 0;
  /** Events that may have been logged without an answer. */
  maybeCount = 0;

  /** Takes the answer to a batch; gives what is wrong with it. */
  answered(source: string, items: readonly Item[], result: IngestResult, now: number): string[] {
    const wrong: string[] = [];
    for (const [index, item] of items.entries()) {
      const told = result.duplicates.includes(index)
        ? "duplicate"
        : result.conflicts.includes(index)
          ? "conflict"
          : "new";
      const key = `${source} ${item.id}`;
      const body = JSON.stringify(item);
      const known = this.#entries.get(key);
      if (!mayBe(told, known, body, now)) wrong.push(`${key} was answered ${told}`);
      if (known?.isSure === false) this.maybeCount -= 1;
      if (told === "new" || known?.isSure === false) this.acceptedCount += 1;
      if (told === "new") this.#entries.set(key, { body, isSure: true, at: now });
      else if (known !== undefined) known.isSure = true;
    }
    return wrong;
  }

  /** A batch whose sender never got an answer. */
  unanswered(source: string, items: readonly Item[], now: number): void {
    for (const item of items) {
      const key = `${source} ${item.id}`;
      if (this.#entries.has(key)) continue;
      this.maybeCount += 1;
      this.#entries.set(key, { body: JSON.stringify(item), isSure: false, at: now });
    }
  }
}

function mayBe(told: "new" | "duplicate" | "conflict", known: Entry | undefined, body: string, now: number): boolean {
  if (known === undefined) return told === "new";
  if (now - known.at > WINDOW_MS) return true;
  const isSame = known.body === body;
  if (known.isSure) return told === (isSame ? "duplicate" : "conflict");
  return told === "new" || told === (isSame ? "duplicate" : "conflict");
}
