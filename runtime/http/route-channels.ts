// The channels as this installation has them: what settles in the engine, what goes out, and what the sandbox stands in for.

import { randomUUID } from "node:crypto";
import { recordAct } from "#runtime/store/school/audit.ts";
import { testChannel } from "#shared/api/channels.ts";
import { sentenceOf } from "#shared/api/words.ts";
import { getChannels } from "#shared/api/work.ts";
import { channels } from "#shared/channel/all.ts";
import type { ChannelId } from "#shared/channel/kind.ts";
import { errorIssue } from "#shared/kernel/issue.ts";
import { type AppContext, actorOf, type Deps } from "./deps.ts";
import { mount, type Routes } from "./mount.ts";
import { refuse } from "./problem.ts";

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

/** Adds `/api/channels` and their trial. */
export function mountChannels(routes: Routes): void {
  mount(routes, testChannel, ({ params, body }, c) => tryOut(routes.deps, c, params.id, body?.url));
  mount(routes, getChannels, () => ({
    items: channels.map((channel) => {
      const transport = transportOf(channel.id);
      return { ...channel.describe(), transport, isConnected: transport !== "sandbox" };
    }),
  }));
}

async function tryOut(deps: Deps, c: AppContext, channel: ChannelId, url: string | undefined) {
  const transport = transportOf(channel);
  if (transport === "webhook" && url === undefined)
    return refuse(422, "channel.url", [errorIssue("channel.url", ["url"])]);
  const begun = performance.now();
  const { code, reason = "" } = await trial(deps, transport, url ?? "");
  const entry = { at: deps.clock.now(), actor: actorOf(c), act: "channel.test", object: `channel/${channel}` };
  await deps.school.db.transaction((tx) => recordAct(tx, { ...entry, detail: { code } }));
  return {
    isWorking: code !== "channel.failed",
    transport,
    code,
    message: sentenceOf(code, c.get("locale"), { reason }),
    durationMs: Math.round(performance.now() - begun),
  };
}

async function trial(
  { transports, clock }: Deps,
  transport: Transport,
  to: string,
): Promise<{ code: string; reason?: string }> {
  if (transport !== "webhook") return { code: transport === "engine" ? "channel.works" : "channel.sandbox" };
  const [key, at, data] = [`trial ${randomUUID()}`, clock.now(), { type: "winback.test" }];
  const request = { key, channel: "webhook", to, data, at } as const;
  const sent = await transports.get("webhook")?.send(request, new AbortController().signal);
  if (sent?.state === "accepted") return { code: "channel.works" };
  return { code: "channel.failed", reason: sent?.reason ?? "" };
}
