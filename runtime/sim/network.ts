// The other side of webhooks: receivers that are slow, busy, down, or take a call and break off. They speak through the production
// transport, of which only the network is made up, and remember everything, so that their books can be held against ours.
import type { Egress, EgressRequest } from "#runtime/transport/egress.ts";
import type { EgressAnswer } from "#runtime/transport/exchange.ts";
import type { SendRequest, SendResult } from "#runtime/transport/kind.ts";
import { createWebhook } from "#runtime/transport/webhook.ts";
import { MINUTE_MS } from "#shared/kernel/duration.ts";
import type { Random } from "./random.ts";

/** What the receivers know of one send. */
export interface Seen {
  key: string;
  attemptCount: number;
  /** Whether they took it at least once. */
  isTaken: boolean;
  messageIds: Set<string>;
  bodies: Set<string>;
}

/** One exchange: what came back, whether it was taken all the same, and after how long. */
interface Exchange {
  answer: EgressAnswer;
  isTaken: boolean;
  afterMs: number;
}

const SECRET = Buffer.alloc(32, 7).toString("base64");

function status(code: number, headers: Readonly<Record<string, string>> = {}): EgressAnswer {
  return { kind: "answer", status: code, headers, body: "", isCut: false };
}

function broken(reason: string, isBeforeFirstByte: boolean): EgressAnswer {
  return { kind: "error", reason, isBeforeFirstByte };
}

/** Every way a call may go, by name; a new one is one line. */
const ways: Readonly<Record<string, (random: Random) => Exchange>> = {
  fine: (random) => ({ answer: status(200), isTaken: true, afterMs: random.int(1, 400) }),
  slow: (random) => ({ answer: status(202), isTaken: true, afterMs: random.int(2000, 9900) }),
  timeout: (random) => ({ answer: broken("egress.timeout", false), isTaken: random.chance(0.5), afterMs: 10_000 }),
  reset: (random) => ({ answer: broken("egress.connectionLost", false), isTaken: true, afterMs: random.int(1, 900) }),
  unreached: () => ({ answer: broken("egress.connectFailed", true), isTaken: false, afterMs: 5000 }),
  busy: (random) => ({
    answer: status(429, { "retry-after": String(random.int(1, 600)) }),
    isTaken: false,
    afterMs: 20,
  }),
  down: (random) => ({ answer: status(random.pick([500, 502, 503])), isTaken: random.chance(0.2), afterMs: 50 }),
  gone: () => ({ answer: status(410), isTaken: false, afterMs: 30 }),
  moved: () => ({ answer: status(302), isTaken: false, afterMs: 30 }),
  blocked: () => ({ answer: { kind: "blocked", reason: "egress.privateAddress" }, isTaken: false, afterMs: 1 }),
};

const rough = [
  "fine",
  "fine",
  "fine",
  "fine",
  "slow",
  "timeout",
  "reset",
  "reset",
  "unreached",
  "busy",
  "down",
  "down",
  "gone",
  "moved",
  "blocked",
];

/** The receivers, and the transport that leads to them. */
export class Network {
  /** By the send's id in the outbox. */
  readonly seen = new Map<number, Seen>();
  /** How often each way was taken. */
  readonly wayCounts: Record<string, number> = {};
  /** Until when every call fails (UTC ms). */
  downUntil = 0;
  /** Whether every call is answered well and at once. */
  isFair: boolean;
  readonly #random: Random;
  readonly #transport = createWebhook(this.#egress(), [SECRET]);
  #lastId = "";
  #last: Exchange = { answer: status(500), isTaken: false, afterMs: 0 };

  constructor(random: Random, isFair: boolean) {
    this.#random = random;
    this.isFair = isFair;
  }

  /** Carries one request out; gives its result and how long it took (ms). */
  async send(id: number, request: SendRequest): Promise<{ result: SendResult; afterMs: number }> {
    const seen = this.seen.get(id) ?? {
      key: request.key,
      attemptCount: 0,
      isTaken: false,
      messageIds: new Set(),
      bodies: new Set(),
    };
    this.seen.set(id, seen);
    seen.attemptCount += 1;
    seen.bodies.add(JSON.stringify(request.data));
    const result = await this.#transport.send(request, new AbortController().signal);
    seen.messageIds.add(this.#lastId);
    seen.isTaken ||= this.#last.isTaken;
    return { result, afterMs: this.#last.afterMs };
  }

  /** Goes down for a while. */
  fail(now: number): void {
    this.downUntil = now + this.#random.int(5, 240) * MINUTE_MS;
  }

  #egress(): Egress {
    const request = (sent: EgressRequest): Promise<EgressAnswer> => {
      this.#lastId = sent.headers["webhook-id"] ?? "";
      this.#last = this.#exchange(Number(sent.headers["webhook-timestamp"]) * 1000);
      return Promise.resolve(this.#last.answer);
    };
    return { request, close: () => undefined };
  }

  #exchange(now: number): Exchange {
    const way = this.isFair
      ? "fine"
      : now < this.downUntil
        ? this.#random.pick(["down", "unreached"])
        : this.#random.pick(rough);
    this.wayCounts[way] = (this.wayCounts[way] ?? 0) + 1;
    const exchange = (ways[way] as (random: Random) => Exchange)(this.#random);
    return this.isFair ? { ...exchange, afterMs: 0 } : exchange;
  }
}
