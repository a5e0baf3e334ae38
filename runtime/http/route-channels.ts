// The channels as this installation has them: what settles in the engine, what goes out, and what the sandbox stands in for.

import { getChannels } from "#shared/api/work.ts";
import { channels } from "#shared/channel/all.ts";
import type { ChannelId } from "#shared/channel/kind.ts";
import { mount, type Routes } from "./mount.ts";

type Transport = "engine" | "webhook" | "sandbox";

const own: Partial<Record<ChannelId, Transport>> = { inapp: "engine", task: "engine", webhook: "webhook" };

/** Who carries a channel. Until a provider is connected the sandbox does (ruling 15). */
export function transportOf(channel: ChannelId): Transport {
  return own[channel] ?? "sandbox";
}

/** What the compiler asks of channels. */
export function channelStates(): Record<string, { isConnected: boolean }> {
  return Object.fromEntries(channels.map(({ id }) => [id, { isConnected: transportOf(id) !== "sandbox" }]));
}

/** Adds `/api/channels`. */
export function mountChannels(routes: Routes): void {
  mount(routes, getChannels, () => ({
    items: channels.map((channel) => {
      const transport = transportOf(channel.id);
      return { ...channel.describe(), transport, isConnected: transport !== "sandbox" };
    }),
  }));
}
