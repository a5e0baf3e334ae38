// A server to measure, on the system's clock and an empty folder, with a key.
import { join } from "node:path";
import { edges, silence } from "#e2e/api/drawings.ts";
import { endSignal } from "#e2e/drive/profile.ts";
import { type Caller, type Driven, end, mustStart, setUp } from "#e2e/drive/server.ts";
import type { Setting } from "./row.ts";

/** A server to measure. */
export interface Measured {
  driven: Driven;
  caller: Caller;
  data: string;
  end(): Promise<void>;
}

/** Starts one; webhooks may reach `sink`. */
export async function openMeasured(setting: Setting, sink: string | null = null): Promise<Measured> {
  const data = join(setting.newFolder(), "data");
  const driven = await mustStart({
    data,
    isTest: false,
    environment: sink === null ? {} : { WINBACK_ALLOW_EGRESS: sink },
  });
  const caller = await setUp(driven, "bench");
  await caller.settle({
    quiet: null,
    allowedHosts: sink === null ? [] : [sink],
    rates: { delivered: 0, opened: 0, acted: 0 },
  });
  return { driven, caller, data, end: async () => void (await end(driven, endSignal())) };
}

/** Event, rule, A/B, template, POST: what the peers do too. */
export function oneCall(sink: string) {
  const hook = (id: string) => ({
    id,
    type: "webhook",
    url: `http://${sink}/${id}`,
    fields: { learner: "{{learner.id}}", text: `Hello {{or learner.name "there"}} (${id})` },
  });
  return silence("one-call", {
    goal: { events: ["course.completed"], days: 1, within: "P1D" },
    nodes: [
      { id: "angry", type: "signal", kind: "count", events: ["complaint.filed"], atLeast: 1, within: "P1D" },
      { id: "watch", type: "tier", rank: 1, enter: { atLeast: 1 } },
      {
        id: "arms",
        type: "split",
        salt: "bench-1",
        arms: [
          { port: "a", weight: 5000 },
          { port: "b", weight: 5000 },
        ],
      },
      hook("first"),
      hook("second"),
    ],
    edges: edges("angry.on > watch", "watch.enter > arms", "arms.a > first", "arms.b > second"),
    messages: {},
  });
}
