import { expect, test } from "vitest";
import { at, draw, message, School } from "./testkit.ts";

const document = draw({
  nodes: {
    quiet: { type: "signal", kind: "absence", events: ["session.started"], for: "PT6H" },
    watch: { type: "tier", rank: 1, enter: { atLeast: 1 } },
    evening: { type: "window", from: "18:00", to: "21:00" },
    nudge: { type: "send", message: "hello" },
  },
  edges: "quiet.on > watch, watch.enter > evening, evening.next > nudge",
  messages: { hello: message("inapp", "a 10000") },
});

test.each([
  ["d1 00:30", "d1 18:00", "before the window opens: waits for it"],
  ["d1 12:00", "d1 18:00", "at the opening: goes on at once"],
  ["d1 14:10", "d1 20:10", "inside: goes on at once"],
  ["d1 15:00", "d2 18:00", "at the end, which is outside: waits for the next day's"],
])("silent since %s is written to at %s (%s)", (lastSeen, sent) => {
  const school = new School({});
  school.publish("d0 00:00", document);
  school.event(lastSeen, "an session.started");
  school.tick("d4 00:00");
  const decision = [...school.decisions.values()].find(({ kind }) => kind === "send");
  expect(decision === undefined ? null : decision.at).toBe(at(sent));
});
