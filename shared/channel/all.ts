// The list of channels, by hand: a new channel is one file and one line here.
import { assert } from "#shared/kernel/issue.ts";
import { email } from "./email.ts";
import { inapp } from "./inapp.ts";
import type { Channel } from "./kind.ts";
import { push } from "./push.ts";
import { sms } from "./sms.ts";
import { task } from "./task.ts";
import { webhook } from "./webhook.ts";
import { wechat } from "./wechat.ts";

/** Every channel, from the gentlest to the most costly; the order in which lists show them. */
export const channels: readonly Channel[] = [inapp, push, wechat, email, sms, task, webhook];

const byId: ReadonlyMap<string, Channel> = new Map(channels.map((channel) => [channel.id, channel]));

/** The channel of an id that a schema has accepted; throws on any other. */
export function channelOf(id: string): Channel {
  const channel = byId.get(id);
  assert(channel !== undefined, "no such channel", { id });
  return channel;
}
