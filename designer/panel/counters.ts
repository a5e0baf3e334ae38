// What a text measures on its channel: parts and price of an SMS with signature and tail, characters of the rest against what devices
// show. Templates are measured with example values.
import { channelOf } from "#shared/channel/all.ts";
import type { ChannelId } from "#shared/channel/kind.ts";
import { type SmsSize, smsParts } from "#shared/message/sms.ts";
import type { Locale } from "#shared/signal/words.ts";

/** How an SMS ends up: its size, and its price in fen, null where none is known. */
export interface SmsMeasure extends SmsSize {
  readonly fen: number | null;
  /** Units that are left before another part begins. */
  readonly left: number;
}

/** The size and price of an SMS whose text is rendered or sampled. `fenPerPart` null: not known. */
export function measureSms(text: string, signature: string, tail: string, fenPerPart: number | null): SmsMeasure {
  const size = smsParts(text, signature, tail);
  const left = Math.max(0, size.parts * size.perPart - size.chars);
  return { ...size, left, fen: fenPerPart === null ? null : size.parts * fenPerPart };
}

/** What one part or message costs in fen: the school's own price, else the channel's list price, else null. */
export function priceOf(channel: string, costs: unknown): number | null {
  const own =
    typeof costs === "object" && costs !== null && Object.hasOwn(costs, channel)
      ? (costs as Record<string, unknown>)[channel]
      : undefined;
  if (typeof own === "number") return own;
  return isChannel(channel) ? (channelOf(channel).describe().costFen ?? null) : null;
}

function isChannel(channel: string): channel is ChannelId {
  return ["inapp", "push", "sms", "wechat", "email", "webhook", "task"].includes(channel);
}

/**
 * Characters that a device is sure to show of a field: iOS and Android notifications by their one line of title and folded text (Apple
 * HIG, Material notifications, read 2025), `thing` fields of WeChat (open docs, 订阅通知), subjects in a phone's mail list.
 */
const shown: Readonly<Record<string, number>> = {
  "push.title": 20,
  "push.body": 90,
  "inapp.title": 40,
  "email.subject": 40,
  "inapp.action.label": 12,
};

/** How many characters of a field are surely shown in a language (two Latin letters take the room of one hanzi); null: no such bound. */
export function shownChars(channel: string, path: string, locale: Locale): number | null {
  if (channel === "wechat" && /^fields\.thing\d*$/.test(path))
    return channelOf("wechat").describe().limits.fieldChars ?? null;
  const most = shown[`${channel}.${path}`];
  return most === undefined ? null : locale === "en" ? 2 * most : most;
}

/** Characters as people count them; one of two units is one. */
export function charsOf(text: string): number {
  return [...text].length;
}
