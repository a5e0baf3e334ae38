// Rules of quiet hours: the union of the school's, the strategy's and the provider's windows, for channels that interrupt
// (ruling 10), against waits, schedules, promises and expiry.
import { channels } from "#shared/channel/all.ts";
import type { ChannelFacts } from "#shared/channel/kind.ts";
import { MINUTE_MS } from "#shared/kernel/duration.ts";
import { parseClock, type QuietWindow } from "#shared/policy/quiet.ts";
import { msOf } from "#shared/signal/fields.ts";
import type { CompileContext } from "./context.ts";
import { type Diagnostic, diagnose } from "./diagnostic.ts";
import { isFlow } from "./document.ts";
import { pathOf, targetsAt } from "./drawing.ts";
import { channelOfNode } from "./plan.ts";
import { keeps } from "./reach-rules.ts";
import { promises, type Study } from "./study.ts";

const DAY_MINUTES = 1440;
const clockMinutes: readonly number[] = Array.from({ length: DAY_MINUTES }, (_, minute) => minute);

/** How many minutes are left of the quiet at each minute of the day: 0 outside, 1440 where there is no other time. */
type QuietLeft = readonly number[];

/** The quiet of every channel of the list, by channel id. */
function quietOf({ document }: Study, { settings }: CompileContext): Map<string, QuietLeft> {
  const common = [settings.quiet, document.policy?.quiet ?? null];
  return new Map(channels.map((channel) => [channel.id, quietLeft(channel.describe(), common)]));
}

function quietLeft(facts: ChannelFacts, common: readonly (QuietWindow | null)[]): QuietLeft {
  if (!facts.interrupts) return clockMinutes.map(() => 0);
  const windows = [...common, facts.providerQuiet ?? null].flatMap((window) =>
    window === null ? [] : [minutesOf(window)],
  );
  const isQuiet = clockMinutes.map((minute) =>
    windows.some(({ from, to }) =>
      from < to ? from <= minute && minute < to : from !== to && (minute >= from || minute < to),
    ),
  );
  const left = new Array<number>(DAY_MINUTES).fill(0);
  let run = 0;
  // Backwards, and twice round the clock: the first round finds what runs on past midnight.
  for (let step = 2 * DAY_MINUTES - 1; step >= 0; step -= 1) {
    const minute = step % DAY_MINUTES;
    run = isQuiet[minute] === true ? Math.min(run + 1, DAY_MINUTES) : 0;
    left[minute] = run;
  }
  return left;
}

function minutesOf({ from, to }: QuietWindow): { from: number; to: number } {
  return { from: parseClock(from) ?? 0, to: parseClock(to) ?? 0 };
}

function longestMs(quiet: QuietLeft | undefined): number {
  return Math.max(0, ...(quiet ?? [])) * MINUTE_MS;
}

/** Sends over a channel that is quiet all day can never go. */
export function neverAwake(study: Study, context: CompileContext): Diagnostic[] {
  const quiet = quietOf(study, context);
  return study.flow.flatMap((node) => {
    const channel = channelOfNode(study.document, node);
    if (channel === null || quiet.get(channel)?.[0] !== DAY_MINUTES) return [];
    return [diagnose("quiet.wholeDay", { nodeId: node.id, path: pathOf(study, node.id) }, { node: node.id, channel })];
  });
}

/** Waits until a time at which the next send would only be held. */
export function quietWaits(study: Study, context: CompileContext): Diagnostic[] {
  const quiet = quietOf(study, context);
  return study.flow.flatMap((node) => {
    if (node.type !== "wait" || node.until === undefined) return [];
    const { time } = node.until;
    const channel = nextChannels(study, node.id, "next").find(
      (id) => (quiet.get(id)?.[parseClock(time) ?? 0] ?? 0) > 0,
    );
    if (channel === undefined) return [];
    const site = { nodeId: node.id, path: pathOf(study, node.id, "until", "time") };
    return [diagnose("quiet.wait", site, { node: node.id, time, channel })];
  });
}

/**
 * Schedules that begin in quiet hours: their sends are held; where the quiet outlasts the schedule, the signal has fallen by then and
 * the send is suppressed as `noLongerAtRisk` (ruling 7).
 */
export function quietSchedules(study: Study, context: CompileContext): Diagnostic[] {
  const quiet = quietOf(study, context);
  return study.signals.flatMap((node) => {
    if (node.kind !== "schedule") return [];
    const next = targetsAt(study, node.id, "on").flatMap((tier) => nextChannels(study, tier, "enter"));
    const left = (id: string) => (quiet.get(id)?.[parseClock(node.at) ?? 0] ?? 0) * MINUTE_MS;
    const channel = next.find((id) => left(id) > 0);
    if (channel === undefined) return [];
    const forMs = msOf(node.for ?? "P1D");
    const swallowed = next.find((id) => left(id) >= forMs);
    const site = { nodeId: node.id, path: pathOf(study, node.id, "at") };
    if (swallowed === undefined) return [diagnose("quiet.schedule", site, { node: node.id, time: node.at, channel })];
    return [
      diagnose("quiet.swallowsWindow", site, {
        node: node.id,
        time: node.at,
        channel: swallowed,
        forMs,
        quietMs: left(swallowed),
      }),
    ];
  });
}

/** Channels of the sends that follow a port without a wait between. */
function nextChannels(study: Study, from: string, port: string): string[] {
  const seen = new Set<string>();
  const found: string[] = [];
  const stack = [...targetsAt(study, from, port)];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    const node = study.byId.get(id);
    if (node === undefined || !isFlow(node) || seen.has(id)) continue;
    seen.add(id);
    const channel = channelOfNode(study.document, node);
    if (channel !== null) found.push(channel);
    else if (node.type === "branch" || node.type === "split" || node.type === "update")
      stack.push(...(study.after.get(id) ?? []));
  }
  return found.reverse();
}

/** Promises that quiet hours, falling as badly as they may, would break: they do not stop the promise's clock (ruling 6). */
export function promisesInQuiet(study: Study, context: CompileContext): Diagnostic[] {
  const quiet = quietOf(study, context);
  const longest = new Map([...quiet].map(([id, left]) => [id, longestMs(left)]));
  return promises(study).flatMap(({ tier, ways }) => {
    const withinMs = msOf(tier.reach.within);
    const timely = ways.bounding.filter((touches) => keeps(touches, tier.reach, withinMs));
    if (
      timely.length === 0 ||
      timely.some((touches) => keeps(touches, tier.reach, withinMs, (id) => longest.get(id) ?? 0))
    )
      return [];
    const quietMs = Math.max(...timely.flat().map(({ channel }) => longest.get(channel) ?? 0));
    const site = { nodeId: tier.id, path: pathOf(study, tier.id, "reach", "within") };
    return [diagnose("reach.quietMayPass", site, { node: tier.id, withinMs, quietMs })];
  });
}

/** Held sends that expire before the quiet is over. */
export function expiryInQuiet(study: Study, context: CompileContext): Diagnostic[] {
  const { expires } = study.document.policy ?? {};
  if (expires === undefined) return [];
  const quiet = quietOf(study, context);
  const used = study.flow.flatMap((node) => channelOfNode(study.document, node) ?? []);
  const channel = used.find((id) => longestMs(quiet.get(id)) >= msOf(expires));
  if (channel === undefined) return [];
  const params = { expiresMs: msOf(expires), channel, quietMs: longestMs(quiet.get(channel)) };
  return [diagnose("quiet.outlastsExpires", { nodeId: null, path: ["policy", "expires"] }, params)];
}
