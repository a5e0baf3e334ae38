// The public API as a known school uses it: lists in, the devices' inboxes, the sandbox's sends and receipts, reports out. Throws with the
// answer's text where one is not 2xx.
import { type Connection, connect } from "#runtime/main/oulad/client.ts";

/** A message as a device shows it. */
export interface Shown {
  send: string;
  text: string;
}

/** A send that the sandbox has taken and has not reported on. */
export interface Taken {
  id: string;
  learner: string;
  tier: string;
  variant: string;
}

/** A receipt of the sandbox. */
export interface Receipt {
  send: string;
  state: "delivered" | "opened" | "acted" | "failed";
}

const AT_ONCE = 5000;
/** Devices ask side by side, as they do in life. */
const CONNECTIONS = 16;

/** The API. */
export class Door {
  readonly #connections: readonly Connection[];
  #asked = 0;

  constructor(url: string, key: string) {
    this.#connections = Array.from({ length: CONNECTIONS }, () => connect({ url, key }));
  }

  /** Calls a route; gives the answer's JSON. */
  async call<T = Record<string, unknown>>(path: string, body: unknown = null): Promise<T> {
    const bytes = body === null ? null : Buffer.from(JSON.stringify(body));
    return await this.#send<T>(path, bytes, "application/json");
  }

  /** Sends lines in batches, the clock standing at an instant when they are read. */
  async lines(path: string, list: readonly object[], at: number): Promise<void> {
    for (let from = 0; from < list.length; from += AT_ONCE) {
      const text = list.slice(from, from + AT_ONCE).map((one) => JSON.stringify(one));
      const answer = await this.#send<{ rejected: unknown[] }>(
        path,
        Buffer.from(text.join("\n")),
        "application/x-ndjson",
        new Date(at).toISOString(),
      );
      if (answer.rejected.length > 0) throw new Error(`${path}: ${JSON.stringify(answer.rejected[0])}`);
    }
  }

  /** Moves the test clock. */
  async until(at: number): Promise<void> {
    await this.call("/test/clock", { set: new Date(at).toISOString() });
  }

  /** What a learner's device shows, newest first. */
  async inbox(learner: string): Promise<Shown[]> {
    const { items } = await this.call<{ items: { send: string; content: { body?: unknown } }[] }>(
      `/v1/inbox/${learner}?limit=10`,
    );
    return items.map(({ send, content }) => ({ send, text: String(content.body) }));
  }

  /** A learner reads a message, or follows it, which is reading it too. */
  async act(learner: string, send: string, act: "read" | "act"): Promise<void> {
    await this.call(`/v1/inbox/${learner}/${send}/${act}`, {});
  }

  /** What the sandbox has taken of a strategy by a channel and has not reported on yet. */
  async taken(strategy: string, channel: string): Promise<Taken[]> {
    const found: Taken[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const query = new URLSearchParams({ strategy, channel, state: "accepted", limit: "1000" });
      if (cursor !== "") query.set("cursor", cursor);
      const page: { rows: { id: string; variant: string; key: Taken }[]; next: string | null } = await this.call(
        `/api/sends?${query}`,
      );
      found.push(...page.rows.map(({ id, variant, key: { learner, tier } }) => ({ id, variant, learner, tier })));
      cursor = page.next;
    }
    return found;
  }

  /** The sandbox reports. */
  async report(receipts: readonly Receipt[]): Promise<void> {
    for (let from = 0; from < receipts.length; from += AT_ONCE)
      await this.call("/v1/receipts/sandbox", { receipts: receipts.slice(from, from + AT_ONCE) });
  }

  /** Ends the connection. */
  close(): void {
    for (const connection of this.#connections) connection.close();
  }

  async #send<T>(path: string, body: Buffer | null, contentType: string, clock?: string): Promise<T> {
    const outgoing = { path, body, contentType: body === null ? null : contentType };
    const connection = this.#connections[this.#asked % CONNECTIONS];
    this.#asked += 1;
    if (connection === undefined) throw new Error("a door has connections");
    const answer = await connection.send(clock === undefined ? outgoing : { ...outgoing, clock }).answer;
    if (!answer.ok) throw new Error(`${path}: ${answer.reason}`);
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.text.slice(0, 2000)}`);
    return JSON.parse(answer.text) as T;
  }
}
