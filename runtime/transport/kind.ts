// The contract of a transport: the I/O of one provider. It takes one request and says what became of it; it owns no database, keeps
// no queue and never retries by itself.
import type { ChannelId, RequestData } from "#shared/channel/kind.ts";

/** One attempt of one send. */
export interface SendRequest {
  /** The send's key: the same on every attempt, different for every send. */
  readonly key: string;
  readonly channel: ChannelId;
  /** The recipient's address; for a webhook, its URL. */
  readonly to: string;
  /** What the channel's codec made of the content. */
  readonly data: RequestData;
  /** The instant of this attempt, UTC ms, by the engine's clock. */
  readonly at: number;
}

/**
 * What became of an attempt. `accepted`: the provider took it. `refused`: it never will. `failed`: it may be sent again, since nothing was
 * accepted or once more does no harm; `retryAfterMs` is the provider's own wish. `ambiguous`: it may have been accepted, and only a
 * receipt, a query, the same key or an operator can tell.
 */
export type SendResult =
  | { readonly state: "accepted"; readonly providerId: string | null }
  | { readonly state: "refused"; readonly reason: string }
  | {
      readonly state: "failed";
      readonly reason: string;
      readonly retryAfterMs: number | null;
      /** Whether it is certain that the provider saw nothing. */
      readonly isBeforeFirstByte: boolean;
    }
  | { readonly state: "ambiguous"; readonly reason: string };

/** A transport. `send` always settles with a result, soon after its own timeout or the signal's abort; it rejects only on a bug. */
export interface Transport {
  readonly id: string;
  /** The provider behind an address, to whom a breaker and a rate belong: a webhook's is its receiver, so that one that is down stops no other. */
  providerOf(to: string): string;
  send(request: SendRequest, signal: AbortSignal): Promise<SendResult>;
  /** Lets go of idle connections. */
  close(): void;
}
