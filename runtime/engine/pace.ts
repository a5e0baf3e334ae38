// When what is gathered gets its commit: soon while little comes in at a time, since a long commit holds up whoever waits for an answer;
// seldom in a bulk, since what changes again meanwhile is then written once.

/** Items and rows that may wait for a commit: the log has them already. */
const MOST = 20_000;
/** The same where nobody waits: the test clock is moving. */
const MOST_PATIENT = 100_000;
/** Rows that may wait while little comes in at a time. */
const MOST_LIVE = 400;
/** Items of one pump from which on it is a bulk, in which nobody waits for a single one. */
const BULK_ITEMS = 500;

/** The pace of commits. */
export class Pace {
  /** Set while nobody waits for what is committed: the test clock moves, or moved a moment ago. */
  isPatient = false;
  #items = 0;
  #itemsBefore = 0;

  /** A pump begins. */
  begin(): void {
    this.#itemsBefore = this.#items;
  }

  /** So many items were logged and applied. */
  add(items: number): void {
    this.#items += items;
  }

  /** Everything is committed. */
  committed(): void {
    this.#items = 0;
    this.#itemsBefore = 0;
  }

  /** Whether no more may wait, with so many rows gathered. */
  isFull(rows: number): boolean {
    return this.#items + rows > (this.isPatient ? MOST_PATIENT : MOST);
  }

  /** Whether a pump ends with a commit. While the store is busy with the one before, only what may not wait any more. */
  isDue(rows: number, isBusy: boolean): boolean {
    const isLive = !isBusy && !this.isPatient && this.#items - this.#itemsBefore < BULK_ITEMS;
    return this.isFull(rows) || (isLive && rows > MOST_LIVE);
  }
}
