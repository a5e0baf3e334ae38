// The contract of a channel: a pure description of what it can promise, and the codec from rendered content to the data of one
// request. One channel is one file and one line in all.ts; doing the I/O is a transport's work, not a channel's.
import type { Words } from "#shared/kernel/issue.ts";
import type { ContentChannel } from "#shared/message/content.ts";

/** The channels, by id: those that content is written for. A sandbox is none of them: it is a transport that stands in for any (ruling 15). */
export type ChannelId = ContentChannel;

/**
 * What an ambiguous request may be followed by. `exactlyOnce`: it is settled in our own store, nothing is ambiguous. `keyed`: the same
 * request again, inside the provider's key window. `atLeastOnce`: the same message id again. `hold`: nothing, the send is `unknown`.
 */
export type KeyClass = "exactlyOnce" | "keyed" | "atLeastOnce" | "hold";

/** A daily window on the recipient's wall clock, "HH:MM" to "HH:MM" exclusive; it may cross midnight. */
export interface DailyWindow {
  readonly from: string;
  readonly to: string;
}

/** Bounds that a provider or a standard sets; an absent one is not bounded. Parts of an SMS are counted in message/sms.ts. */
export interface Limits {
  /** Characters of one template field. */
  readonly fieldChars?: number;
  /** Bytes of the whole payload before encryption. */
  readonly payloadBytes?: number;
  /** Marketing messages to one recipient a calendar day, by the strictest provider. */
  readonly recipientDailyCount?: number;
  /** Messages of one account a calendar day. */
  readonly accountDailyCount?: number;
}

/** What a channel can promise. */
export interface ChannelFacts {
  readonly channel: ChannelId;
  readonly label: Words;
  /** Whether it breaks in on the recipient, so that quiet hours hold it (ruling 10). */
  readonly interrupts: boolean;
  /** Whether its sends take places of frequency caps. */
  readonly countsToCaps: boolean;
  /** Whether the recipient must have an address of this channel. */
  readonly needsAddress: boolean;
  readonly keyClass: KeyClass;
  /** How long a provider knows the key of a `keyed` request, in ms from its first attempt. */
  readonly keyWindowMs?: number;
  /** Whether there is a signal that a message was seen; without one an open rate is not measurable. */
  readonly canOpen: boolean;
  readonly limits: Limits;
  /** When no marketing may go out by the provider's own rule: added to the quiet hours. */
  readonly providerQuiet?: DailyWindow;
  /** A usual list price of one part, in fen (0.01 CNY), for estimates; a school's contract may differ. */
  readonly costFen?: number;
}

/** Data of a request, JSON throughout: what a preview shows and a transport serialises. */
export type RequestData = Readonly<Record<string, unknown>>;

/** What a codec knows beside the content. */
export interface EncodeContext {
  /** The recipient's address on this channel; null where it needs none. For a webhook, its URL. */
  readonly to: string | null;
  /** The event type of a webhook's body, full-stop delimited. */
  readonly type: string;
  /** When the send was decided, UTC ms: the same on every retry, so that a retry has the same bytes. */
  readonly decidedAt: number;
}

/** A channel. */
export interface Channel {
  readonly id: ChannelId;
  describe(): ChannelFacts;
  /** The request data of rendered content (of the shape in message/content.ts); the address is the context's, whatever the content holds. */
  encode(content: RequestData, context: EncodeContext): RequestData;
}

/** The codec of channels whose request is the content and its address. */
export function addressed(content: RequestData, context: EncodeContext): RequestData {
  return { ...content, to: context.to };
}
