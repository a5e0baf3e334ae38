// Gathers the items of one request that passed the check, hashes them, hands them to the engine in bounded pieces and turns what it
// says back into an answer per item.
import type { EngineApi, IngestResult, RefusedItem } from "#runtime/engine/protocol.ts";
import { sentence } from "#shared/api/words.ts";
import { HASH_WORDS, hashBody, hashId } from "#shared/event/identity.ts";
import { errorIssue, type Issue } from "#shared/kernel/issue.ts";
import type { Locale } from "#shared/signal/words.ts";
import { type Refused, refuse } from "./problem.ts";

/** A refused item as answered; `index` counts the items of the request from 0. */
export interface RejectedItem {
  index: number;
  code: string;
  message: string;
  path: (string | number)[];
}

/** The answer to a request of many items: accepted + duplicates + rejected = items. */
export interface ItemsAnswer {
  accepted: number;
  duplicates: number;
  rejected: RejectedItem[];
}

/** The refusal of a request whose only item was refused (ruling 34). */
export function alone({ code, path }: RejectedItem): Refused {
  return refuse(code === "event.idConflict" ? 409 : 400, code, [errorIssue(code, path)]);
}

/** Items handed over at once: few enough that the engine works on one piece while the next is read. */
export const PIECE_ITEMS = 5000;
const PAYLOAD_CHARS = 2000;

/** How a request's items go in. */
export interface GatherOptions {
  engine: EngineApi;
  source: string;
  isBackfill: boolean;
  locale: Locale;
  /** What must have come about before the first piece goes in; reading does not wait for it. */
  after?: Promise<void>;
  /** Hears that the last piece is on its way to the engine. */
  handedOver?: () => void;
}

/** The items of one request. `add` and `refuse` in order of index; `hand` whenever `isFull`, and `flush` once at the end. */
export class Gather {
  readonly answer: ItemsAnswer = { accepted: 0, duplicates: 0, rejected: [] };
  readonly #options: GatherOptions;
  #hashes = new Uint32Array(HASH_WORDS);
  #indexes: number[] = [];
  #refused: RefusedItem[] = [];
  /** The piece the engine has, or what the first one waits for. */
  #handed: Promise<void>;

  constructor(options: GatherOptions) {
    this.#options = options;
    this.#handed = options.after ?? Promise.resolve();
  }

  /** Whether a piece is complete. */
  get isFull(): boolean {
    return this.#indexes.length >= PIECE_ITEMS || this.#refused.length >= PIECE_ITEMS;
  }

  /** Takes an item; its text goes with the next `flush`. `body` is what tells a repeat from a conflict. */
  add(index: number, id: string, body: unknown): void {
    const at = this.#indexes.length * HASH_WORDS;
    if (at === this.#hashes.length) this.#grow();
    hashId(this.#options.source, id, this.#hashes, at);
    hashBody(body, this.#hashes, at + 4);
    this.#indexes.push(index);
  }

  /** Refuses an item with its first issue; `text` is what was sent. */
  refuse(index: number, issue: Issue, text: string): void {
    this.answer.rejected.push(this.#rejected(index, issue));
    this.#refused.push({ index, code: issue.code, path: issue.path.join("."), payload: text.slice(0, PAYLOAD_CHARS) });
  }

  /** Hands the last piece over and waits until all are answered. Rejects with EngineRefused. */
  async flush(raw: Uint8Array): Promise<void> {
    await this.#handed;
    const answered = this.#ingest(raw);
    this.#options.handedOver?.();
    await answered;
  }

  /**
   * Hands the piece over once the one before it is answered; `raw` is the text of its items, a line each, in the same order. Rejects
   * with EngineRefused, as the next call does for this piece.
   */
  async hand(raw: Uint8Array): Promise<void> {
    await this.#handed;
    this.#handed = this.#ingest(raw);
    // Whoever waits next hears of it.
    this.#handed.catch(() => {});
  }

  async #ingest(raw: Uint8Array): Promise<void> {
    const indexes = this.#indexes;
    const refused = this.#refused;
    if (indexes.length === 0 && refused.length === 0) return;
    const words = indexes.length * HASH_WORDS;
    const hashes = words === this.#hashes.length ? this.#hashes : this.#hashes.slice(0, words);
    if (words === this.#hashes.length) this.#hashes = new Uint32Array(HASH_WORDS);
    this.#indexes = [];
    this.#refused = [];
    const { engine, source, isBackfill } = this.#options;
    this.#settle(indexes, await engine.ingest({ source, isBackfill, count: indexes.length, raw, hashes, refused }));
  }

  #settle(indexes: readonly number[], { duplicates, conflicts }: IngestResult): void {
    this.answer.duplicates += duplicates.length;
    this.answer.accepted += indexes.length - duplicates.length - conflicts.length;
    for (const at of conflicts)
      this.answer.rejected.push(this.#rejected(indexes[at] ?? 0, errorIssue("event.idConflict", ["id"])));
    if (conflicts.length > 0) this.answer.rejected.sort((a, b) => a.index - b.index);
  }

  #rejected(index: number, issue: Issue): RejectedItem {
    return { index, code: issue.code, message: sentence(issue, this.#options.locale), path: issue.path };
  }

  #grow(): void {
    const larger = new Uint32Array(this.#hashes.length * 8);
    larger.set(this.#hashes);
    this.#hashes = larger;
  }
}
