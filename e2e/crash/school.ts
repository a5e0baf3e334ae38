// The school that is killed: a complaint calls a webhook at once, an inbox message and a second call follow on the clock, and
// three silent days call a third. A learner complains at most once an episode, so each call is owed exactly once.
import { edges, inapp, silence } from "#e2e/api/drawings.ts";

/** Where the test clock begins: Monday 2 March 2026, 09:00 in Shanghai. */
export const SCHOOL_AT = Date.UTC(2026, 2, 2, 1);

/** The strategy; its calls go to `host`. */
export function complaints(host: string) {
  const hook = (id: string) => ({
    id,
    type: "webhook",
    url: `http://${host}/${id}`,
    fields: { learner: "{{learner.id}}" },
  });
  return silence("complaints", {
    goal: { events: ["course.completed"], days: 1, within: "P60D" },
    policy: { cooldown: "P365D", expires: "P60D" },
    nodes: [
      { id: "silent", type: "signal", kind: "absence", events: ["session.started", "complaint.filed"], for: "P3D" },
      { id: "angry", type: "signal", kind: "count", events: ["complaint.filed"], atLeast: 1, within: "P60D" },
      { id: "watch", type: "tier", rank: 1, enter: { atLeast: 1 } },
      { id: "urgent", type: "tier", rank: 2, enter: { atLeast: 1 } },
      hook("quiet"),
      hook("first"),
      { id: "breath", type: "wait", for: "PT10M" },
      { id: "note", type: "send", message: "hello", recheck: false },
      hook("second"),
    ],
    edges: edges(
      "silent.on > watch",
      "angry.on > urgent",
      "watch.enter > quiet",
      "urgent.enter > first",
      "first.next > breath",
      "breath.next > note",
      "note.next > second",
    ),
    messages: { hello: { channel: "inapp", variants: [inapp("我们听到了")] } },
  });
}
